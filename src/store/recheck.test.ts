import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database'
import { packageRoot } from '../paths'
import { asOwner, close, connect, type Db } from './db'
import { loadDirectory } from './firm'
import { recheckAfterUpgrade, recheckClocks } from './recheck'
import { loadRules } from './rules'
import { createTenant } from './tenants'

const NOW = Date.parse('2026-03-02T10:00:00+07:00')
const CASE = '0190a000-0000-7000-8000-000000000001'
let db: Db
const rules = loadRules(packageRoot())
const directory = (tenant: string) => loadDirectory(db, rules, tenant, '', 2026)

beforeAll(async () => {
  db = await connect((await freshDatabase()).url, 2)
  const { id } = await createTenant(
    db,
    'Mill Lane',
    { language: 'en', timeZone: 'Asia/Bangkok', calendar: 'TH', regimes: ['house'], demo: false },
    NOW,
  )
  await asOwner(
    db,
    `insert into cases (tenant_id, id, number, reference, kind, state, severity, tier, priority, team, routing_reason, channel, lang, summary, topics, because,
                        high_risk, opened_at, received_at, last_message_at, events)
     values ($1, $2, 1, 'MILL-1', 'complaint', 'open', 'C', 1, 500, 'complaints', '', 'email', 'en', '', '{}', '[]', false, $3, $3, $3, 1)`,
    [id, CASE, new Date(NOW)],
  )
  const office = (await directory(id)).calendars.get('office')!
  const add = (n: number, tz: string, hours: number) =>
    asOwner(
      db,
      `insert into clock (tenant_id, id, case_id, milestone, kind, basis, regime, regime_version, obligation, reference, evidence, title, started_at, due_at, state,
                          calendar, calendar_version, time_zone, tz_version)
       values ($1, $2, $3, 'ack', 'acknowledge', 'service', 'house', '1', 'target', '', 'N', '', $4, $5, 'running', 'office', $6, 'Asia/Bangkok', $7)`,
      [id, CASE.replace(/1$/, String(n)), CASE, new Date(NOW), new Date(NOW + hours * 3_600_000), office.version, tz],
    )
  await add(1, '2026a', 24)
  await add(2, '2019c', 24)
  await add(3, '2019c', 25)
})
afterAll(() => close(db))

test('a dry run finds what would fall elsewhere, says why, and moves nothing', async () => {
  const before = await asOwner(db, 'select * from clock order by id')
  const found = await recheckClocks(db, directory, '2026a', { onlyOtherTz: true })
  expect(found).toMatchObject({
    checked: 2,
    count: 1,
    differences: [
      {
        tenant: 'Mill Lane',
        reference: 'MILL-1',
        was: NOW + 25 * 3_600_000,
        wouldBe: NOW + 24 * 3_600_000,
        because: ['Time zone data 2019c became 2026a.'],
      },
    ],
  })
  expect((await recheckClocks(db, directory, '2026a', { onlyOtherTz: false })).checked).toBe(3)
  expect(await asOwner(db, 'select * from clock order by id')).toEqual(before)
})

test('a start compares only after the time zone data changed', async () => {
  expect(await recheckAfterUpgrade(db, directory, '2019c')).toBeNull()
  expect(await recheckAfterUpgrade(db, directory, '2019c')).toBeNull()
  expect(await recheckAfterUpgrade(db, directory, '2026a')).toMatchObject({ checked: 2, count: 1 })
  expect(await recheckAfterUpgrade(db, directory, '2026a')).toBeNull()
})
