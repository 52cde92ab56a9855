import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newStaff, okafor, SAYS } from '../../test/cast'
import { aDesk, type Desk, type Firm } from '../../test/support/app'
import { incoming } from '../../test/support/store'
import { show } from '../domain/public-id'
import { verifyAudit } from './audit'
import { inTenant } from './db'
import { newId } from './ids'
import { storeIncoming } from './inbox'
import { putSaved, SAMPLE_HAND } from './saved-replies'
import { addStaff, updateTenant } from './tenants'

let desk: Desk
let own: { message: string; case: string }
let joined: string
let removed: Partial<Record<'cases' | 'clocks' | 'notices', number>>
let before: Record<string, string[]>

const ask = async <T = Record<string, unknown>>(sql: string) => (await desk.redress.db.pool.query(sql)).rows as T[]
const contact = (name: string) => ({
  name,
  handles: [{ kind: 'email', value: `${name}@sample.example` }],
  language: 'en',
  followers: null,
  verified: false,
  bio: null,
})

/** Rows of the visitor's own, by table: whatever removing the samples must not touch. */
const OWN: Record<string, string> = {
  message: 'select * from message where not demo',
  cases: 'select * from cases where not demo',
  case_event: 'select e.* from case_event e join cases c on c.id = e.case_id where not c.demo',
  clock: 'select k.* from clock k join cases c on c.id = k.case_id where not c.demo',
  escalation: 'select e.* from escalation e join cases c on c.id = e.case_id where not c.demo',
  notice: 'select * from notice where not demo',
  attachment: 'select a.* from attachment a join message m on m.id = a.message_id where not m.demo',
  contact: 'select * from contact where not demo',
  staff: 'select * from staff where not demo',
  api_key: 'select * from api_key',
  notifier: 'select * from notifier',
  saved_reply: `select * from saved_reply where title = 'Mine now'`,
  draft: 'select d.* from draft d join cases c on c.id = d.case_id where not c.demo',
}
async function ownRows() {
  const found: Record<string, string[]> = {}
  for (const [table, sql] of Object.entries(OWN))
    found[table] = (await ask<{ t: string }>(`select t::text from (${sql}) t order by 1`)).map((r) => r.t)
  return found
}

/** Saved replies of the sample firm, one of them reworded by the visitor; drafts and a held file on a sample case and on one of theirs. */
async function written({ tenant, asUser }: Firm) {
  const { db } = desk.redress
  const shape = { kind: 'reply', scope: 'company', owner: null, team: null, locked: false, texts: { en: 'x' }, topics: [] } as const
  for (const title of ['Sample', 'To reword'])
    await putSaved(db, tenant.id, { ...shape, id: newId(desk.now()), title, channels: [], steps: [], used: 0 }, SAMPLE_HAND, desk.now())
  const alex = await asUser('Alex')
  const saved = (await alex<{ data: { id: string; title: string }[] }>('GET', '/api/v1/saved-replies')).body.data
  const mine = saved.find(({ title }) => title === 'To reword')!
  await alex('PUT', `/api/v1/saved-replies/${mine.id}`, { title: 'Mine now', scope: 'company', texts: { en: 'x' } })
  const [sample] = await ask<{ id: string }>('select id from cases where demo limit 1')
  for (const id of [own.case, show('case', sample!.id)]) {
    await alex('PUT', `/api/v1/cases/${id}/draft`, { mode: 'private', text: 'Half a', key: `key-of-${id}` })
    const file = `att_${newId(desk.now()).replaceAll('-', '')}`
    await alex('PUT', `/api/v1/cases/${id}/files/${file}?name=a.pdf`, '%PDF', { 'content-type': 'application/octet-stream' })
  }
}

