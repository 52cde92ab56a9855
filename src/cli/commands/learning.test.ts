import { beforeAll, describe, expect, test } from 'vitest'
import { correct } from '../../../test/support/correct'
import { sneakerTalk } from '../../detection/adapt/sneakers.fixture'
import { connect, type Db } from '../../store/db'
import { listTenants } from '../../store/tenants'
import { cliDesk } from '../testing/desk'
import { drift, ownRules } from './doctor/detector'
import { importFiles } from './import'
import { adapt, corrections, models, promote, rollback } from './learning'
import { init } from './setup'

const { tell, file, url } = cliDesk()
let db: Db
let tenant: Awaited<ReturnType<typeof listTenants>>[number]
const said = sneakerTalk(240)
beforeAll(async () => {
  await tell((g) => init(g, { company: 'Sole Mates' }))
  db = await connect(url(), 2)
  tenant = (await listTenants(db))[0]!
  const lines = said.map(({ text }, i) => JSON.stringify({ text, channel: 'email', external_id: `m${i}`, sent_at: '2026-03-01T10:00:00Z' }))
  await tell((g) => importFiles(g, [file('said.jsonl', lines.join('\n'))], {}))
  return () => db.pool.end()
})

async function correctAll() {
  const { rows } = await db.pool.query(`select id, external_id from message`)
  for (const { id, external_id } of rows) {
    const n = Number(String(external_id).slice(1))
    await correct(db, tenant.id, { messageId: id, by: null, data: { complaint: said[n]!.complaint ? 'yes' : 'no' }, at: Date.now() + n })
  }
}

describe('redress detector', () => {
  test('has nothing to learn from at first', async () => {
    expect(await tell((g) => adapt(g, {}))).toMatchObject({ code: 8, json: { id: 'm1', state: 'refused' } })
    expect(await tell((g) => rollback(g, {}))).toMatchObject({ code: 3 })
  })

  test('learns, shows what would change, puts it in force and takes it back', async () => {
    await correctAll()
    const { out, code } = await tell((g) => adapt(g, {}), { json: false })
    expect(code).toBe(0)
    expect(out).toMatch(/240 corrections: 168 taught, the 72 newest judged/)
    expect(out).toMatch(/What would change:\n {2}0\.\d\d → 0\.\d\d/)
    expect(await tell((g) => promote(g, 'm1', {}))).toMatchObject({ code: 8, said: { message: expect.stringContaining('0 corrections') } })
    expect(await tell((g) => promote(g, 'm2', {}))).toMatchObject({ code: 0, json: { id: 'm2' } })
    expect(await tell((g) => promote(g, 'm9', {}))).toMatchObject({ code: 3 })
    expect((await tell((g) => models(g, {}))).json).toMatchObject([
      { id: 'm2', state: 'champion' },
      { id: 'm1', state: 'refused' },
    ])
    expect(await tell((g) => rollback(g, {}))).toMatchObject({ code: 0, json: { was: 'm2', is: null } })
  })
})

test('what people corrected comes out as rows, of several words on one question the latest', async () => {
  const { rows } = await db.pool.query(`select id from message where external_id = 'm0'`)
  const say = (data: object, at: number) =>
    correct(db, tenant.id, { messageId: rows[0].id, by: null, data: data as Record<string, unknown>, at: Date.now() + at })
  await say({ severity: 'B', emotion: 'anger' }, 1_000)
  await say({ emotion: 'worry' }, 2_000)
  const { out, code } = await tell((g) => corrections(g, {}), { json: false })
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect([code, lines.length]).toEqual([0, 240])
  expect(lines.at(-1)).toMatchObject({ id: rows[0].id, text: said[0]!.text, lang: 'en', severity: 'B', emotion: 'worry' })
  expect(lines.every(({ complaint }) => complaint === 'yes' || complaint === 'no')).toBe(true)
})

describe('doctor', () => {
  test('says that there is no drift, and that rules work', async () => {
    expect(await drift(db, tenant, Date.now())).toMatchObject({ state: 'ok' })
    expect(await ownRules(db, tenant)).toMatchObject({ state: 'ok' })
  })

  test('says where this week is another than the weeks before', async () => {
    const now = Date.now()
    const put = (from: number, to: number, lang: string) =>
      db.pool.query(
        `insert into finding (tenant_id, message_id, at, state, finding)
         select $1, gen_random_uuid(), to_timestamp($2::float8 / 1000), 'processed', json_build_object('lang', json_build_object('value', $5::text), 'complaint', json_build_object('p', 0.2))
           from generate_series($3::int, $4::int)`,
        [tenant.id, lang === 'en' ? now - 14 * 86_400_000 : now - 3_600_000, from, to, lang],
      )
    await put(1, 300, 'en')
    await put(1, 300, 'th')
    expect(await drift(db, tenant, now)).toMatchObject({ state: 'warning', detail: expect.stringContaining('language') })
  })
})
