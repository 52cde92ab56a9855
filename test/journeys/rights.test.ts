import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RIGHTS, SCOPES, type Scope } from '../../src/domain/rights'
import type { Route } from '../../src/http/route'
import { ROUTES } from '../../src/http/routes'
import { createKey, revokeKey } from '../../src/store/keys'
import { STAFF, STAFF_NAMES } from '../cast'
import { aDesk, type Call, caller, type Desk } from '../support/app'
import { servedBy } from '../support/routes'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false })
})
afterAll(() => desk.close())

const named = ({ method, url }: Route) => `${method} ${url}`
const guarded = ROUTES.filter(({ who }) => who !== 'public')
/** An id of the right kind that nobody has, so that whoever is let in finds nothing and changes nothing. */
const nothing = '0'.repeat(32)
const addressOf = ({ url }: Route) => {
  const prefix = /\/(messages|attachments|cases|notices)\/:id/.exec(url)?.[1] ?? ''
  return url
    .replace(':id', `${{ messages: 'msg', attachments: 'att', cases: 'case', notices: 'ntc' }[prefix] ?? 'x'}_${nothing}`)
    .replace(':slug', 'nowhere')
}
const keyWith = async (scopes: readonly Scope[]) =>
  caller(desk.app, { authorization: `Bearer ${(await createKey(desk.redress.db, desk.tenant.id, 'some', scopes, desk.now())).secret}` })

/** Only the status: a stream that was let in never ends by itself, so it is hung up on as soon as it has begun. */
async function statusOf(call: Call, route: Route) {
  if (!route.url.endsWith('/stream')) return (await call(route.method, addressOf(route), route.method === 'POST' ? {} : undefined)).status
  return (
    await Promise.race([call(route.method, addressOf(route)), new Promise<{ status: number }>((ok) => setTimeout(ok, 50, { status: 200 }))])
  ).status
}

