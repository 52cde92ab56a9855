import { afterEach, expect, test } from 'vitest'
import type { Behaviour } from '../../src/notify/testing/fake-gateway'
import { SAYS } from '../cast'
import { report } from '../support/figures'
import { outlet, type Sabotage, under } from './sabotage/which'
import { aDesk } from './support/desk'

afterEach(() => {
  outlet.take = null
})

const MINUTE = 60_000
type Fate = 'sent' | 'parked' | 'failed'

/** How a provider may behave, and what must become of a customer's notice; a member of staff is reached in any case. */
const BEHAVIOURS: [name: string, behaviour: Behaviour, customer: Fate][] = [
  ['takes it and then says nothing', 'accept_then_hang', 'parked'],
  ['takes it and hangs up', 'accept_then_close', 'parked'],
  ['answers one byte at a time', 'slow_loris', 'parked'],
  ['never answers', 'never_answers', 'parked'],
  ['says 200 and stalls', 'stalls_after_status', 'sent'],
  ['says 500', { status: 500 }, 'parked'],
  ['says 502', { status: 502 }, 'parked'],
  ['says 429 with a wish', { status: 429, headers: { 'retry-after': '30' } }, 'sent'],
  ['says 503 with a wish', { status: 503, headers: { 'retry-after': '30' } }, 'sent'],
  ['is gone', 'gone', 'failed'],
]

/** A customer's acknowledgement meets the behaviour once; then the provider is well, and two days pass. */
async function acknowledge(behaviour: Behaviour) {
  const desk = await aDesk()
  const { machine, gateway, tenant } = desk
  await desk.say('m1', SAYS.complaint)
  const [it] = await desk.ask<{ id: string }>('select id from cases')
  gateway.calls.length = 0
  gateway.behave(behaviour, 'ok')
  await machine.cases.acknowledge(tenant, { caseId: it!.id, by: 'key:1', note: null, notifyCustomer: true })
  await desk.settle()
  for (const step of [1, 5, 30, 120, 1_200]) await desk.pass(step * MINUTE)
  const [notice] = await desk.ask<{ state: string }>(`select state from notice where audience = 'customer'`)
  const alerts = await desk.ask<{ state: string }>(`select state from notice where kind = 'outcome_unknown'`)
  return {
    state: notice!.state,
    alerts: alerts.map((a) => a.state),
    accepted: gateway.accepted().filter((c) => c.body.includes('message.outbound')),
  }
}

test.each(BEHAVIOURS)('T21: a customer hears at most once from a provider that %s', async (_name, behaviour, fate) => {
  const { state, alerts, accepted } = await acknowledge(behaviour)

  expect(accepted.length).toBeLessThanOrEqual(1)
  expect({ state, alerts }).toEqual(
    { sent: { state: 'sent', alerts: [] }, parked: { state: 'unknown', alerts: ['sent'] }, failed: { state: 'failed', alerts: ['sent'] } }[
      fate
    ],
  )
})

test.each(BEHAVIOURS)('T21: staff are told again when the provider %s, before the next level is due', async (name, behaviour) => {
  const desk = await aDesk()
  desk.gateway.behave(behaviour, 'ok')
  await desk.say('m1', SAYS.fire)
  let minutes = 0
  const surely: Behaviour[] = ['ok', 'stalls_after_status']
  const alerted = () => desk.gateway.accepted().filter((c) => surely.includes(c.behaviour) && c.body.includes('alert.opened'))
  for (; minutes < 9 && alerted().length === 0; minutes++) await desk.pass(MINUTE)
  report(`provider that ${name}`, { 'minutes until staff know': minutes })

  expect(alerted().length).toBeGreaterThan(0)
})

test.each<Sabotage>(['send before commit'])('the test notices "%s"', async (sabotage) => {
  outlet.take = () => undefined
  const { accepted } = await under(sabotage, () => acknowledge('accept_then_hang'))

  expect(accepted.length).toBeGreaterThan(1)
})
