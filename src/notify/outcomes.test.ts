import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome, SenderKind } from './contract'
import { createSender } from './senders'
import { type Behaviour, fakeGateway, type Gateway } from './testing/fake-gateway'
import { aNotice, testSecret } from './testing/notice'

let gateway: Gateway
beforeEach(async () => {
  gateway = await fakeGateway()
})
afterEach(() => gateway.close())

const never = new AbortController().signal
const house = { from: { name: 'Desk', address: 'desk@desk.example' }, timeoutMs: 120 }
const sender = (kind: SenderKind, url = `${gateway.url}/hook`) =>
  createSender({ kind, url, secret: kind === 'webhook' ? testSecret(7) : null, allowPrivate: true }, house)

const sent = { state: 'sent', providerId: null }
const unknown = (reason: string) => ({ state: 'unknown', reason })
const failed = (reason: string, permanent: boolean, retryAfterMs?: number) => ({
  state: 'failed',
  permanent,
  reason,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

const hook: [Behaviour, object, string][] = [
  ['ok', sent, 'a 200 is success'],
  [{ status: 204 }, sent, 'so is every 2xx'],
  [{ status: 500 }, unknown('http_500'), 'it may have been taken before the fault'],
  [{ status: 502 }, unknown('http_502'), 'the proxy speaks, not the receiver'],
  [{ status: 503 }, unknown('http_503'), 'nobody says that it was not taken'],
  [{ status: 503, headers: { 'retry-after': '7' } }, failed('http_503', false, 7000), 'a refusal by design'],
  [{ status: 429, headers: { 'retry-after': '30' } }, failed('http_429', false, 30_000), 'too much, and when to come again'],
  [{ status: 429 }, failed('http_429', false), 'too much'],
  [{ status: 404 }, failed('http_404', false), 'an endpoint may be back after its deployment'],
  ['gone', failed('gone', true), '410 switches an endpoint off'],
  ['redirect', failed('redirected', false), 'redirects are failures'],
  ['accept_then_hang', unknown('timeout'), 'the request went out'],
  ['accept_then_close', unknown('connection_lost'), 'the request went out'],
  ['slow_loris', unknown('timeout'), 'a status that never ends is none'],
  ['never_answers', unknown('timeout'), 'it may still be read'],
  ['stalls_after_status', sent, 'its status was success'],
]
const chat: [Behaviour, object, string][] = hook.map(([behaviour, outcome, why]) => {
  if (behaviour === 'redirect') return [behaviour, failed('redirected', true), why]
  if (typeof behaviour === 'object' && behaviour.status === 404) return [behaviour, failed('http_404', true), 'the room is gone']
  return [behaviour, outcome, why]
})

describe.each<[SenderKind, [Behaviour, object, string][]]>([
  ['webhook', hook],
  ['slack', chat],
])('%s', (kind, table) => {
  test.each(table)('%j → %j, because %s', async (behaviour, outcome) => {
    gateway.behave(behaviour)
    expect(await sender(kind).send(aNotice(), never)).toEqual(outcome)
  })
})

describe('dingtalk', () => {
  test.each<[Behaviour, object, string]>([
    [{ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }, sent, 'errcode 0 is success'],
    [
      { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' },
      failed('credentials_refused', true),
      'a wrong signature stays wrong',
    ],
    [{ status: 200, body: '{"errcode":130101}' }, failed('errcode_130101', false, 60_000), 'twenty a minute is its limit'],
    [{ status: 200, body: '{"errcode":-1}' }, failed('errcode_-1', false, 5000), 'busy'],
    [{ status: 200, body: '<html>' }, unknown('bad_answer'), 'an answer that is not the robot’s'],
    [{ status: 200, body: '{"errcode":"0"}' }, unknown('bad_answer'), 'nor is this'],
    [{ status: 500 }, unknown('http_500'), 'it may have been posted'],
    [{ status: 429, headers: { 'retry-after': '2' } }, failed('http_429', false, 2000), 'later'],
    ['accept_then_close', unknown('connection_lost'), 'the request went out'],
    ['never_answers', unknown('timeout'), 'it may still be read'],
    ['stalls_after_status', unknown('bad_answer'), 'its errcode never came'],
  ])('%j → %j, because %s', async (behaviour, outcome) => {
    gateway.behave(behaviour)
    expect(await sender('dingtalk').send(aNotice(), never)).toEqual(outcome)
  })
})

describe.each<SenderKind>(['webhook', 'slack', 'dingtalk', 'smtp'])('%s, before anything left', (kind) => {
  const scheme = kind === 'smtp' ? 'smtp' : 'http'
  test('nobody listens', async () => {
    expect(await sender(kind, `${scheme}://127.0.0.1:1`).send(aNotice(), never)).toEqual(failed('connection_refused', false))
  })

  test('nobody knows the name', async () => {
    const resolve = async () => []
    const row = { kind, url: `${scheme}://nowhere.example`, secret: kind === 'webhook' ? testSecret(7) : null, allowPrivate: true }
    expect(await createSender(row, { ...house, resolve }).send(aNotice(), never)).toEqual(failed('name_not_found', false))
  })

  test('the wall says no, and the other side saw nothing', async () => {
    const row = { kind, url: gateway.url.replace('http', scheme), secret: kind === 'webhook' ? testSecret(7) : null, allowPrivate: false }
    const outcome: Outcome = await createSender(row, house).send(aNotice(), never)
    expect(outcome).toEqual(failed('address_not_allowed', true))
    expect(gateway.connections()).toBe(0)
  })
})

test('no reason ever quotes the address, which is a secret', async () => {
  for (const behaviour of ['gone', 'redirect', 'accept_then_close', { status: 404 }] as const) {
    gateway.behave(behaviour)
    const outcome = await sender('slack', `${gateway.url}/services/T000/B000/XYZZY`).send(aNotice(), never)
    expect(JSON.stringify(outcome)).not.toMatch(/XYZZY|127\.0/)
  }
})
