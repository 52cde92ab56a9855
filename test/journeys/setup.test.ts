import { afterEach, beforeEach, expect, it } from 'vitest'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

type Setup = {
  firm: Record<string, string>
  steps: { id: string; state: string }[]
  empty: boolean
  places: { id: string; time_zone: string }[]
}
let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false, timeZone: 'UTC' })
})
afterEach(() => desk.close())

const setup = async () => (await desk.call<Setup>('GET', '/api/v1/setup')).body
const states = async () => (await setup()).steps.map(({ id, state }) => `${id} ${state}`).join(', ')

it('the steps are kept on the server, and may be skipped, done and opened again', async () => {
  expect([await states(), (await setup()).empty]).toEqual(['firm open, books open, way open, people open, try open', true])
  for (const [step, state] of [
    ['firm', 'done'],
    ['books', 'skipped'],
    ['way', 'done'],
    ['way', 'open'],
  ])
    expect((await desk.call('PUT', '/api/v1/setup', { step, state })).status).toBe(200)
  expect(await states()).toBe('firm done, books skipped, way open, people open, try open')
  await desk.post({ text: SAYS.question })
  expect((await setup()).empty).toBe(false)
})

it('what a firm says of itself holds from then on: its name, its days and its zone; and the record says who said it', async () => {
  const alex = await desk.asUser('Alex')
  const firm = { name: 'Lotus Telecom', language: 'th', time_zone: 'Asia/Bangkok', calendar: 'TH' }
  expect(await alex('PUT', '/api/v1/firm', firm)).toMatchObject({ status: 200, body: firm })
  const me = await alex<{ tenant: Record<string, string> }>('GET', '/api/v1/me')
  expect(me.body.tenant).toMatchObject({ name: 'Lotus Telecom', language: 'th', time_zone: 'Asia/Bangkok' })
  expect((await setup()).firm).toEqual(firm)
  const audit = await desk.call<{ data: { action: string; actor: { name: string } }[] }>('GET', '/api/v1/audit?action=firm.')
  expect(audit.body.data).toHaveLength(1)
  for (const wrong of [{ time_zone: 'Asia/Nowhere' }, { calendar: 'thailand' }, { name: ' ' }, { language: 'xx' }])
    expect((await alex('PUT', '/api/v1/firm', { ...firm, ...wrong })).status, JSON.stringify(wrong)).toBe(422)
  const ana = await desk.asUser('Ana')
  expect((await ana('PUT', '/api/v1/firm', firm)).status).toBe(403)
})