describe('the route table', () => {
  it('says of every route who may call it', () => {
    const known = new Set<string>([...SCOPES, 'public', 'signed-in'])
    expect(ROUTES.filter(({ who }) => !known.has(who)).map(named)).toEqual([])
    expect(new Set(ROUTES.map(named)).size).toBe(ROUTES.length)
  })

  it('holds every route that is served, and serves every route that it holds', () => {
    const served = servedBy(desk.app).filter((line) => !line.startsWith('HEAD '))
    expect(served.length).toBeGreaterThan(30)
    expect([...served].sort()).toEqual(ROUTES.map(named).sort())
  })

  it('is public only where a customer or somebody who is not signed in yet must come through', () => {
    expect(
      ROUTES.filter(({ who }) => who === 'public')
        .map(named)
        .sort(),
    ).toEqual([
      'GET /a/:token',
      'GET /alert.js',
      'GET /api/v1/health',
      'GET /api/v1/openapi.json',
      'GET /chat.js',
      'GET /chat/:slug',
      'GET /chat/:slug/files/:file',
      'GET /chat/:slug/messages',
      'GET /chat/:slug/stream',
      'GET /demo/chat',
      'GET /f/:slug',
      'GET /f/:slug/thanks',
      'GET /form.js',
      'GET /q/:token',
      'GET /sign-in',
      'GET /sign-in.js',
      'GET /status',
      'GET /status/:token',
      'GET /survey/:token',
      'POST /a/:token',
      'POST /api/v1/hooks/:id',
      'POST /chat/:slug/messages',
      'POST /chat/:slug/signals',
      'POST /chat/:slug/visitors',
      'POST /f/:slug',
      'POST /providers/:id/receipts',
      'POST /providers/:id/slack',
      'POST /q/:token',
      'POST /sign-in',
      'POST /sign-in/link',
      'POST /status',
      'POST /survey/:token',
    ])
  })

  it('is what the published contract lists', async () => {
    const { status, body } = await desk.call<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
      'GET',
      '/api/v1/openapi.json',
    )
    expect([status, body.openapi]).toEqual([200, '3.1.0'])
    const listed = Object.entries(body.paths).flatMap(([url, methods]) =>
      Object.keys(methods).map((m) => `${m.toUpperCase()} ${url.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(listed.sort()).toEqual(ROUTES.map(named).sort())
  })
})

describe('who is let in', () => {
  it.each(guarded.map((route) => [named(route), route] as const))('%s: nobody without a key, whatever they send', async (_, route) => {
    for (const headers of [
      {},
      { authorization: 'Bearer wrong' },
      { authorization: 'Basic YTpi' },
      { cookie: 'redress_session=wrong', 'x-redress': '1' },
    ]) {
      const {
        status,
        body,
        headers: answered,
      } = await caller(desk.app, headers)(route.method, addressOf(route), route.method === 'POST' ? {} : undefined)
      expect([status, body.code]).toEqual([401, 'not_signed_in'])
      expect(answered['www-authenticate']).toContain('Bearer')
    }
    if (route.method === 'GET') expect((await desk.app.inject({ method: 'HEAD', url: addressOf(route) })).statusCode).toBe(401)
  })

  it.each(SCOPES)(
    'a key without %s is refused where it is needed, and one with nothing else is let in there and nowhere else',
    async (scope) => {
      const [without, only] = [await keyWith(SCOPES.filter((s) => s !== scope)), await keyWith([scope])]
      for (const route of guarded.filter(({ who }) => who !== 'signed-in')) {
        expect([named(route), (await statusOf(without, route)) === 403]).toEqual([named(route), route.who === scope])
        expect([named(route), (await statusOf(only, route)) === 403]).toEqual([named(route), route.who !== scope])
      }
    },
  )

  it.each(STAFF_NAMES)('%s may do what the role allows and nothing more', async (name) => {
    for (const route of guarded) {
      const status = await statusOf(await desk.asUser(name), route)
      const allowed = route.who === 'signed-in' || (RIGHTS[STAFF[name].role] as readonly string[]).includes(route.who)
      expect([named(route), status === 403, status === 401]).toEqual([named(route), !allowed, false])
    }
  })

  it('every role of the desk is in the cast', () => {
    expect([...new Set(STAFF_NAMES.map((name) => STAFF[name].role))].sort()).toEqual(Object.keys(RIGHTS).sort())
  })

  it('no header from outside makes anybody of anyone', async () => {
    const boss = desk.people.get('Alex')!
    for (const header of ['x-user', 'user', 'x-forwarded-user', 'x-remote-user', 'x-redress-user', 'remote-user'])
      expect((await caller(desk.app, { [header]: boss })('GET', '/api/v1/me')).status).toBe(401)
  })

  it('a revoked key and an ended session open nothing', async () => {
    const { db } = desk.redress
    const { id, secret } = await createKey(db, desk.tenant.id, 'short', ['cases:read'], desk.now())
    const script = caller(desk.app, { authorization: `Bearer ${secret}` })
    expect((await script('GET', '/api/v1/cases')).status).toBe(200)
    await revokeKey(db, desk.tenant.id, id, desk.now())
    await expect.poll(async () => (await script('GET', '/api/v1/cases')).status).toBe(401)

    const ana = await desk.asUser('Ana')
    expect((await ana('GET', '/api/v1/me')).status).toBe(200)
    expect((await ana('POST', '/sign-out')).status).toBe(200)
    expect((await ana('GET', '/api/v1/me')).status).toBe(401)
  })
})

describe('a write that a cookie authorises', () => {
  const note = () => ['POST', `/api/v1/cases/case_${nothing}/notes`, { text: 'x' }] as const
  it.each([
    ['without our header', { 'x-redress': '' }, 403],
    ['with another value in it', { 'x-redress': 'true' }, 403],
    ['from a page of somebody else', { origin: 'https://evil.example' }, 403],
    ['from a page without an origin of its own', { origin: 'null' }, 403],
    ['from a page whose name begins like ours', { origin: 'https://desk.example.evil.example' }, 403],
    ['from our own page', { origin: 'https://desk.example' }, 404],
    ['from a client that names no origin', {}, 404],
  ])('%s: %j → %i', async (_, headers, expected) => {
    const answer = await (await desk.asUser('Ana'))(...note(), headers)
    expect(answer.status).toBe(expected)
    if (expected === 403) expect(answer.body.code).toBe('cross_site')
  })

  it('asks for the header on every route that writes', async () => {
    const alex = await desk.asUser('Alex')
    for (const route of guarded.filter(({ method }) => method !== 'GET')) {
      const answer = await alex(route.method, addressOf(route), {}, { 'x-redress': '' })
      expect([named(route), answer.status, answer.body.code]).toEqual([named(route), 403, 'cross_site'])
    }
  })

  it('no answer invites another origin to read', async () => {
    const { headers } = await desk.call('GET', '/api/v1/me', undefined, { origin: 'https://evil.example' })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})
