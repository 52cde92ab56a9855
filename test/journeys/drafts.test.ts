import { afterEach, expect, it } from 'vitest'
import { mook, okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'
import { happened, outbound, toCustomers } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

type Draft = { mode: string; text: string; final: boolean; key: string }
const drafts = async (call: Call, id: string) => (await call<{ data: Draft[] }>('GET', `/api/v1/cases/${id}/drafts`)).body.data
const keep = (call: Call, id: string, draft: Partial<Draft> & { files?: string[] }) =>
  call('PUT', `/api/v1/cases/${id}/draft`, { mode: 'private', text: 'We are', key: 'key-of-ana-1', ...draft })

async function waiting() {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  return wrote.case_id!
}

it('U34 unsent words belong to one person, one case and one composer, and the newest are kept', async () => {
  const id = await waiting()
  const [ana, bo] = [await desk.asUser('Ana'), await desk.asUser('Bo')]
  await keep(ana, id, {})
  await keep(ana, id, { text: 'We are sorry.', final: true })
  await keep(ana, id, { mode: 'note', text: 'Look at the batch.', key: 'key-of-ana-2' })
  const elsewhere = await desk.asUser('Ana')
  expect((await drafts(elsewhere, id)).map(({ mode, text, final }) => [mode, text, final]).sort()).toEqual([
    ['note', 'Look at the batch.', false],
    ['private', 'We are sorry.', true],
  ])
  expect(await drafts(bo, id)).toEqual([])
  await keep(ana, id, { mode: 'note', text: ' ' })
  expect((await drafts(ana, id)).map(({ mode }) => mode)).toEqual(['private'])
})

it('sending ends the draft in the same breath; words that arrive late under its key do not come back', async () => {
  const id = await waiting()
  const ana = await desk.asUser('Ana')
  await keep(ana, id, { text: 'We are sorry.' })
  const send = () => ana('POST', `/api/v1/cases/${id}/replies`, { text: 'We are sorry.' }, { 'idempotency-key': 'key-of-ana-1' })
  expect((await send()).status).toBe(201)
  expect(await drafts(ana, id)).toEqual([])
  await keep(ana, id, { text: 'We are sorry.' })
  expect(await drafts(ana, id)).toEqual([])
  expect((await send()).headers['idempotent-replayed']).toBe('true')
  await desk.advance('PT10S')
  expect(outbound(desk)).toHaveLength(1)
})

it('U29 a reply waits in the strip of its author alone; taken back, its words are a draft again', async () => {
  const id = await waiting()
  const [ana, bo] = [await desk.asUser('Ana'), await desk.asUser('Bo')]
  const strip = async (call: Call) =>
    (await call<{ data: { notice_id: string; to: string }[] }>('GET', '/api/v1/pending-replies')).body.data
  const sent = await ana('POST', `/api/v1/cases/${id}/replies`, { text: 'We are sorry.', final: true })
  expect(await strip(ana)).toMatchObject([{ notice_id: sent.body.notice_id, to: 'Mrs Okafor' }])
  expect(await strip(bo)).toEqual([])
  expect((await ana('DELETE', `/api/v1/notices/${sent.body.notice_id}`)).status).toBe(200)
  expect(await strip(ana)).toEqual([])
  expect(await drafts(ana, id)).toMatchObject([{ mode: 'private', text: 'We are sorry.', final: true }])
  await desk.advance('PT1H')
  expect(outbound(desk)).toEqual([])

  const second = await ana('POST', `/api/v1/cases/${id}/replies`, { text: 'We are very sorry.' })
  await keep(ana, id, { text: 'Something new', key: 'key-of-ana-3' })
  await ana('DELETE', `/api/v1/notices/${second.body.notice_id}`)
  expect(await drafts(ana, id)).toMatchObject([{ text: 'Something new' }])
})

it('U30 the clock is met when the reply leaves, not when the button was pressed', async () => {
  const id = await waiting()
  const owner = await desk.asUser((await desk.caseOf(id)).owner as StaffName)
  await owner('POST', `/api/v1/cases/${id}/replies`, { text: 'Your money is on its way.', final: true })
  const pressed = desk.now()
  await desk.advance('PT10S')
  const [notice] = toCustomers(await desk.notices()).filter(({ kind }) => kind === 'reply')
  const met = (await desk.clocks(id)).filter(({ state }) => state === 'met')
  expect(met.length).toBeGreaterThan(0)
  for (const { met_at } of met) {
    expect(Math.abs(Date.parse(met_at!) - Date.parse(notice!.sent_at!))).toBeLessThanOrEqual(1_000)
    expect(Date.parse(met_at!)).toBeGreaterThan(pressed)
  }
})

it('U37 a reply that failed goes another way with the same words, and only then is the clock met', async () => {
  desk = await aDesk()
  const contact = { ...mook, handles: [...mook.handles, { kind: 'email', value: 'mook@mail.example' }] }
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'line', external_id: 'l-1', contact })
  const id = wrote.case_id!
  const lead = await desk.asUser('Bo')
  desk.gateway.behave('gone', 'ok')
  expect(await desk.caseOf(id)).toMatchObject({
    reply_channel: { channel: 'line' },
    other_ways: [{ channel: 'email', to: 'mook@mail.example' }],
  })
  const sent = await lead('POST', `/api/v1/cases/${id}/replies`, { text: 'Your money is on its way.', final: true })
  await desk.advance('PT10S')
  expect((await desk.conversation(id)).at(-1)).toMatchObject({
    text: 'Your money is on its way.',
    delivery: { state: 'failed', reason: 'gone' },
  })
  expect(happened(await desk.timeline(id), 'reply_delivered')).toEqual([])

  const again = (channel: string) => lead('POST', `/api/v1/notices/${sent.body.notice_id}/resolution`, { as: 'retry', channel })
  expect(await again('fax')).toMatchObject({ status: 409, body: { code: 'no_way_to_answer' } })
  expect((await again('email')).status).toBe(200)
  expect((await desk.conversation(id)).at(-1)).toMatchObject({ channel: 'email', delivery: { state: 'queued' } })
  expect(toCustomers(await desk.notices()).at(-1)).toMatchObject({ channel: 'email', address: 'mook@mail.example' })
})
