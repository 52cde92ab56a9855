import { afterEach, expect, it } from 'vitest'
import { Presence } from '../../src/presence'
import { okafor, SAYS } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'
import { happened } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

async function waiting() {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  return wrote.case_id!
}
const here = (call: Call, id: string, said: object = {}) => call('PUT', `/api/v1/cases/${id}/presence`, { client: 'screen-1', ...said })
type People = { id: string; typing: boolean; replying: boolean }[]
const seen = async (call: Call) => (await call<{ data: { id: string; people: People }[] }>('GET', '/api/v1/presence')).body.data

it('U33 while a colleague writes to the customer, a reply of somebody else is held back; sent anyway, the record names both', async () => {
  const id = await waiting()
  const [ana, bo] = [await desk.asUser('Ana'), await desk.asUser('Bo')]
  const reply = (call: Call, more = {}) => call('POST', `/api/v1/cases/${id}/replies`, { text: 'Your money is on its way.', ...more })
  await here(ana, id, { mode: 'private', typing: true })
  expect(await seen(bo)).toMatchObject([{ id, people: [{ typing: true, replying: true }] }])
  expect(await reply(bo)).toMatchObject({ status: 409, body: { code: 'somebody_writing' } })
  expect((await bo('POST', `/api/v1/cases/${id}/notes`, { text: 'I have an idea.' })).status).toBe(201)

  expect((await reply(bo, { anyway: true })).status).toBe(201)
  const [replied] = happened(await desk.timeline(id), 'replied')
  expect(replied).toMatchObject({ by: { name: 'Bo' }, despite: 'Ana' })
  const { rows } = await desk.redress.db.pool.query(`select body from audit where action = 'case.replied'`)
  expect(rows[0].body).toContain(desk.people.get('Ana'))

  expect((await reply(ana)).status).toBe(201)
  expect((await reply(bo)).status).toBe(201)
})

it('behind another tab the lease ends ninety seconds after the last key, and a script is never held back by it', async () => {
  const id = await waiting()
  const [ana, bo] = [await desk.asUser('Ana'), await desk.asUser('Bo')]
  await here(ana, id, { mode: 'public', typing: true })
  await here(ana, id, { mode: 'public', hidden: true })
  expect((await desk.call('POST', `/api/v1/cases/${id}/replies`, { text: 'By script' })).status).toBe(201)
  await desk.advance('PT89S')
  const reply = () => bo('POST', `/api/v1/cases/${id}/replies`, { text: 'Hello' })
  expect((await reply()).status).toBe(409)
  await desk.advance('PT1S')
  expect((await reply()).status).toBe(201)
  expect(await seen(bo)).toEqual([])
})

it('U32 several processes show the same: what one is told, the others hear', async () => {
  const id = await waiting()
  const told: string[] = []
  const other = new Presence(
    desk.now,
    (tenant, caseId, people) => told.push(`${tenant === desk.tenant.id} ${caseId} ${people.length}`),
    () => undefined,
  )
  const client = await desk.redress.db.pool.connect()
  client.on('notification', ({ payload }) => other.hear(payload!))
  await client.query('listen redress_presence')
  const ana = await desk.asUser('Ana')
  await here(ana, id, { mode: 'private', typing: true })
  await expect.poll(() => told.length).toBe(1)
  expect(other.all(desk.tenant.id)).toMatchObject([[expect.any(String), [{ user: desk.people.get('Ana'), typing: true, replying: true }]]])
  await here(ana, id, { gone: true })
  await expect.poll(() => told.length).toBe(2)
  expect(other.all(desk.tenant.id)).toEqual([])
  client.release(true)
  other.stop()
})
