import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import type { DueCase } from '../actions/needs'
import { loadCases } from '../cli/commands/bench/open-clocks'
import { lookTenant } from './tenant-tx'
import { addStaff } from './tenants'

let store: Store
let which: DueCase[]
const run = (text: string, values: unknown[] = []) => store.db.pool.query(text, values)
const stamp = () => lookTenant(store.db, store.mill, (reads) => reads.stampOf(which))

beforeAll(async () => {
  store = await aStore()
  const facts = { name: 'Ana', email: 'ana@mill.example', role: 'agent', tier: 1, team: 'complaints', languages: ['en'] } as const
  await addStaff(store.db, store.mill, { ...facts, languages: ['en'], language: 'en', capacity: 9, demo: false }, NOW)
  await loadCases(store.db, store.mill, { open: 3, reserved: 3 })
  await run('update clock set due_at = to_timestamp($1), wake_at = to_timestamp($1)', [NOW / 1000])
  await run(`insert into escalation (tenant_id, case_id, policy, policy_version, started_at, level, next_at, told)
    select tenant_id, id, 'standard', '1', opened_at, 1, null, '{}' from cases`)
  await run(`insert into alert (tenant_id, id, cause, severity, case_id, cases, opened_at, updated_at)
    select tenant_id, gen_random_uuid(), 'case:1', 'A', id, array[id], opened_at, opened_at from cases`)
  which = (await lookTenant(store.db, store.mill, (reads) => reads.dueCases(NOW, 2))).map((it) => ({ ...it, climbs: true }))
})
afterAll(() => store.close())

const OURS = 'id = any($1::uuid[])'
it.each([
  ['the case has another summary', `update cases set summary = 'another' where ${OURS}`, true],
  [
    'something has happened to it',
    `insert into case_event (tenant_id, case_id, seq, at, "by", kind, data) select tenant_id, id, 2, opened_at, 'engine', 'clock_warned', '{}' from cases where ${OURS}`,
    true,
  ],
  ['a clock has another date', `update clock set due_at = due_at + interval '1 day' where case_${OURS}`, true],
  ['a climb is acknowledged', `update escalation set acks = '{Ana}' where case_${OURS}`, true],
  ['an alert is taken up', `update alert set acknowledged_at = opened_at where case_${OURS}`, true],
  ['another case is changed', `update cases set summary = 'another' where not ${OURS}`, false],
  ['a clock of another case is changed', `update clock set title = 'another' where not case_${OURS}`, false],
  ['a clock is gone', `delete from clock where case_${OURS}`, true],
])('a stamp, when %s', async (_what, change, tells) => {
  const before = await stamp()
  expect(await stamp()).toBe(before)
  const { rowCount } = await run(change, [which.map(({ caseId }) => caseId)])
  expect(rowCount).toBeGreaterThan(0)
  expect((await stamp()) !== before).toBe(tells)
})

it('a case has as many events as were written of it, also those that its own row does not know of', async () => {
  const [{ caseId }] = which as [DueCase]
  const events = async () => (await lookTenant(store.db, store.mill, (reads) => reads.caseById(caseId)))?.events
  const before = (await events())!
  const row = () => run('select events from cases where id = $1', [caseId])
  const written = (await row()).rows[0].events
  await run(
    `insert into case_event (tenant_id, case_id, seq, at, "by", kind, data) select tenant_id, id, $2, opened_at, 'engine', 'clock_missed', '{}' from cases where id = $1`,
    [caseId, before + 1],
  )
  expect(await events()).toBe(before + 1)
  expect((await row()).rows[0].events).toBe(written)
})
