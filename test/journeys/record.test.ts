import { afterEach, beforeEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false })
})
afterEach(() => desk.close())

type Line = { seq: number; at: string; actor: string; name: string | null; action: string; subject: string }
const lines = async (query = '') =>
  (await desk.call<{ data: Line[]; page: { next_cursor: string | null } }>('GET', `/api/v1/audit?${query}`)).body

it('the record is filtered by person, kind, time and case, and turned page by page without a row twice', async () => {
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const bo = await desk.asUser('Bo')
  await bo('POST', `/api/v1/cases/${wrote.case_id}/notes`, { text: 'looked at it' })
  await desk.call('POST', '/api/v1/keys', { name: 'k', scopes: ['cases:read'] })
  expect((await lines('who=Bo')).data).toMatchObject([{ name: 'Bo', action: 'case.noted' }])
  expect((await lines('kind=key')).data.map(({ action }) => action)).toEqual(['key.made'])
  const { reference, number } = await desk.caseOf(wrote)
  const ofCase = (await lines(`case=${reference}`)).data
  expect(ofCase.length).toBeGreaterThan(1)
  expect((await lines(`case=${number}`)).data).toEqual(ofCase)
  expect((await desk.call('GET', '/api/v1/audit?case=C-99999')).status).toBe(404)
  expect((await lines('to=2026-01-01T00:00:00Z')).data).toEqual([])
  const seen: number[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await lines(`limit=2${cursor ? `&cursor=${cursor}` : ''}`)
    seen.push(...page.data.map(({ seq }) => seq))
    cursor = page.page.next_cursor
  }
  expect(seen).toEqual([...seen].sort((a, b) => b - a))
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.at(-1)).toBe(1)
})

it('U59 files of it carry ISO times and every row, and a cell cannot become a formula', async () => {
  await desk.call('POST', '/api/v1/keys', { name: '=1+1', scopes: ['cases:read'] })
  await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const all = (await lines('limit=200')).data
  const csv = await desk.app.inject({ url: '/api/v1/audit/export', headers: { authorization: `Bearer ${desk.key}` } })
  expect(csv.headers['content-disposition']).toMatch(/audit-.*-2026-03-03\.csv/)
  expect(csv.body.trim().split('\n')).toHaveLength(all.length + 2)
  expect(csv.body).toContain('2026-03-03T03:00:00.000Z')
  expect(csv.body).not.toMatch(/(^|,)[=+@]/m)
  const nd = await desk.call<string>('GET', '/api/v1/audit/export?format=ndjson&kind=key')
  expect(JSON.parse(String(typeof nd.body === 'string' ? nd.body.trim() : JSON.stringify(nd.body)))).toMatchObject({ action: 'key.made' })
})

it('whoever takes a file along stands in the record, with the filters, and the file of the record shows it itself', async () => {
  const bo = await desk.asUser('Bo')
  await bo('GET', '/api/v1/cases.csv?kind=all&severity=A')
  const csv = await desk.call<string>('GET', '/api/v1/audit/export?kind=cases')
  expect((await lines()).data).toMatchObject([
    { action: 'audit.exported', data: { filters: 'kind=cases' } },
    { name: 'Bo', action: 'cases.exported', data: { filters: 'kind=all&severity=A' } },
  ])
  expect(csv.body).toContain('cases.exported')
})

it('a row that was changed by hand breaks the chain and is named; nobody without the right sees any of it', async () => {
  await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  expect((await desk.call('GET', '/api/v1/audit/verification')).body).toMatchObject({ unbroken: true })
  await desk.redress.db.pool.query('alter table audit no force row level security')
  const { rowCount } = await desk.redress.db.pool.query(`update audit set actor = 'nobody' where seq = 2`)
  expect(rowCount).toBe(1)
  expect((await desk.call('GET', '/api/v1/audit/verification')).body).toMatchObject({ unbroken: false, first_bad: 2 })
  expect((await (await desk.asUser('Ana'))('GET', '/api/v1/audit')).status).toBe(403)
})

it('the doctor speaks of this firm and this machine, each finding by a code', async () => {
  const { body } = await desk.call<{ version: string; data: { code: string; check: string; state: string }[] }>('GET', '/api/v1/doctor')
  const codes = body.data.map(({ code }) => code)
  expect(codes).toEqual(
    expect.arrayContaining(['durability', 'escalation', 'ways_out', 'backlog', 'quarantine', 'outbox', 'audit', 'detector', 'rules']),
  )
  expect(body.data.find(({ code }) => code === 'ways_out')).toMatchObject({ state: 'warning' })
  expect(codes).not.toContain('way')
})
