import { afterEach, expect, it } from 'vitest'
import { newId } from '../../src/store/ids'
import { putSaved } from '../../src/store/saved-replies'
import { okafor, SAYS } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'

let desk: Desk
afterEach(() => desk.close())

const PATH = '/api/v1/saved-replies'
const save = (call: Call, body: object) => call('POST', PATH, { title: 'Sorry', scope: 'mine', texts: { en: 'We are sorry.' }, ...body })
const titles = async (call: Call) =>
  (await call<{ data: { title: string; used: number }[] }>('GET', PATH)).body.data.map(({ title }) => title)

it('U27 what is mine only I see; a team’s its team, where it is not locked changes it; everybody’s is for who leads', async () => {
  desk = await aDesk()
  const [ana, arm, bo] = [await desk.asUser('Ana'), await desk.asUser('Arm'), await desk.asUser('Bo')]
  const mine = await save(ana, {})
  const team = await save(ana, { title: 'Late parcel', scope: 'team' })
  expect(team.body).toMatchObject({ team: 'complaints', locked: false, may_change: true })
  expect(await save(ana, { title: 'Policy', scope: 'company' })).toMatchObject({ status: 409, body: { code: 'not_yours_to_change' } })
  const company = await save(bo, { title: 'Policy', scope: 'company', locked: true })
  expect(await titles(ana)).toEqual(['Late parcel', 'Policy', 'Sorry'])
  expect(await titles(arm)).toEqual(['Policy'])

  const change = (call: Call, id: unknown, body: object) =>
    call('PUT', `${PATH}/${id}`, { title: 'Changed', scope: 'team', texts: { en: 'x' }, ...body })
  expect((await change(arm, mine.body.id, {})).status).toBe(404)
  expect((await change(ana, company.body.id, { scope: 'mine' })).status).toBe(409)
  expect((await change(ana, team.body.id, { texts: { en: 'Sorry', th: 'ขออภัย', fa: ' ' } })).body).toMatchObject({
    texts: { en: 'Sorry', th: 'ขออภัย' },
  })
  await change(bo, team.body.id, { locked: true, team: 'complaints' })
  expect((await change(ana, team.body.id, {})).status).toBe(409)
  expect((await ana('DELETE', `${PATH}/${team.body.id}`)).status).toBe(409)
  expect((await bo('DELETE', `${PATH}/${team.body.id}`)).status).toBe(200)
  expect(await titles(ana)).toEqual(['Policy', 'Sorry'])
})

it('each use counts, and changing one keeps the count', async () => {
  desk = await aDesk()
  const ana = await desk.asUser('Ana')
  const { body } = await save(ana, {})
  for (const _ of [1, 2]) await ana('POST', `${PATH}/${body.id}/uses`, {})
  await ana('PUT', `${PATH}/${body.id}`, { title: 'So sorry', scope: 'mine', texts: { en: 'x' } })
  expect((await ana<{ data: object[] }>('GET', PATH)).body.data).toMatchObject([{ title: 'So sorry', used: 2 }])
})

it('what ships is called in each reader’s language, until somebody gives it another name', async () => {
  desk = await aDesk()
  const bo = await desk.asUser('Bo')
  const titles = { en: 'Parcel late', fa: 'تأخیر مرسوله' }
  const shipped = { kind: 'reply', scope: 'company', owner: null, team: null, locked: false, texts: { en: 'Sorry.' } } as const
  const it = { ...shipped, id: newId(0), title: titles.en, titles, topics: [], channels: [], steps: [], used: 0 }
  await putSaved(desk.redress.db, desk.tenant.id, it, 'sample', 0)
  const [known] = (await bo<{ data: { id: string }[] }>('GET', PATH)).body.data
  const rename = (title: string) => bo('PUT', `${PATH}/${known?.id}`, { title, scope: 'company', texts: { en: 'We are sorry.' } })
  expect((await rename(titles.fa)).body).toMatchObject({ title: 'Parcel late', titles, texts: { en: 'We are sorry.' } })
  expect((await rename('Ours')).body).toMatchObject({ title: 'Ours' })
  expect((await bo<{ data: object[] }>('GET', PATH)).body.data[0]).not.toHaveProperty('titles')
})

it('U27 a gap that nobody filled in never reaches a customer', async () => {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const send = (text: string) => desk.call('POST', `/api/v1/cases/${wrote.case_id}/replies`, { text })
  expect(await send('Your order {{order}} is on its way.')).toMatchObject({ status: 409, body: { code: 'text_unfilled' } })
  expect((await send('Put it between {{braces}}.')).status).toBe(201)
})

it.each([
  ['no words at all', { texts: {} }, 422],
  ['only spaces', { texts: { en: '  ' } }, 422],
  ['a macro without a step', { kind: 'macro', texts: {} }, 422],
  ['a step that nobody knows', { kind: 'macro', texts: {}, steps: [{ do: 'send' }] }, 422],
  ['a macro', { kind: 'macro', texts: {}, steps: [{ do: 'acknowledge' }, { do: 'note', text: 'Parcel desk asked.' }] }, 201],
])('%s', async (_, body, status) => {
  desk = await aDesk()
  expect((await save(await desk.asUser('Ana'), body)).status).toBe(status)
})

it('a note tells whom it calls, a person or a team, and nobody else', async () => {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const bo = await desk.asUser('Bo')
  const before = (await desk.notices()).length
  await bo('POST', `/api/v1/cases/${wrote.case_id}/notes`, { text: 'Batch 24 again. @Arm, can you check? Mail ana@desk.example.' })
  await desk.settle()
  const fresh = (await desk.notices()).slice(before)
  expect(fresh).toMatchObject([
    { kind: 'mention', to: 'Arm', subject: expect.stringContaining('Bo mentions you'), body: expect.stringContaining('Batch 24 again.') },
  ])
  await bo('POST', `/api/v1/cases/${wrote.case_id}/notes`, { text: '@complaints please all read this' })
  const told = (await desk.notices()).slice(before + 1).map(({ to }) => to)
  expect(told.sort()).toEqual(['Alex', 'Ana', 'Dao', 'Nok', 'Somsri', 'Vera'])
})
