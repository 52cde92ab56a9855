import { afterEach, beforeEach, expect, it } from 'vitest'
import { fakeGateway } from '../../src/notify/testing/fake-gateway'
import { keyOf, signature } from '../../src/notify/webhook/sign'
import { aDesk, caller, type Desk, SECRET } from '../support/app'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false })
})
afterEach(() => desk.close())

it('a key made in the console works within its rights, is shown once, and opens nothing after it was revoked', async () => {
  const alex = await desk.asUser('Alex')
  const made = await alex<{ id: string; api_key: string }>('POST', '/api/v1/keys', { name: 'shop', scopes: ['messages:write'] })
  expect(made.headers['cache-control']).toBe('no-store')
  const shop = caller(desk.app, { authorization: `Bearer ${made.body.api_key}` })
  expect((await shop('POST', '/api/v1/messages', { text: 'Hello there' })).status).toBe(202)
  expect((await shop('GET', '/api/v1/cases')).status).toBe(403)
  const listed = await alex<{ data: { name: string; revoked_at: string | null }[] }>('GET', '/api/v1/keys')
  expect(listed.body.data.find(({ name }) => name === 'shop')).toMatchObject({ revoked_at: null })
  expect(JSON.stringify(listed.body)).not.toContain(made.body.api_key)
  expect((await alex('DELETE', `/api/v1/keys/${made.body.id}`)).status).toBe(200)
  await expect.poll(async () => (await shop('POST', '/api/v1/messages', { text: 'Hello there' })).status).toBe(401)
  expect((await alex('DELETE', `/api/v1/keys/${made.body.id}`)).status).toBe(404)
})

function signed(text: string, id: string, at: number) {
  const payload = JSON.stringify({ text })
  const stamp = Math.floor(at / 1000)
  const headers = {
    ...{ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(stamp) },
    'webhook-signature': signature([keyOf(SECRET)!], id, stamp, payload),
  }
  return { headers, payload }
}

it('no secret is kept in any answer that could be given again, nor in the audit', async () => {
  await desk.call('POST', '/api/v1/hooks', { name: 'crm', channel: 'partner', secret: SECRET })
  await desk.call('POST', '/api/v1/notifiers', { name: 'room', kind: 'webhook', url: 'https://room.example/x', secret: SECRET })
  const { rows } = await desk.redress.db.pool.query<{ all: string }>(
    `select coalesce(string_agg(coalesce(body, ''), ' '), '') as all from (select body from idempotency union all select body from audit) it`,
  )
  expect(rows[0]!.all).toContain('crm')
  expect(rows[0]!.all).not.toContain(SECRET.slice(8, 30))
})

it('an incoming webhook is made, takes what is signed with its secret, is listed with what came, and is removed', async () => {
  const door = await desk.call<{ id: string; url: string }>('POST', '/api/v1/hooks', { name: 'crm', channel: 'partner', secret: SECRET })
  expect(door.status).toBe(201)
  expect((await desk.call('POST', '/api/v1/hooks', { name: 'crm', secret: SECRET })).body.code).toBe('name_taken')
  const path = new URL(door.body.url).pathname
  const knock = (id: string) => desk.app.inject({ method: 'POST', url: path, ...signed('My order is late', id, desk.now()) })
  expect((await knock('evt-1')).statusCode).toBe(202)
  const seen = await desk.call<{ hooks: object[]; channels: object[] }>('GET', '/api/v1/ways-in')
  expect(seen.body).toMatchObject({ hooks: [{ name: 'crm' }], channels: [{ channel: 'partner', messages: 1 }] })
  expect(seen.body).toMatchObject({ firm: desk.tenant.slug, form: expect.stringContaining(`/f/${desk.tenant.slug}`) })
  expect((await desk.call('DELETE', `/api/v1/hooks/${door.body.id}`)).status).toBe(200)
  expect((await knock('evt-2')).statusCode).not.toBe(202)
})

it('a way out is connected, tested, paused and shown with how it fares; what cannot work is refused by name', async () => {
  const gateway = await fakeGateway()
  const room = { name: 'room', kind: 'webhook', url: gateway.url, secret: SECRET }
  expect((await desk.call('POST', '/api/v1/notifiers', room)).body.code).toBe('address_not_allowed')
  expect((await desk.call('POST', '/api/v1/notifiers', { ...room, secret: 'x', allow_private: true })).body.code).toBe('bad_secret')
  for (const [kind, url, says] of [
    ['slack', 'not a url', 'Write it whole'],
    ['smtp', 'https://mail.example', 'smtp://'],
    ['teams', 'https://me:word@teams.example/x', 'a field of its own'],
    ['smtp', 'smtp://mail.example?tls=maybe', 'unverified'],
  ] as const)
    expect((await desk.call<{ detail: string }>('POST', '/api/v1/notifiers', { kind, url })).body.detail).toContain(says)
  expect((await desk.call('POST', '/api/v1/notifiers', { ...room, allow_private: true })).status).toBe(201)
  expect((await desk.call('POST', '/api/v1/notifiers', { kind: 'push', url: 'mailto:desk@firm.example' })).status).toBe(201)
  const list = async () =>
    (await desk.call<{ data: { id: string; name: string; enabled: boolean; sent: number }[] }>('GET', '/api/v1/notifiers')).body.data
  const [one] = await list()
  expect((await desk.call('POST', `/api/v1/notifiers/${one!.id}/test`, {})).body).toMatchObject({ state: 'sent' })
  await desk.call('PUT', `/api/v1/notifiers/${one!.id}`, { enabled: false })
  expect((await list())[0]).toMatchObject({ name: 'room', enabled: false, sent: 0 })
  const me = await (await desk.asUser('Ana'))<{ push_key: string | null }>('GET', '/api/v1/users/me/telling')
  expect(Buffer.from(me.body.push_key ?? '', 'base64url')).toHaveLength(65)
  await gateway.close()
})
