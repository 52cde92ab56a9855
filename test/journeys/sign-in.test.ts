import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSignInLink } from '../../src/store/tenants'
import { aDesk, type Desk } from '../support/app'
import { type Visitor, visitor } from '../support/visitor'

let desk: Desk
let somebody: Visitor
beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk?.close())
let door = 0
beforeEach(() => {
  somebody = visitor(desk.app, { 'x-forwarded-for': `203.0.113.${++door}`, 'accept-language': 'en' })
})
const aLink = () => createSignInLink(desk.redress.db, desk.tenant.id, desk.people.get('Ana')!, Date.now())

describe('a one-time link', () => {
  test('opened is not used; its button signs in once', async () => {
    const token = await aLink()
    for (let i = 0; i < 2; i++) expect((await somebody.get(`/sign-in?token=${token}`)).text).toContain('Continue as Ana')
    const first = await somebody.post('/sign-in', { token })
    expect([first.status, first.location]).toEqual([303, '/'])
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Strict/)
    const second = await somebody.post('/sign-in', { token, in: 'fa' })
    expect(second.location).toBe('/sign-in?token=spent&lang=fa')
    const spent = await somebody.get(second.location)
    expect([spent.status, spent.text.includes('این پیوند استفاده شده')]).toEqual([410, true])
  })

  test.each(['', 'x', ' ', 'a'.repeat(300), '%00'])('that is nobody\'s ("%s") opens nothing', async (token) => {
    const page = await somebody.get(`/sign-in?token=${token}`)
    expect(page.status).toBe(410)
    expect(page.html).not.toContain('id="continue"')
  })

  test.each([
    ['th', 'เข้าสู่ระบบ'],
    ['zh', '登录'],
    ['fa', 'ورود'],
  ])('is asked for in %s by a browser that speaks it', async (language, title) => {
    const page = await visitor(desk.app, { 'accept-language': `${language}-XX,en;q=0.5` }).get('/sign-in')
    expect(page.text).toContain(title)
  })

  test('is pressed by a script of our own, which no page carries inside', async () => {
    const page = await somebody.get(`/sign-in?token=${await aLink()}`)
    const [, address] = /<script src="([^"]+)" defer><\/script>/.exec(page.html)!
    const script = await somebody.get(address!)
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(script.html).toContain('requestSubmit')
    expect(page.headers['cache-control']).toBe('no-store')
  })
})

describe('a lost link', () => {
  const linksSent = async () => (await desk.notices('state=sent,queued')).filter(({ kind }) => kind === 'sign_in_link').length

  test('is sent to staff; strangers get the same answer after the same time and no mail', async () => {
    const before = await linksSent()
    const timed = async (email: string) => {
      const began = performance.now()
      const { status, location } = await somebody.post('/sign-in/link', { email, in: 'en' })
      return { answer: { status, location }, slow: performance.now() - began >= 299 }
    }
    const staff = await timed('ANA@desk.example ')
    const stranger = await timed('nobody@desk.example')
    expect(stranger).toEqual(staff)
    expect(staff).toEqual({ answer: { status: 303, location: '/sign-in?sent=1&lang=en' }, slow: true })
    expect((await somebody.get(staff.answer.location)).text).toContain('If somebody on the staff has this address')
    expect((await linksSent()) - before).toBe(1)
  })

  test('can be asked for five times in ten minutes: for one address, and from one place', async () => {
    const from = (i: number) => visitor(desk.app, { 'x-forwarded-for': `198.51.100.${i}` })
    const forOne = await Promise.all(Array.from({ length: 6 }, (_, i) => from(i).post('/sign-in/link', { email: 'bo@desk.example' })))
    const fromOne = await Promise.all(Array.from({ length: 6 }, (_, i) => somebody.post('/sign-in/link', { email: `${i}@desk.example` })))
    for (const answers of [forOne, fromOne]) expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 303, 303, 429])
  })
})
