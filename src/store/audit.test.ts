import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import { type Verification, verifyAudit } from './audit'
import { inTenant } from './db'
import { writeTenant } from './tenant-tx'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

const owner = (sql: string) => store.db.pool.query(sql.replaceAll('$1', `'${store.mill}'`))
const verify = () => inTenant(store.db, store.mill, (query) => verifyAudit(query, store.mill))
const entry = (n: number) => ({
  at: NOW + n,
  actor: n % 2 ? 'engine' : 'key:1',
  action: 'case.opened',
  subject: `case ${n}`,
  data: { n, text: 'ก"\\ 你' },
})
const write = (...ns: number[]) => writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: ns.map(entry) }))

beforeEach(async () => {
  await owner('delete from audit where tenant_id = $1')
  await owner(`update tenant_head set audit_seq = 0, audit_hash = '' where tenant_id = $1`)
  await write(1, 2)
  await write(3)
  await write(4, 5, 6)
})

it('a record that nobody touched is proved whole, over any number of writers', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => write(10 + n)))
  expect(await verify()).toEqual({ ok: true, rows: 14 })
})

it('what is written while it is being proved is proved too, and no false alarm', async () => {
  let written = false
  const answer = await inTenant(store.db, store.mill, (query) =>
    verifyAudit(async (sql, values) => {
      const rows = await query(sql, values)
      if (rows.length === 0 && !written) {
        written = true
        await write(20)
      }
      return rows as never
    }, store.mill),
  )
  expect(answer).toEqual({ ok: true, rows: 7 })
})

it('each firm has a chain of its own, and an empty one is whole', async () => {
  expect(await inTenant(store.db, store.bank, (query) => verifyAudit(query, store.bank))).toEqual({ ok: true, rows: 0 })
})

it.each<[string, string, number, string]>([
  ['an actor was changed', `update audit set actor = 'nobody' where tenant_id = $1 and seq = 3`, 3, 'row 3 does not follow from row 2'],
  [
    'a time was moved by a millisecond',
    `update audit set at = at + interval '1 ms' where tenant_id = $1 and seq = 2`,
    2,
    'row 2 does not follow from row 1',
  ],
  [
    'an action was changed',
    `update audit set action = 'case.closed' where tenant_id = $1 and seq = 1`,
    1,
    'row 1 does not follow from row 0',
  ],
  ['a subject was changed', `update audit set subject = 'case 9' where tenant_id = $1 and seq = 6`, 6, 'row 6 does not follow from row 5'],
  [
    'a space was put into a body',
    `update audit set body = body || ' ' where tenant_id = $1 and seq = 4`,
    4,
    'row 4 does not follow from row 3',
  ],
  ['a hash was changed', `update audit set hash = sha256('x') where tenant_id = $1 and seq = 5`, 5, 'row 5 does not follow from row 4'],
  ['a row was dropped', 'delete from audit where tenant_id = $1 and seq = 4', 4, 'row 4 is missing'],
  ['the first row was dropped', 'delete from audit where tenant_id = $1 and seq = 1', 1, 'row 1 is missing'],
  ['the last rows were dropped', 'delete from audit where tenant_id = $1 and seq > 4', 5, 'the chain ends at row 4, but 6 were written'],
  ['all was dropped', 'delete from audit where tenant_id = $1', 1, 'the chain ends at row 0, but 6 were written'],
  [
    'two rows were swapped',
    'update audit set seq = -1 where tenant_id = $1 and seq = 2; update audit set seq = 2 where tenant_id = $1 and seq = 5; update audit set seq = 5 where tenant_id = $1 and seq = -1',
    2,
    'row 2 does not follow from row 1',
  ],
  [
    'a row was dropped and the rest moved up',
    'delete from audit where tenant_id = $1 and seq = 3; update audit set seq = seq - 1 where tenant_id = $1 and seq = 4; update audit set seq = seq - 1 where tenant_id = $1 and seq = 5; update audit set seq = seq - 1 where tenant_id = $1 and seq = 6',
    3,
    'row 3 does not follow from row 2',
  ],
  [
    'a row was added at the end',
    `insert into audit select tenant_id, 7, at, actor, action, subject, body, hash from audit where tenant_id = $1 and seq = 6`,
    7,
    'row 7 does not follow from row 6',
  ],
])('%s: the first row that does not fit is named', async (_, tampering, firstBad, why) => {
  await owner(tampering)
  const found: Verification = await verify()
  expect(found).toEqual({ ok: false, rows: firstBad - 1, firstBad, why })
})

it('what was rolled back is not in the record, and the next row follows from the one before', async () => {
  const broken = writeTenant(store.db, store.mill, async (tx) => {
    await tx.commit({ audit: [entry(7)] })
    throw new Error('afterwards')
  })
  await expect(broken).rejects.toThrow('afterwards')
  await write(8)
  expect(await verify()).toEqual({ ok: true, rows: 7 })
})