beforeAll(async () => {
  desk = await aDesk({ tenants: ['Mill Lane Stores', 'River Bank'] })
  const { db } = desk.redress
  await updateTenant(db, desk.tenant.id, { settings: { demo: true } }, Date.now())
  await addStaff(db, desk.tenant.id, { ...newStaff('Ana'), name: 'Sample Sam', languages: ['fa'], demo: true }, desk.now())
  const attachments = [{ name: 'a', mediaType: 'text/plain', bytes: Buffer.from('a') }]
  const samples = [SAYS.complaint, SAYS.fire, SAYS.question, SAYS.lead, SAYS.other].map((text, n) =>
    incoming(
      { text, channel: 'whatsapp', externalId: `s-${n}`, receivedAt: desk.now(), contact: contact(`sample${n}`), attachments },
      { demo: true, raw: { mediaType: 'x', bytes: Buffer.from('x') } },
    ),
  )
  await storeIncoming(db, desk.tenant.id, samples)
  await desk.advance('PT3S')
  const mine = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  joined = (await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: { name: 'sample0', handles: contact('sample0').handles } }))
    .id
  own = { message: mine.id, case: mine.case_id! }
  await desk.firms[1]!.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  await desk.advance('PT12M')
  await written(desk.firms[0]!)
  before = await ownRows()
  removed = (await desk.call<{ removed: typeof removed }>('POST', '/api/v1/demo/removal')).body.removed
})
afterAll(() => desk.close())

describe('removing the samples', () => {
  it('says what went, and it was a good deal', () => {
    expect(removed).toMatchObject({ messages: 5, attachments: 5, raw: 5, findings: 5, staff: 1 })
    expect(removed.cases).toBeGreaterThanOrEqual(4)
    expect(removed.clocks).toBeGreaterThanOrEqual(10)
    expect(removed.notices).toBeGreaterThanOrEqual(5)
  })

  it('leaves nothing of theirs behind, and nothing that points at what is gone', async () => {
    expect(await ask('select 1 from contact c where demo and not exists (select from finding f where f.contact_id = c.id)')).toEqual([])
    for (const table of ['message', 'cases', 'notice', 'staff'])
      expect([table, await ask(`select 1 from ${table} where demo`)]).toEqual([table, []])
    expect(await ask(`select title from saved_reply`)).toEqual([{ title: 'Mine now' }])
    for (const table of ['clock', 'escalation', 'case_event', 'case_message', 'draft', 'upload'])
      expect([table, await ask(`select 1 from ${table} x where not exists (select from cases c where c.id = x.case_id)`)]).toEqual([
        table,
        [],
      ])
    expect(await ask('select 1 from attachment a join upload u on u.id = a.id')).toHaveLength(1)
    for (const table of ['finding', 'pending', 'message_raw', 'case_message', 'correction'])
      expect([table, await ask(`select 1 from ${table} x where not exists (select from message m where m.id = x.message_id)`)]).toEqual([
        table,
        [],
      ])
    expect(
      await ask(
        'select 1 from attachment a where not exists (select from message m where m.id = a.message_id) and not exists (select from upload u where u.id = a.id)',
      ),
    ).toEqual([])
    expect(await ask('select 1 from identity i where not exists (select from contact c where c.id = i.contact_id)')).toEqual([])
    expect(
      await ask('select 1 from finding f where case_id is not null and not exists (select from cases c where c.id = f.case_id)'),
    ).toEqual([])
  })

  it("leaves everything that is the visitor's own, also what had joined a sample case", async () => {
    const after = await ownRows()
    expect(after).toEqual(before)
    expect(await desk.caseOf(own.case)).toMatchObject({ state: 'open', messages: 1 })
    expect(await desk.message(joined)).toMatchObject({ text: SAYS.again, case_id: null })
    expect((await desk.firms[1]!.cases()).length).toBe(1)
  })

  it('keeps the record whole, with a row that says so', async () => {
    const proof = await inTenant(desk.redress.db, desk.tenant.id, (query) => verifyAudit(query, desk.tenant.id))
    expect(proof.ok).toBe(true)
    const [last] = await ask(`select action, body from audit where tenant_id = '${desk.tenant.id}' order by seq desc limit 1`)
    expect(last).toEqual({ action: 'demo.removed', body: JSON.stringify(removed) })
  })

  it('a second time finds nothing, and the desk works on', async () => {
    const again = (await desk.call<{ removed: Record<string, number> }>('POST', '/api/v1/demo/removal')).body.removed
    expect(Object.values(again).every((n) => n === 0)).toBe(true)
    expect((await desk.post({ text: SAYS.other, channel: 'sms', contact: okafor })).disposition).toBe('complaint')
    expect((await desk.call<{ tenant: { demo: boolean } }>('GET', '/api/v1/me')).body.tenant.demo).toBe(false)
  })
})
