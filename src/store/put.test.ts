import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import type { DueCase } from '../actions/needs'
import { loadCases } from '../cli/commands/bench/open-clocks'
import { lookTenant, writeTenant } from './tenant-tx'
import { addStaff } from './tenants'

let store: Store
let due: DueCase[]
const run = (text: string, values: unknown[] = []) => store.db.pool.query(text, values)

beforeAll(async () => {
  store = await aStore()
  const facts = { name: 'Ana', email: 'ana@mill.example', role: 'agent', tier: 1, team: 'complaints', language: 'en' } as const
  await addStaff(store.db, store.mill, { ...facts, languages: ['en'], capacity: 9, demo: false }, NOW)
  await loadCases(store.db, store.mill, { open: 4, reserved: 4 })
  await run('update clock set due_at = to_timestamp($1), wake_at = to_timestamp($1)', [NOW / 1000])
  due = await lookTenant(store.db, store.mill, (reads) => reads.dueCases(NOW, 4))
})
afterAll(() => store.close())

const nothing = async () => undefined
const noted = (id: string, of = 1) =>
  run(
    `insert into case_event (tenant_id, case_id, seq, at, "by", kind, data) select tenant_id, id, events + $2::int, opened_at, 'ana', 'noted', '{}' from cases where id = $1`,
    [id, of],
  )
const moved = (id: string) => run(`update clock set wake_at = wake_at + interval '1 ms' where case_id = $1`, [id])

it.each([
  { nth: 0, meanwhile: 'nothing has happened', happens: nothing, holds: true },
  { nth: 1, meanwhile: 'the clock was moved, of which no event tells', happens: moved, holds: false },
  { nth: 2, meanwhile: 'something has happened to the case', happens: noted, holds: false },
  { nth: 3, meanwhile: 'something has happened to another', happens: () => noted(due[1]!.caseId, 9), holds: true },
])('what was decided of a clock before its moment holds only where nobody wrote about its case: $meanwhile', async (it) => {
  const { caseId, clocks } = due[it.nth]!
  const [clock, events] = await lookTenant(store.db, store.mill, async (reads) => [
    (await reads.dueClocks(NOW, clocks))[0]!,
    (await reads.caseById(caseId))!.events,
  ])
  await it.happens(caseId)

  const { id: clockId, milestone, regime } = clock
  const event = { kind: 'clock_missed', at: NOW, by: 'engine', clockId, milestone, regime, dueAt: NOW } as const
  const effects = { events: [{ caseId, seq: events + 1, event }], moves: [{ ...clock, wakeAt: NOW + 60_000 }] }
  expect(await writeTenant(store.db, store.mill, (tx) => tx.put(effects))).toBe(it.holds)
})
