import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testSecret } from '../../src/notify/testing/notice'
import { keyOf, signature } from '../../src/notify/webhook/sign'
import { addHook } from '../../src/store/notifiers'
import { SAYS } from '../cast'
import { aDesk, type Desk, type Firm } from '../support/app'
import { digestOf } from '../support/state'

const [NEW, OLD, THEIRS] = [testSecret(1), testSecret(2), testSecret(3)]
let desk: Desk
let url: string
let otherUrl: string
beforeAll(async () => {
  desk = await aDesk({ tenants: ['Mill Lane Stores', 'River Bank'], connected: false })
  const door = async ({ tenant }: Firm, secret: string) =>
    `/api/v1/hooks/${tenant.id}.${await addHook(desk.redress.db, tenant.id, 'forum', 'forum', secret, desk.now())}`
  url = await door(desk.firms[0]!, `${NEW} ${OLD}`)
  otherUrl = await door(desk.firms[1]!, THEIRS)
})
afterAll(() => desk.close())

const BODY = JSON.stringify({ text: SAYS.complaint, contact: { name: 'F', handles: [{ kind: 'forum', value: 'f' }] } })
let calls = 0
/** One signed call; anything of it can be made wrong. */
type Sending = Partial<{
  to: string
  secret: string
  id: string
  at: number
  body: string
  signed: string
  drop: string
  headers: Record<string, string>
}>
function send({
  to = url,
  secret = NEW,
  id = `evt-${++calls}`,
  at = desk.now(),
  body = BODY,
  signed = body,
  drop = '',
  headers = {},
}: Sending = {}) {
  const stamp = Math.floor(at / 1000)
  const sent: Record<string, string> = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(stamp),
    'webhook-signature': signature([keyOf(secret)!], id, stamp, signed),
    ...headers,
  }
  delete sent[drop]
  return desk.app.inject({ method: 'POST', url: to, headers: sent, payload: body })
}

it('takes a message that is signed, with its own key or the one being rotated out, under its id', async () => {
  for (const secret of [NEW, OLD]) {
    const answer = await send({ secret, body: BODY.replace('three', secret === NEW ? 'four' : 'five') })
    expect([answer.statusCode, answer.json().state]).toEqual([202, 'accepted'])
    await desk.settle()
    expect(await desk.message(answer.json().id)).toMatchObject({ channel: 'forum', disposition: 'complaint', external_id: `evt-${calls}` })
  }
})

it('takes the event envelope of another system, and a repeat changes nothing', async () => {
  const body = JSON.stringify({
    type: 'message.created',
    timestamp: '2026-03-03T03:00:00Z',
    data: { text: SAYS.question, external_id: 'own' },
  })
  const first = await send({ body, id: 'evt-same' })
  await desk.settle()
  const before = await digestOf(desk)
  const again = await send({ body, id: 'evt-same' })
  expect([first.statusCode, again.statusCode, again.json()]).toEqual([202, 200, { id: first.json().id, state: 'duplicate' }])
  expect(await digestOf(desk)).toEqual(before)
})

describe('is shut before anything is read for a call', () => {
  it.each<[string, () => ReturnType<typeof send>, number, string]>([
    ['without an id', () => send({ drop: 'webhook-id' }), 401, 'missing_header'],
    ['without a time', () => send({ drop: 'webhook-timestamp' }), 401, 'missing_header'],
    ['without a signature', () => send({ drop: 'webhook-signature' }), 401, 'missing_header'],
    ['signed with a key that nobody knows', () => send({ secret: testSecret(9) }), 401, 'bad_signature'],
    ["signed with another firm's key", () => send({ secret: THEIRS }), 401, 'bad_signature'],
    ["signed for us and sent to another firm's door", () => send({ to: otherUrl }), 401, 'bad_signature'],
    ['whose body was written again with a space', () => send({ signed: BODY, body: BODY.replace(':', ': ') }), 401, 'bad_signature'],
    ['whose words were altered', () => send({ signed: BODY, body: BODY.replace('three', 'nine') }), 401, 'bad_signature'],
    ['whose id was altered', () => send({ headers: { 'webhook-id': 'evt-other' } }), 401, 'bad_signature'],
    ['of six minutes ago', () => send({ at: desk.now() - 360_000 }), 401, 'too_old'],
    ['of six minutes ahead', () => send({ at: desk.now() + 360_000 }), 401, 'too_new'],
    ['that is not JSON and not signed', () => send({ secret: testSecret(9), body: '{' }), 401, 'bad_signature'],
    ['with another version of signature', () => send({ headers: { 'webhook-signature': 'v2,AAAA' } }), 401, 'bad_signature'],
    ['at a door that does not exist', () => send({ to: `${url.slice(0, -4)}0000` }), 404, 'not_found'],
    ['at a door without a number', () => send({ to: '/api/v1/hooks/..%2f' }), 404, 'not_found'],
    ['signed, and not JSON', () => send({ body: '{' }), 400, 'malformed'],
    ['signed, and with the prototype', () => send({ body: '{"text":"x","__proto__":{"a":1}}' }), 400, 'malformed'],
    ['signed, and with the prototype deep down', () => send({ body: '{"text":"x","meta":{"a":[{"__proto__":{}}]}}' }), 400, 'malformed'],
    ['signed, and with a field of ours', () => send({ body: '{"text":"x","tenant_id":"y"}' }), 422, 'invalid'],
    ['signed, and empty', () => send({ body: '{}' }), 422, 'text_required'],
  ])('%s', async (_, call, status, code) => {
    const before = await digestOf(desk)
    const answer = await call()
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await digestOf(desk)).toEqual(before)
  })
})
