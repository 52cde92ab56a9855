import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/http/routes'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { soundFor } from '../support/bodies'
import { digestOf } from '../support/state'

let desk: Desk
let ids: { msg: string; case: string; ntc: string }
beforeAll(async () => {
  desk = await aDesk({ connected: false })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const reply = await desk.call<{ notice_id: string }>('POST', `/api/v1/cases/${wrote.case_id}/replies`, { text: 'We look into it.' })
  ids = { msg: wrote.id, case: wrote.case_id!, ntc: reply.body.notice_id }
})
afterAll(() => desk.close())

const MiB = 1024 * 1024
const said = (more: object) => ({ text: SAYS.complaint, ...more })
const hand = (body: unknown, headers = {}) =>
  desk.call<{ code: string; detail: string; errors?: { pointer: string }[] }>('POST', '/api/v1/messages', body, headers)
const batch = (body: string | Buffer) =>
  desk.app.inject({
    method: 'POST',
    url: '/api/v1/messages/batch',
    headers: { authorization: `Bearer ${desk.key}`, 'content-type': 'application/x-ndjson' },
    payload: body,
  })
/** Refused by name, with a problem that a program can read, and nothing of it is left behind. */
async function refused(ask: () => Promise<{ status: number; body: object }>, status: number, code: string) {
  const before = await digestOf(desk)
  const answer = await ask()
  expect(answer).toMatchObject({
    status,
    body: { status, code, type: `urn:redress:problem:${code}`, detail: expect.any(String), trace_id: expect.any(String) },
  })
  expect(await digestOf(desk)).toEqual(before)
}

describe('a message that cannot be taken in is refused by name and leaves nothing behind', () => {
  it.each<[string, unknown, number, string]>([
    ['nothing at all', {}, 422, 'text_required'],
    ['only spaces', { text: ' \n ' }, 422, 'text_required'],
    ['a list', [], 422, 'invalid'],
    ['a number', 7, 422, 'invalid'],
    ['a text', '"hello"', 422, 'invalid'],
    ['null', 'null', 422, 'invalid'],
    ['half a body', '{"text": "hel', 400, 'malformed'],
    ['an empty body', '', 422, 'text_required'],
    ['a text that is a number', { text: 5 }, 422, 'invalid'],
    ['a channel that nobody knows', said({ channel: 'pigeon' }), 422, 'unknown_channel'],
    ['a channel of the prototype', said({ channel: 'constructor' }), 422, 'unknown_channel'],
    ['a time without an offset', said({ sent_at: '2026-03-03T10:00:00' }), 422, 'invalid'],
    ['a day that does not exist', said({ sent_at: '2026-02-30T10:00:00Z' }), 422, 'invalid'],
    ['a time eleven minutes ahead', said({ sent_at: '2026-03-03T10:11:00+07:00' }), 422, 'sent_at_in_future'],
    ['a NUL in the text', { text: 'a\u0000b' }, 422, 'text_not_storable'],
    ['half of a surrogate pair', '{"text":"a\\ud800b"}', 422, 'text_not_storable'],
    ['a NUL in a handle', said({ contact: { handles: [{ kind: 'email', value: 'a\u0000' }] } }), 422, 'text_not_storable'],
    ['a NUL deep in meta', said({ meta: { a: [{ b: 'x\u0000' }] } }), 422, 'text_not_storable'],
    ['a NUL in a key of meta', said({ meta: { 'x\u0000': 1 } }), 422, 'text_not_storable'],
    ['a NUL in a media type', said({ attachments: [{ name: 'a', media_type: 'a\u0000', data_base64: '' }] }), 422, 'text_not_storable'],
    ['the prototype', '{"text":"x","__proto__":{"admin":true}}', 400, 'malformed'],
    ['the prototype, deep down', '{"text":"x","meta":{"a":{"__proto__":{}}}}', 400, 'malformed'],
    ['a constructor', '{"text":"x","constructor":{"prototype":{"a":1}}}', 400, 'malformed'],
    ['an attachment that is not base64', said({ attachments: [{ name: 'a', media_type: 'b', data_base64: '%%%' }] }), 422, 'invalid'],
    ['21 attachments', said({ attachments: Array(21).fill({ name: 'a', media_type: 'b', data_base64: '' }) }), 422, 'invalid'],
    ['an external id of no length', said({ external_id: '' }), 422, 'invalid'],
    ['an external id of 401 letters', said({ external_id: 'x'.repeat(401) }), 422, 'invalid'],
    ['followers below zero', said({ contact: { followers: -1 } }), 422, 'invalid'],
    ['more followers than people', said({ contact: { followers: 1e12 } }), 422, 'invalid'],
    ['a meta of ten thousand levels', `{"text":"x","meta":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`, 422, 'too_deep'],
    ['a body of ten thousand levels that is no message', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 422, 'too_deep'],
  ])('%s', async (_, body, status, code) => {
    await refused(() => hand(body), status, code)
  })

  it('a field that is wrong is named by its place', async () => {
    const { body } = await hand(said({ contact: { handles: [{ kind: 'email' }] } }))
    expect(body.errors).toMatchObject([{ pointer: '/contact/handles/0/value' }])
  })

  it('a time a little ahead counts as now, and one from long ago is taken as it is', async () => {
    const ahead = await desk.post(said({ channel: 'sms', sent_at: '2026-03-03T10:09:00+07:00' }))
    expect(ahead.sent_at).toBe('2026-03-03T03:00:00.000Z')
    const old = await desk.post(said({ channel: 'sms', sent_at: '0001-01-01T00:00:00Z' }))
    expect(old).toMatchObject({ state: 'processed', sent_at: '0001-01-01T00:00:00.000Z' })
  })
})

