import { describe, expect, test } from 'vitest'
import { findKey } from '../../store/keys'
import { listStaff, listTenants, peekSignInLink } from '../../store/tenants'
import { withStore } from '../open'
import { cliDesk } from '../testing/desk'
import { init, keyCreate, tenantAdd, userAdd, userLink, userList } from './setup'

const { tell, dir } = cliDesk()
const look = <T>(work: Parameters<typeof withStore<T>>[1]) => withStore<T>({ dir }, work)
const tokenOf = (link: string) => new URL(link).searchParams.get('token')!

describe('a firm is set up', () => {
  test('before that nobody can be added', async () => {
    expect(await tell((g) => userAdd(g, 'Ana', { role: 'agent' }))).toMatchObject({ code: 3, json: null })
  })

  test('init keeps what it is told, and changes it when told again', async () => {
    const made = await tell((g) => init(g, { company: 'Mill Lane', lang: 'th', tz: 'Australia/Sydney', regime: ['au-asic-rg271'] }))
    expect(made).toMatchObject({
      code: 0,
      json: {
        tenant: 'mill-lane',
        created: true,
        language: 'th',
        timeZone: 'Australia/Sydney',
        calendar: 'AU-NSW',
        regimes: ['house', 'au-asic-rg271'],
      },
    })
    const again = await tell((g) => init(g, { lang: 'en' }))
    expect(again.json).toMatchObject({ created: false, name: 'Mill Lane', language: 'en', timeZone: 'Australia/Sydney' })
    expect(await look(({ db }) => listTenants(db))).toHaveLength(1)
  })

  test.each([
    [{ lang: 'xx' }, '--lang'],
    [{ tz: 'Mars/Base' }, '--tz'],
    [{ regime: ['nowhere'] }, '--regime'],
  ])('%o is a wrong usage and changes nothing', async (options, named) => {
    const told = await tell((g) => init(g, options))
    expect(told).toMatchObject({ code: 2, json: null })
    expect(told.said.message).toContain(named)
  })
})

describe('people', () => {
  test('somebody new gets a link that lets them in', async () => {
    const added = await tell((g) => userAdd(g, 'Ana Lind', { role: 'lead', email: 'ana@example.org', speaks: 'en, th' }))
    expect(added).toMatchObject({ code: 0, json: { name: 'Ana Lind', role: 'lead', tier: 3 } })
    const [who, staff] = await look(async ({ db }) => {
      const link = await peekSignInLink(db, tokenOf(added.json.sign_in), Date.now())
      return [link, await listStaff(db, link!.tenant)] as const
    })
    expect(staff.find((s) => s.id === who!.userId)).toMatchObject({ name: 'Ana Lind', email: 'ana@example.org', languages: ['en', 'th'] })
  })

  test('a lost link is made anew, by name or address', async () => {
    const told = await tell((g) => userLink(g, 'ana@example.org', {}))
    expect(await look(({ db }) => peekSignInLink(db, tokenOf(told.json.sign_in), Date.now()))).not.toBeNull()
    expect(await tell((g) => userLink(g, 'Nobody', {}))).toMatchObject({ code: 3 })
  })

  test.each([
    ['a name that is there', 'Ana Lind', { role: 'lead' }, 6],
    ['a role that is not', 'Bo', { role: 'boss' }, 2],
    ['an address that is none', 'Bo', { role: 'agent', email: 'bo at home' }, 2],
    ['a tier that is not', 'Bo', { role: 'agent', tier: '4' }, 2],
  ])('%s is refused', async (_, name, options, code) => {
    expect(await tell((g) => userAdd(g, name, options))).toMatchObject({ code, json: null })
  })

  test('the list shows them, as a table too', async () => {
    expect((await tell((g) => userList(g, {}))).json).toContainEqual(expect.objectContaining({ name: 'Ana Lind', role: 'lead' }))
    expect((await tell((g) => userList(g, {}), { json: false })).out).toMatch(/^NAME +ROLE/)
  })
})

describe('keys', () => {
  test('a key may do what it was made for and nothing else', async () => {
    const { json, code } = await tell((g) => keyCreate(g, { scope: ['messages:write', 'cases:read'] }))
    expect(code).toBe(0)
    expect(await look(({ db }) => findKey(db, json.api_key))).toMatchObject({ scopes: ['messages:write', 'cases:read'] })
  })
  test.each([[[]], [['everything']]])('rights %j are a wrong usage', async (scope) => {
    expect(await tell((g) => keyCreate(g, { scope }))).toMatchObject({ code: 2, json: null })
  })
})

test('with two firms a command wants to know which', async () => {
  expect(await tell((g) => tenantAdd(g, 'Second Firm', {}))).toMatchObject({ code: 0, json: { tenant: 'second-firm' } })
  expect(await tell((g) => userAdd(g, 'Cy', { role: 'agent' }))).toMatchObject({ code: 2 })
  expect(await tell((g) => userAdd(g, 'Cy', { role: 'agent', tenant: 'second-firm' }))).toMatchObject({ code: 0 })
})
