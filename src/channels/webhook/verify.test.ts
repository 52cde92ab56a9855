import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyWebhook } from './verify'

/** Secret, call and signature as Standard Webhooks publishes them. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const sentAt = 1_614_265_330_000
const rawBody = Buffer.from('{"test": 2432232314}')
const right = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
const minute = 60_000
const headers = { 'webhook-id': id, 'webhook-timestamp': '1614265330', 'webhook-signature': right }
const call = (own: object = {}, more: Record<string, string | string[] | undefined> = {}) =>
  verifyWebhook({ secrets: [secret], headers: { ...headers, ...more }, rawBody, now: sentAt, toleranceMs: 5 * minute, ...own })
const codeOf = (verified: ReturnType<typeof verifyWebhook>) => (verified.ok ? 'ok' : verified.code)

test('the published example is signed', () => {
  expect(call()).toEqual({ ok: true, id, timestamp: sentAt })
})

describe('headers', () => {
  test.each<[Record<string, string | string[] | undefined>, string]>([
    [{ 'webhook-id': undefined }, 'missing_header'],
    [{ 'webhook-timestamp': undefined }, 'missing_header'],
    [{ 'webhook-signature': undefined }, 'missing_header'],
    [{ 'webhook-id': '' }, 'missing_header'],
    [{ 'webhook-signature': [right, right] }, 'missing_header'],
    [{ 'webhook-timestamp': '2021-02-25T15:02:10Z' }, 'bad_timestamp'],
    [{ 'webhook-timestamp': '-1614265330' }, 'bad_timestamp'],
    [{ 'webhook-timestamp': '1614265330.5' }, 'bad_timestamp'],
    [{ 'webhook-timestamp': '9'.repeat(30) }, 'bad_timestamp'],
    [{ 'webhook-timestamp': '1614265331' }, 'bad_signature'],
    [{ 'webhook-id': 'msg_other' }, 'bad_signature'],
  ])('%j → %s', (more, code) => {
    expect(codeOf(call({}, more))).toBe(code)
  })
})

test.each([
  [5 * minute, 'ok', 'exactly at the tolerance still counts'],
  [5 * minute + 1, 'too_old', 'a replay later does not'],
  [-5 * minute, 'ok', 'a clock may run ahead'],
  [-5 * minute - 1, 'too_new', 'but not that far'],
])('asked %d ms after it was sent → %s: %s', (later, code) => {
  expect(codeOf(call({ now: sentAt + later }))).toBe(code)
})

test.each([
  ['', 'missing_header', 'none'],
  ['v1,', 'bad_signature', 'an empty one'],
  [right.replace('v1', 'v1a'), 'bad_signature', 'another scheme'],
  [right.replace('v1,', ''), 'bad_signature', 'no scheme'],
  [right.slice(0, -1), 'bad_signature', 'cut short'],
  [`${right}=`, 'bad_signature', 'padded'],
  [right.toLowerCase(), 'bad_signature', 'another case'],
  [`v1,AAAA v1a,BBBB ${right}`, 'ok', 'one right among others'],
  [`${'v1,AAAA '.repeat(16)}${right}`, 'bad_signature', 'more than any rotation needs'],
])('signature %s → %s: %s', (signature, code) => {
  expect(codeOf(call({}, { 'webhook-signature': signature }))).toBe(code)
})

describe('secrets', () => {
  test.each<[string[], string, string]>([
    [[other, secret], 'ok', 'the old one while it is rotated out'],
    [[secret, other], 'ok', 'the new one'],
    [[other], 'bad_signature', 'another tenant’s'],
    [[], 'bad_signature', 'none at all'],
    [['', 'whsec_', 'whsec_AAAA', 'no base64!', secret.slice(0, -4)], 'bad_signature', 'none that is sound'],
  ])('%j → %s: %s', (secrets, code) => {
    expect(codeOf(call({ secrets }))).toBe(code)
  })

  test('an empty secret does not open the door to who signs with an empty key', () => {
    const signature = `v1,${createHmac('sha256', '').update(`${id}.1614265330.`).update(rawBody).digest('base64')}`
    expect(codeOf(call({ secrets: ['', 'whsec_'] }, { 'webhook-signature': signature }))).toBe('bad_signature')
  })
})

test('a body that was parsed and written again is another body', () => {
  expect(codeOf(call({ rawBody: Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()))) }))).toBe('bad_signature')
})

test('any other byte anywhere breaks the signature', () => {
  fc.assert(
    fc.property(fc.nat(rawBody.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const altered = Buffer.from(rawBody)
      altered[at] = altered[at]! ^ change
      expect(codeOf(call({ rawBody: altered }))).toBe('bad_signature')
    }),
  )
})

test('bytes that are not UTF-8 are signed as bytes', () => {
  const bytes = Buffer.from([0xff, 0x00, 0xfe])
  const key = Buffer.from(secret.slice(6), 'base64')
  const signature = `v1,${createHmac('sha256', key).update(`${id}.1614265330.`).update(bytes).digest('base64')}`
  expect(codeOf(call({ rawBody: bytes }, { 'webhook-signature': signature }))).toBe('ok')
})