it('a body of one MiB is taken, whatever it holds', async () => {
  const text = `one MiB ${'x'.repeat(MiB - 19)}`
  expect(JSON.stringify({ text })).toHaveLength(MiB)
  expect((await hand({ text })).status).toBe(202)
  await desk.settle()
})

describe('what is too large is refused before it is read', () => {
  it.each([
    ['a message of more than a MiB', () => hand(JSON.stringify({ text: 'x'.repeat(MiB) }))],
    ['a message of ten MB', () => hand(JSON.stringify({ text: 'x'.repeat(10_000_000) }))],
    ['a note of more than a MiB', () => desk.call('POST', `/api/v1/cases/${ids.case}/notes`, { text: 'x'.repeat(MiB) })],
    ['a hook of more than a MiB', () => desk.call('POST', '/api/v1/hooks/a.b', { text: 'x'.repeat(MiB) })],
  ])('%s', (_, ask) => refused(ask, 413, 'too_large'))

  it('a batch of more than eight MiB, and one of 1,001 lines', async () => {
    const before = await digestOf(desk)
    const large = await batch(`{"text":"${'x'.repeat(8 * MiB)}"}`)
    expect([large.statusCode, large.json().code]).toEqual([413, 'too_large'])
    const long = await batch('{"text":"x"}\n'.repeat(1_001))
    expect([long.statusCode, long.json().code]).toEqual([413, 'too_many_lines'])
    expect(await digestOf(desk)).toEqual(before)
  })
})

it('in a batch a bad line is told so at its place and stops nobody', async () => {
  const answer = await batch(
    [
      '\uFEFF{"external_id":"b-1","text":"first"}',
      'not json',
      '{"external_id":"b-1","text":"first"}',
      '{"text":"x","__proto__":{}}',
      '{"text":"x","tenant_id":"y"}',
      '',
      '{"text":"a\\u0000b"}',
      '{"external_id":"b-2","text":"last"}',
    ].join('\r\n'),
  )
  expect(answer.headers['content-type']).toMatch(/^application\/x-ndjson/)
  const lines = answer.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map((l) => [l.line, l.state, l.error?.code ?? null])).toEqual([
    [1, 'accepted', null],
    [2, 'rejected', 'malformed'],
    [3, 'duplicate', null],
    [4, 'rejected', 'malformed'],
    [5, 'rejected', 'invalid'],
    [6, 'rejected', 'malformed'],
    [7, 'rejected', 'text_not_storable'],
    [8, 'accepted', null],
  ])
  expect(lines[2].id).toBe(lines[0].id)
  await desk.settle()
})

it('bytes that are no UTF-8 are refused, not replaced: a body, and a line of a batch', async () => {
  const wrong = Buffer.from('{"external_id":"u-1","text":"caf\xe9"}', 'latin1')
  const alone = () =>
    desk.app.inject({
      method: 'POST',
      url: '/api/v1/messages',
      headers: { authorization: `Bearer ${desk.key}`, 'content-type': 'application/json' },
      payload: wrong,
    })
  await refused(() => alone().then((answer) => ({ status: answer.statusCode, body: answer.json() })), 400, 'malformed')
  const many = await batch(Buffer.concat([wrong, Buffer.from('\n{"external_id":"u-1","text":"café"}\n')]))
  const lines = many.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { line: 1, state: 'rejected', error: { code: 'malformed' } },
    { line: 2, state: 'accepted' },
  ])
  await desk.settle()
})

