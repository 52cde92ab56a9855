import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSignInLink } from '../../src/store/tenants'
import { STAFF_NAMES } from '../cast'
import { aDesk, caller, type Desk } from '../support/app'
import { digestOf } from '../support/state'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false })
})
afterAll(() => desk.close())

const DAY = 86_400_000
const linkFor = (name: string, at = Date.now()) => createSignInLink(desk.redress.db, desk.tenant.id, desk.people.get(name)!, at)
const use = (token: unknown) => desk.app.inject({ method: 'POST', url: '/sign-in', payload: { token } })
const cookieOf = (answer: Awaited<ReturnType<typeof use>>) => answer.cookies.find((c) => c.name === 'redress_session')
const meWith = async (session: string) =>
  (await caller(desk.app, { cookie: `redress_session=${session}` })('GET', '/api/v1/me')).body as { user?: { name: string } }

describe('a one-time link', () => {
  it('is not used up by looking at it, signs its person in once, and then never again', async () => {
    const token = await linkFor('Ana')
    for (const _ of [1, 2]) expect((await desk.app.inject(`/sign-in?token=${token}`)).body).toContain('Ana')
    const first = await use(token)
    expect([first.statusCode, first.headers.location]).toEqual([303, '/'])
    expect(cookieOf(first)).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true, path: '/' })
    expect((await meWith(cookieOf(first)!.value)).user?.name).toBe('Ana')

    const second = await use(token)
    expect([second.statusCode, cookieOf(second)]).toEqual([303, undefined])
    expect((await desk.app.inject(`/sign-in?token=${token}`)).statusCode).toBe(410)
  })

  it('pressed twice at once signs in once', async () => {
    const token = await linkFor('Ana')
    const answers = await Promise.all([use(token), use(token), use(token)])
    expect(answers.filter((a) => cookieOf(a) !== undefined)).toHaveLength(1)
  })

  it('opens nothing when it is a day old, altered, empty or no text at all', async () => {
    const token = await linkFor('Ana')
    const wrong = [
      await linkFor('Ana', Date.now() - DAY - 1_000),
      ` ${token}`,
      `${token} `,
      token.toUpperCase(),
      token.slice(1),
      '',
      ' ',
      'null',
    ]
    for (const each of wrong) expect([each, cookieOf(await use(each))]).toEqual([each, undefined])
    for (const each of [null, {}, [token], { $ne: null }, 7]) expect((await use(each)).statusCode).toBe(400)
    expect(cookieOf(await use(token))).toBeDefined()
  })

  it('is kept as a digest only', async () => {
    const token = await linkFor('Bo')
    const { rows } = await desk.redress.db.pool.query('select l::text || s::text as all from sign_in_link l, session s')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.all).not.toContain(token)
  })
})

describe('asking for a new link', () => {
  const ask = (email: string) => desk.app.inject({ method: 'POST', url: '/sign-in/link', payload: { email } })

  it('answers alike whether somebody has the address or not', async () => {
    const before = await digestOf(desk)
    const stranger = await ask('nobody@nowhere.example')
    expect(await digestOf(desk)).toEqual(before)
    const member = await ask('Alex@desk.example')
    const shape = (a: typeof member) => [a.statusCode, a.headers.location, a.body, Object.keys(a.headers).sort()]
    expect(shape(member)).toEqual(shape(stranger))
  })

  it('puts it into the outbox for its person alone: nobody there can read it', async () => {
    for (const name of STAFF_NAMES) {
      const call = await desk.asUser(name)
      const { body } = await call<{ data: { kind: string; to: string; body: string }[] }>('GET', '/api/v1/notices')
      const links = body.data.filter((n) => n.kind === 'sign_in_link')
      expect(links).toMatchObject([{ to: 'Alex' }])
      expect(JSON.stringify(body)).not.toMatch(/token=/)
    }
    expect(JSON.stringify(await desk.notices())).not.toMatch(/token=/)
  })
})
