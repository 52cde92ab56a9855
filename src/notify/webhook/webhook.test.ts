import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeGateway, type Gateway } from '../testing/fake-gateway'
import { aNotice, testSecret } from '../testing/notice'
import { keyOf } from './sign'
import { webhookSender } from './webhook'

let gateway: Gateway
beforeEach(async () => {
  gateway = await fakeGateway('ok')
})
afterEach(() => gateway.close())

const never = new AbortController().signal
const now = () => 1_700_000_000_900
const happened = 1_700_000_000_000
const notice = aNotice({ id: 'evt_1', kind: 'escalation', data: { case_id: 'case_1' }, at: happened })
const sender = (...secrets: string[]) => webhookSender({ url: `${gateway.url}/hook`, secrets, wall: { allowPrivate: true }, now })
/** From the published examples of Standard Webhooks; the signatures below were made with openssl. */
const published = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('a call is signed as Standard Webhooks 1.0 asks', async () => {
  expect(await sender(published).send(notice, never)).toEqual({ state: 'sent', providerId: null })
  const [call] = gateway.calls
  expect(call).toMatchObject({ method: 'POST', path: '/hook' })
  expect(call?.body).toBe('{"type":"case.escalated","timestamp":"2023-11-14T22:13:20.000Z","data":{"case_id":"case_1"}}')
  expect(call?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'evt_1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': 'v1,Es6Po4B6e7NGW8T/PloXvRr+y+KYz5Ohqrmf5qzuwkU=',
  })
})

test('while a secret is rotated out, both sign', async () => {
  await sender(published, testSecret(7)).send(notice, never)
  expect(gateway.calls[0]?.headers['webhook-signature']).toBe(
    'v1,Es6Po4B6e7NGW8T/PloXvRr+y+KYz5Ohqrmf5qzuwkU= v1,nphi9udo4TNG2r8C6V0evWEhEKKn5L4Jeaj6JYx7ffM=',
  )
})

test('a retry has the same id and the same body, so that the receiver can tell', async () => {
  gateway.behave('accept_then_close', 'ok')
  expect(await sender(published).send(notice, never)).toMatchObject({ state: 'unknown' })
  expect(await sender(published).send(notice, never)).toMatchObject({ state: 'sent' })
  const [first, second] = gateway.calls
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.body).toBe(first?.body)
})

test.each([
  ['alert:case_1:2:u-7', 'alert:case_1:2:u-7'],
  ['alert:case_1:2:mali@desk.example', 'evt_'],
  ['การแจ้งเตือน', 'evt_'],
  ['a\r\nx: y', 'evt_'],
])('the dedupe key %j travels as %s…', async (id, start) => {
  for (const _attempt of [1, 2]) expect(await sender(published).send({ ...notice, id }, never)).toMatchObject({ state: 'sent' })
  const [first, second] = gateway.calls.map(({ headers }) => headers['webhook-id'])
  expect(first).toMatch(new RegExp(`^${start}[\\w:-]*$`))
  expect(second).toBe(first)
})

test('what cannot be written is refused, not thrown', async () => {
  const round: Record<string, unknown> = {}
  round.self = round
  for (const own of [{ data: round }, { data: { big: 1n } }, { at: Number.NaN }]) {
    expect(await sender(published).send({ ...notice, ...own }, never)).toEqual({
      state: 'failed',
      permanent: true,
      reason: 'cannot_be_written',
    })
  }
})

test('only data goes out: no names, no words of the notice', async () => {
  await sender(published).send(aNotice({ data: { case_id: 'case_1' } }), never)
  expect(Object.keys(JSON.parse(gateway.calls[0]!.body))).toEqual(['type', 'timestamp', 'data'])
  expect(gateway.calls[0]?.body).not.toMatch(/Mali|C-4127/)
})

test.each([
  ['reply', 'message.outbound'],
  ['message.outbound', 'message.outbound'],
  ['clock_missed', 'case.clock.breached'],
  ['export.ready', 'export.ready'],
])('a notice of kind %s is the event %s', async (kind, type) => {
  await sender(published).send(aNotice({ kind }), never)
  expect(JSON.parse(gateway.calls[0]!.body)).toMatchObject({ type })
})

test('a sign-in link is never sent to a machine', async () => {
  expect(await sender(published).send(aNotice({ kind: 'sign_in_link' }), never)).toMatchObject({ state: 'failed', permanent: true })
  expect(gateway.connections()).toBe(0)
})

test.each([
  ['whsec_', 'nothing'],
  [`whsec_${Buffer.alloc(23, 1).toString('base64')}`, 'too short'],
  [`whsec_${Buffer.alloc(65, 1).toString('base64')}`, 'too long'],
  ['whsec_not base64 at all but long enough!!', 'not base64'],
])('%s is no secret: %s', async (secret) => {
  expect(keyOf(secret)).toBeNull()
  expect(await sender(published, secret).send(notice, never)).toEqual({ state: 'failed', permanent: true, reason: 'bad_secret' })
  expect(await sender(secret).check()).toEqual({ ok: false, detail: 'bad_secret' })
  expect(gateway.connections()).toBe(0)
})
