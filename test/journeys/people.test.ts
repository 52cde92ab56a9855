import { afterEach, beforeEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, caller, type Desk } from '../support/app'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false })
})
afterEach(() => desk.close())

type Row = { id: string; name: string; skills: string[]; left: boolean; available: boolean; team: string }
const people = async () => (await desk.call<{ data: Row[] }>('GET', '/api/v1/users')).body.data
const one = async (name: string) => (await people()).find((p) => p.name === name)!
/** Uses a one-time link as a browser does and says what the answer was. */
async function enter(link: string, agent = 'Mozilla/5.0 Firefox/140.0') {
  const token = new URL(link).searchParams.get('token')!
  const answer = await desk.app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': agent },
    payload: new URLSearchParams({ token }).toString(),
  })
  const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0]!
  return caller(desk.app, { cookie, 'x-redress': '1' })
}
const linkOf = async (id: string, mail = false) =>
  (await desk.call<{ sign_in: string; mailed: boolean }>('POST', `/api/v1/users/${id}/link`, { mail })).body

it('U03 somebody new comes in by a copied link, with no mail server anywhere, and the mail is seen in the outbox', async () => {
  const alex = await desk.asUser('Alex')
  const added = await alex('POST', '/api/v1/users', { name: 'Wit', email: 'wit@desk.example', role: 'lead', skills: ['billing'] })
  expect(added).toMatchObject({ status: 201, body: { name: 'Wit', role: 'lead' } })
  const link = await linkOf(added.body.id!, true)
  expect(link).toMatchObject({ mailed: true, sign_in: expect.stringContaining('/sign-in?token=') })
  const me = await (await enter(link.sign_in))<{ user: object }>('GET', '/api/v1/me')
  expect(me.body.user).toMatchObject({ name: 'Wit', role: 'lead', team: 'complaints' })
  expect(await desk.notices()).toMatchObject([{ kind: 'sign_in_link', to: 'Wit', state: 'queued', reason: 'nothing_connected' }])
  expect((await alex('POST', '/api/v1/users', { name: 'Wit' })).body.code).toBe('name_taken')
  expect((await alex('POST', '/api/v1/users', { name: 'W', email: 'WIT@desk.example' })).body.code).toBe('email_taken')
})

it('whoever knows the topic gets the case', async () => {
  for (const name of ['Ana', 'Nok', 'Bo', 'Somsri', 'Dao', 'Arm']) {
    const { id } = await one(name)
    await desk.call('PUT', `/api/v1/users/${id}`, {
      tier: 3,
      team: 'complaints',
      languages: ['en'],
      skills: name === 'Bo' ? ['delivery'] : [],
    })
  }
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  expect(await desk.caseOf(wrote)).toMatchObject({ owner: 'Bo', routing_reason: expect.stringContaining('knows delivery') })
})

it('who leaves is out at once, their cases have a new owner, and nobody can be the last administrator to go', async () => {
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const { owner } = await desk.caseOf(wrote)
  const [leaver, heir] = [await one(owner!), await one(owner === 'Bo' ? 'Dao' : 'Bo')]
  const theirs = await enter((await linkOf(leaver.id)).sign_in)
  const unused = (await linkOf(leaver.id)).sign_in
  expect((await theirs('GET', '/api/v1/me')).status).toBe(200)

  const left = await desk.call('POST', `/api/v1/users/${leaver.id}/departure`, { hand_over_to: heir.id })
  expect(left).toMatchObject({ status: 201, body: { handed_over: 1, kept: 0 } })
  expect((await theirs('GET', '/api/v1/me')).status).toBe(401)
  expect((await (await enter(unused))('GET', '/api/v1/me')).status).toBe(401)
  expect((await desk.call('POST', `/api/v1/users/${leaver.id}/link`, {})).status).toBe(404)
  expect(await desk.caseOf(wrote)).toMatchObject({ owner: heir.name })
  expect(await one(leaver.name)).toMatchObject({ left: true, available: false })

  await desk.call('DELETE', `/api/v1/users/${leaver.id}/departure`)
  expect(await one(leaver.name)).toMatchObject({ left: false, available: true })
  expect((await enter((await linkOf(leaver.id)).sign_in)) && (await one(leaver.name)).left).toBe(false)

  const alex = await one('Alex')
  for (const [method, path, body] of [
    ['POST', `/api/v1/users/${alex.id}/departure`, { hand_over_to: null }],
    ['PUT', `/api/v1/users/${alex.id}`, { role: 'agent' }],
  ] as const)
    expect((await desk.call(method, path, body)).body.code).toBe('last_administrator')
  expect((await one('Alex')).left).toBe(false)
})

it('each sees their own sessions, by browser, and can end another one', async () => {
  const ana = await one('Ana')
  const home = await enter((await linkOf(ana.id)).sign_in, 'Mozilla/5.0 (X11; Linux) Firefox/140.0')
  const phone = await enter((await linkOf(ana.id)).sign_in, 'Mozilla/5.0 (iPhone) Safari/605')
  const seen = (await home<{ data: { id: string; here: boolean; agent: string }[] }>('GET', '/api/v1/me/sessions')).body.data
  expect(seen).toHaveLength(2)
  expect(seen.find(({ here }) => here)!.agent).toContain('Firefox')
  const other = seen.find(({ here }) => !here)!
  const nok = await desk.asUser('Nok')
  expect((await nok('DELETE', `/api/v1/me/sessions/${other.id}`)).status).toBe(404)
  expect((await phone('GET', '/api/v1/me')).status).toBe(200)
  expect((await home('DELETE', `/api/v1/me/sessions/${other.id}`)).status).toBe(200)
  expect((await phone('GET', '/api/v1/me')).status).toBe(401)
})

it('everybody sets the language in which they are told of things, and only their own', async () => {
  const ana = await desk.asUser('Ana')
  expect((await ana('PUT', '/api/v1/me', { language: 'fa' })).status).toBe(200)
  expect((await ana<{ user: { language: string } }>('GET', '/api/v1/me')).body.user.language).toBe('fa')
  expect((await ana('PUT', '/api/v1/me', { role: 'administrator' })).status).toBe(422)
})

it('who is away and who stands in is listed by whoever may read cases, until it is over', async () => {
  const during = { from: '2026-03-03T00:00:00+07:00', to: '2026-03-05T00:00:00+07:00' }
  await desk.call('POST', '/api/v1/absences', { person: 'Nok', cover: 'Bo', ...during })
  const seen = async () => (await desk.call<{ absences: object[] }>('GET', '/api/v1/on-call')).body.absences
  expect(await seen()).toMatchObject([{ person: 'Nok', cover: 'Bo', to: '2026-03-04T17:00:00.000Z' }])
  await desk.advance('P3D')
  expect(await seen()).toEqual([])
})
