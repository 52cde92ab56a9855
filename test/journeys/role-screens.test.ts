import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROLES } from '../../src/domain/people'
import { RIGHTS } from '../../src/domain/rights'
import { opens, SCREENS } from '../../src/domain/screens'
import { createApp } from '../../src/http/app'
import { createSignInLink, redeemSignInLink } from '../../src/store/tenants'
import { STAFF, STAFF_NAMES } from '../cast'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
let app: FastifyInstance
let folder: string
beforeAll(async () => {
  desk = await aDesk({ connected: false })
  folder = await mkdtemp(join(tmpdir(), 'console-'))
  await writeFile(join(folder, 'mark.svg'), '<svg/>')
  await writeFile(join(folder, 'index.html'), '<title>console</title>')
  app = await createApp({ ...desk.redress.services, webRoot: folder }, { logLevel: 'silent', secure: true })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
  await desk.close()
})

async function cookieOf(name: keyof typeof STAFF) {
  const { db } = desk.redress
  const link = await createSignInLink(db, desk.tenant.id, desk.people.get(name)!, Date.now())
  return { redress_session: (await redeemSignInLink(db, link, Date.now()))!.session }
}

it.each(ROLES)('U05 answers 403 with the page, never a blank one, on the screens that are not for the role %s', async (role) => {
  const cookies = await cookieOf(STAFF_NAMES.find((name) => STAFF[name].role === role)!)
  for (const screen of SCREENS) {
    for (const url of [screen.path, `${screen.path}/anything?open=1`]) {
      const answer = await app.inject({ url, cookies })
      expect(answer.statusCode, url).toBe(opens(screen, RIGHTS[role]) ? 200 : 403)
      expect(answer.body).toContain('<title>console</title>')
    }
  }
})

it('serves the page to whoever is not signed in yet, for it leads to the sign-in', async () => {
  for (const { path } of SCREENS) expect((await app.inject({ url: path })).statusCode).toBe(200)
  expect((await app.inject({ url: '/' })).statusCode).toBe(200)
  expect((await app.inject({ url: '/nowhere' })).statusCode).toBe(404)
  expect((await app.inject({ url: '/setup' })).headers.location).toBe('/settings/setup')
})

it('a console that is built anew under the running desk is served at once, its new parts for a year', async () => {
  const part = { url: '/assets/case-NEW.js' }
  expect((await app.inject(part)).statusCode).toBe(404)
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets', 'case-NEW.js'), 'export {}')
  await writeFile(join(folder, 'index.html'), '<title>console</title><script src="/assets/case-NEW.js"></script>')
  expect((await app.inject({ url: '/inbox' })).body).toContain('case-NEW')
  const { statusCode, headers, body } = await app.inject(part)
  expect([statusCode, body]).toEqual([200, 'export {}'])
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect((await app.inject({ url: '/index.html' })).headers['cache-control']).toBe('no-cache')
  expect((await app.inject({ url: '/mark.svg' })).headers['cache-control'], 'a name that stays').toBe('public, max-age=86400')
  expect((await app.inject({ url: '/assets/%2e%2e/%2e%2e/package.json' })).statusCode).toBeGreaterThanOrEqual(400)
})
