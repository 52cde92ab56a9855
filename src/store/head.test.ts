import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import type { TenantTx } from '../actions/needs'
import { verifyAudit } from './audit'
import { asOwner, inTenant } from './db'
import { writeTenant } from './tenant-tx'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

const audit = (action: string) => [{ at: NOW, actor: 'engine', action, subject: 'x', data: {} }]
const gate = () => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((ok) => {
    open = ok
  })
  return { open, opened }
}
const together = (work: (tx: TenantTx) => Promise<void>) => writeTenant(store.db, store.mill, work, 'together')
const actions = async () => (await asOwner<{ action: string }>(store.db, 'select action from audit order by seq')).map((row) => row.action)
/** Until so many of this database's sessions wait for another; those of other tests run on the same server. */
const waiting = (n: number) => expect.poll(async () => (await asOwner<{ n: number }>(store.db, WAITING))[0]!.n, { timeout: 10_000 }).toBe(n)
const WAITING = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

it('those who write together write side by side and end one after the other; who writes alone waits for all of them, and all get through', async () => {
  const [first, second, taken, slow] = [gate(), gate(), gate(), gate()]
  const one = together(async (tx) => {
    first.open()
    await second.opened // both are under way
    await tx.turn()
    taken.open()
    await slow.opened
    await tx.commit({ audit: audit('one') })
  })
  const other = together(async (tx) => {
    await first.opened
    second.open()
    await taken.opened
    await tx.turn()
    await tx.commit({ audit: audit('other') })
  })
  await waiting(1) // for the turn of the first
  const alone = writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: audit('alone') }))
  await waiting(2)
  slow.open()
  await Promise.all([one, other, alone])
  expect(await actions()).toEqual(['one', 'other', 'alone'])
  expect(await inTenant(store.db, store.mill, (query) => verifyAudit(query, store.mill))).toEqual({ ok: true, rows: 3 })
})

it('without a turn nobody who writes together reaches the audit, and what they put is taken back', async () => {
  const [before, caseId] = [await actions(), randomUUID()]
  const hasty = together(async (tx) => {
    await tx.put({ events: [{ caseId, seq: 1, event: { kind: 'noted', text: 'x', by: 'engine', at: NOW } }] })
    expect(await tx.eventsOf(caseId)).toHaveLength(1)
    await tx.commit({ audit: audit('hasty') })
  })
  await expect(hasty).rejects.toThrow('not held alone')
  expect(await actions()).toEqual(before)
  expect(await asOwner(store.db, 'select 1 from case_event where case_id = $1', [caseId])).toEqual([])
})
