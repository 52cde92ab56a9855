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
const waiting = (n: number) =>
  expect
    .poll(
      async () => (await asOwner<{ n: number }>(store.db, 'select count(distinct pid)::int as n from pg_locks where not granted'))[0]!.n,
    )
    .toBe(n)

it('those who write together write side by side and end one after the other; who writes alone waits for all of them, and all get through', async () => {
  const [first, second, slow] = [gate(), gate(), gate()]
  const one = together(async (tx) => {
    first.open()
    await second.opened // both are under way
    await tx.turn()
    await slow.opened
    await tx.commit({ audit: audit('one') })
  })
  const other = together(async (tx) => {
    second.open()
    await first.opened
    await tx.turn()
    await tx.commit({ audit: audit('other') })
  })
  await waiting(1) // one of them for the turn of the other
  const alone = writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: audit('alone') }))
  await waiting(2)
  slow.open()
  await Promise.all([one, other, alone])
  expect([...(await actions())].sort()).toEqual(['alone', 'one', 'other'])
  expect((await actions()).at(-1)).toBe('alone')
  expect(await inTenant(store.db, store.mill, (query) => verifyAudit(query, store.mill))).toEqual({ ok: true, rows: 3 })
})

it('without a turn nobody who writes together reaches the audit, and what they put is taken back', async () => {
  const before = await actions()
  const hasty = together(async (tx) => {
    await tx.put({ counted: [] })
    await tx.commit({ audit: audit('hasty') })
  })
  await expect(hasty).rejects.toThrow('not held alone')
  expect(await actions()).toEqual(before)
})
