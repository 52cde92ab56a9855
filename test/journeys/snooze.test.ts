import { afterEach, beforeEach, expect, it } from 'vitest'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { happened, standing } from '../support/tell'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false })
})
afterEach(() => desk.close())

const HOUR = 3_600_000
const ann = { name: 'Ann', handles: [{ kind: 'email', value: 'ann@mail.example' }] }
const iso = (at: number) => new Date(at).toISOString()
const complain = async () => (await desk.post({ text: SAYS.complaint, channel: 'email', contact: ann })).case_id!
const awake = async () => (await desk.cases('snoozed=no')).length
const snooze = (id: string, until: number | null) =>
  desk.call('POST', `/api/v1/cases/${id}/snooze`, { until: until === null ? null : iso(until) })

it('U17 a case asked to sleep for a month wakes two hours before its next clock, and the clock runs on', async () => {
  const id = await complain()
  const before = standing(await desk.clocks(id))
  const due = Math.min(...(await desk.clocks(id)).filter((c) => c.state === 'running').map((c) => Date.parse(c.due_at!)))
  expect(await snooze(id, desk.now() + 30 * 24 * HOUR)).toMatchObject({ status: 201 })
  const [asleep] = happened(await desk.timeline(id), 'snoozed')
  expect(asleep).toMatchObject({ until: iso(due - 2 * HOUR) })
  expect([await awake(), standing(await desk.clocks(id))]).toEqual([0, before])
  await desk.jumpTo(due - 2 * HOUR - 1)
  expect(await awake()).toBe(0)
  await desk.advance('PT1S')
  expect(await awake()).toBe(1)
  expect(happened(await desk.timeline(id), 'woken')).toHaveLength(1)
})

it('a case that sleeps until its customer writes wakes when they do', async () => {
  const id = await complain()
  await snooze(id, null)
  expect(await awake()).toBe(0)
  await desk.advance('PT5M')
  await desk.post({ text: 'Is anybody there? It is still broken.', channel: 'email', contact: ann })
  expect(await awake()).toBe(1)
})

it('a clock that is nearer than two hours, a time that is past and a closed case are refused by name', async () => {
  const id = await complain()
  expect(await snooze(id, desk.now() - HOUR)).toMatchObject({ status: 409, body: { code: 'not_in_future' } })
  const due = Math.min(...(await desk.clocks(id)).filter((c) => c.state === 'running').map((c) => Date.parse(c.due_at!)))
  await desk.jumpTo(due - HOUR)
  expect(await snooze(id, null)).toMatchObject({ status: 409, body: { code: 'clock_too_near' } })
})

it('U18 a case that is passed over leaves its reason in the record, and none without one', async () => {
  const id = await complain()
  expect(await desk.call('POST', `/api/v1/cases/${id}/skips`, {})).toMatchObject({ status: 422 })
  expect(await desk.call('POST', `/api/v1/cases/${id}/skips`, { reason: 'conflict', words: 'my neighbour' })).toMatchObject({ status: 201 })
  const { rows } = await desk.redress.db.pool.query<{ body: string }>(`select body from audit where action = 'case.skipped'`)
  expect(rows.map(({ body }) => JSON.stringify(body))).toEqual([expect.stringMatching(/conflict.*my neighbour/)])
})
