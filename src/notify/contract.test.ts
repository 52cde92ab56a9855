import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from './contract'
import { fakeDingtalk } from './dingtalk/fake-dingtalk'
import { fakeLine } from './line/fake-line'
import { browser, fakePush } from './push/fake-push'
import { createSender, problemOf } from './senders'
import { fakeSlack } from './slack/fake-slack'
import { fakeTwilioCall, fakeTwilioSms } from './sms/fake-twilio'
import { fakeSmsGateway } from './sms-gateway/fake-sms-gateway'
import { fakeTeams } from './teams/fake-teams'
import { fakeTelegram } from './telegram/fake-telegram'
import { testClockMs } from './testing/clock'
import { fakeGateway, type Gateway } from './testing/fake-gateway'
import type { Imitation } from './testing/imitation'
import { aNotice } from './testing/notice'
import { fakeReceiver } from './webhook/fake-receiver'
import { fakeWecom } from './wecom/fake-wecom'

const ALL: Imitation[] = [
  fakeReceiver,
  fakeSlack,
  fakeDingtalk,
  fakeTwilioSms,
  fakeTwilioCall,
  fakeSmsGateway,
  fakeWecom,
  fakeTeams,
  fakeLine,
  fakeTelegram,
  fakePush,
]

let gateway: Gateway
beforeEach(async () => {
  gateway = await fakeGateway()
})
afterEach(() => gateway.close())

const never = new AbortController().signal
const house = { from: { name: 'Desk', address: 'desk@desk.example' }, timeoutMs: 150, now: () => testClockMs.now }
const actions = [
  { label: 'Acknowledge – I have it', url: 'https://desk.example/a/abc', act: 'acknowledge:abc' },
  { label: 'Escalate now', url: 'https://desk.example/a/abc#escalate', act: 'escalate:abc' },
]

describe.each(ALL.map((fake) => [fake.kind, fake] as const))('%s', (_kind, fake) => {
  const send = (notifier = fake.notifier(gateway.url), own: Partial<Outgoing> = {}) => {
    const address = fake.kind === 'push' ? browser.subscription(`${gateway.url}/sub/1`) : fake.address
    return createSender(notifier, house).send(aNotice({ to: { name: 'Mali', address }, ...own }), never)
  }
  const sent = { state: 'sent', providerId: fake.providerId }

  test('a sound row has no problem', () => expect(problemOf(fake.notifier(gateway.url))).toBeNull())

  test('good: the provider takes it', async () => {
    gateway.behave(fake.answers)
    expect(await send()).toEqual(sent)
    expect(await send(undefined, { actions })).toEqual(sent)
  })

  test('words that are long, in any script or full of marks stay within its limits', async () => {
    gateway.behave(fake.answers)
    for (const words of ['โกรธมาก'.repeat(900), '👩‍👩‍👧'.repeat(900), '<a>&"*_[x](y)`@all\n'.repeat(500), '投诉'.repeat(4_000), '']) {
      expect(await send(undefined, { body: words, subject: words.slice(0, 4_000) || 'Case', actions })).toEqual(sent)
    }
  })

  test('refused for good', async () => {
    if ('says' in fake.refuses) gateway.behave(fake.refuses.says)
    expect(await send()).toEqual(fake.refuses.outcome)
  })

  test('too much: later, and when the provider says so', async () => {
    gateway.behave(fake.limited.says)
    expect(await send()).toEqual(fake.limited.outcome)
  })

  test('timed out after it was accepted: unknown, never "failed"', async () => {
    for (const behaviour of ['accept_then_hang', 'accept_then_close', 'slow_loris'] as const) {
      gateway.behave(behaviour)
      expect(await send()).toMatchObject({ state: 'unknown' })
    }
  })

  test('an answer that is not its own', async () => {
    gateway.behave(fake.malformed.says)
    expect(await send()).toEqual(fake.malformed.outcome)
  })

  test('credentials that were taken away are named as such', async () => {
    gateway.behave(fake.answers)
    const outcome = await send(fake.revoked(gateway.url))
    if (fake.kind === 'webhook') expect(outcome).toEqual({ state: 'failed', permanent: false, reason: 'http_401' })
    else expect(outcome).toEqual({ state: 'failed', permanent: true, reason: 'credentials_refused' })
  })

  test('no reason names the secret or the address', async () => {
    for (const behaviour of ['gone', 'redirect', 'accept_then_close', { status: 500 }] as const) {
      gateway.behave(behaviour)
      expect(JSON.stringify(await send())).not.toMatch(/127\.0|token|good|693a|bearer/)
    }
  })

  test('its page is named, and when it was read', () => expect([fake.page, fake.read]).toEqual([expect.stringMatching(/./), '2026-11-22']))
})

test('line: what was taken under this key before counts as sent, and the key is the same on every attempt', async () => {
  gateway.behave('accept_then_close', { status: 409 })
  const notice = aNotice({ to: { name: null, address: fakeLine.address } })
  const sender = createSender(fakeLine.notifier(gateway.url), house)
  expect(await sender.send(notice, never)).toMatchObject({ state: 'unknown' })
  expect(await sender.send(notice, never)).toEqual({ state: 'sent', providerId: null })
  expect(new Set(gateway.calls.map(({ headers }) => headers['x-line-retry-key'])).size).toBe(1)
})

test.each([
  ['sms', fakeTwilioSms, 'no_phone'],
  ['call', fakeTwilioCall, 'no_phone'],
  ['sms_gateway', fakeSmsGateway, 'no_phone'],
  ['line', fakeLine, 'no_line_id'],
  ['telegram', fakeTelegram, 'no_telegram_chat'],
  ['push', fakePush, 'not_subscribed'],
] as const)('%s without an address of the person asks nobody', async (_kind, fake, reason) => {
  const outcome = await createSender(fake.notifier(gateway.url), house).send(
    aNotice({ to: { name: 'Mali', address: 'mali@desk.example' } }),
    never,
  )
  expect(outcome).toEqual({ state: 'failed', permanent: true, reason })
  expect(gateway.calls).toEqual([])
})