describe('what no route of ours takes', () => {
  const posts = ROUTES.filter(({ method, schema }) => method === 'POST' && schema !== undefined).map(({ url }) => url)
  const address = (url: string) => url.replace(':id', url.includes('/messages/') ? ids.msg : url.includes('/notices/') ? ids.ntc : ids.case)

  it.each(posts)('POST %s with a field that is not its own', async (url) => {
    const body = soundFor(url)
    expect(body).toBeDefined()
    for (const extra of ['tenant_id', 'role', 'due_at', 'hash', 'status', 'state', 'by', 'origin', 'demo']) {
      await refused(() => desk.call('POST', address(url), { ...body, [extra]: 'x' }), 422, 'invalid')
    }
  })

  it('a contact with rights of its own', () =>
    refused(() => hand(said({ contact: { name: 'x', support_needs: ['vip'] } })), 422, 'invalid'))

  it.each([
    ['a note', 'cases', 'notes', { text: 'a\u0000b' }],
    ['an answer', 'cases', 'replies', { text: 'a\ud800b' }],
    ['a reason', 'cases', 'escalations', { reason: 'a\u0000b' }],
    ['a remark at closing', 'cases', 'closure', { outcome: 'withdrawn', remedy: 'none', note: 'a\u0000' }],
    ['a team', 'cases', 'assignment', { owner: null, reason: 'x', team: 'a\u0000' }],
    ['a topic', 'messages', 'corrections', { topic: 'a\u0000' }],
  ])('%s that no database can hold', async (_, noun, verb, body) => {
    await refused(() => desk.call('POST', `/api/v1/${noun}/${noun === 'cases' ? ids.case : ids.msg}/${verb}`, body), 422, 'invalid')
  })

  it.each([
    '/api/v1/messages?q=%00',
    '/api/v1/messages?lang=%00',
    '/api/v1/messages?cursor=nonsense',
    '/api/v1/messages?view=triage&cursor=A~nonsense',
    '/api/v1/messages?limit=0',
    '/api/v1/messages?limit=201',
    '/api/v1/messages?limit=ten',
    '/api/v1/messages?view=all',
    '/api/v1/cases?q=%00',
    '/api/v1/cases?team=%00',
    '/api/v1/cases?cursor=1~2~3~4',
    '/api/v1/cases?cursor=%00',
    '/api/v1/cases?sort=received_at;drop%20table%20cases',
    '/api/v1/cases?sort=owner',
    '/api/v1/cases?severity=A,Z',
    "/api/v1/cases?severity=A'--",
    '/api/v1/cases?owner=somebody',
    '/api/v1/cases?tier=4',
    '/api/v1/notices?state=lost',
    '/api/v1/notices?cursor=nonsense',
  ])('GET %s', async (url) => {
    const { status, body } = await desk.call('GET', url)
    expect([url, status, typeof body.detail]).toEqual([url, 422, 'string'])
  })

  it.each([
    '/api/v1/cases/%00',
    '/api/v1/cases/C-99999999999999999999',
    '/api/v1/messages/msg_1',
    '/api/v1/cases/case_%2e%2e',
    '/api/v1/nothing',
    '/api/v1/attachments/msg_1',
  ])('GET %s is nothing', async (url) => {
    expect((await desk.call('GET', url)).status).toBe(404)
  })

  it('an address that cannot be decoded is a problem like the others', () =>
    refused(() => desk.call('GET', '/api/v1/cases/%ff'), 400, 'malformed'))

  it('another media type', async () => {
    for (const type of ['text/xml', 'application/octet-stream'])
      expect((await hand('<a/>', { 'content-type': type })).body.code).toBe('unsupported_media_type')
    expect((await hand('text=hello', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBeGreaterThanOrEqual(400)
    expect((await hand('hello', { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400)
  })
})

it('all the while the service was well, and no answer spoke of its insides', async () => {
  expect((await desk.call('GET', '/api/v1/health')).body).toMatchObject({ ready: true })
  const wrong = await desk.call('GET', `/api/v1/cases?cursor=${encodeURIComponent("1~'~2~3")}`)
  expect(JSON.stringify(wrong.body)).not.toMatch(/select|syntax|postgres|node_modules|\.ts:/i)
  expect((await desk.post(said({ channel: 'phone' }))).state).toBe('processed')
})

it('what is just small enough is taken', async () => {
  const text = `${SAYS.question} ${'so '.repeat(300_000)}`
  expect((await hand({ text, channel: 'letter' })).status).toBe(202)
  const lines = (
    await batch(Array.from({ length: 30 }, (_, n) => JSON.stringify({ external_id: `big-${n}`, text: 'so '.repeat(70_000) })).join('\n'))
  ).body
  expect(
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).state),
  ).toEqual(Array(30).fill('accepted'))
  await desk.settle()
})
