import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database'
import { asOwner, atOnce, close, connect, type Db, inTenant } from './db'

let db: Db
beforeAll(async () => {
  db = await connect((await freshDatabase()).url)
})
afterAll(() => close(db))

test.each([
  ['nothing', []],
  ['one', ['a']],
  ['several', ['a', 'b c', 'delivery']],
  ['commas and quotes', ['a,b', 'she said "no"', 'a\\b', '{}']],
  ['empty words', ['', ' ']],
  ['the word NULL', ['NULL', 'null', 'ANNULLED']],
  ['a gap', ['a', null]],
  ['four scripts', ['ช้า', '质量', 'تأخیر', 'late']],
])('a list comes back as it was stored: %s', async (_, words) => {
  const [row] = await asOwner<{ words: string[]; none: null }>(db, 'select $1::text[] as words, null::text[] as none', [words])
  expect(row).toEqual({ words, none: null })
})

test('so do ids', async () => {
  const ids = ['0198b0c0-0000-7000-8000-000000000001', '0198b0c0-0000-7000-8000-000000000002']
  const [row] = await asOwner<{ ids: string[]; none: string[] }>(db, `select $1::uuid[] as ids, '{}'::uuid[] as none`, [ids])
  expect(row).toEqual({ ids, none: [] })
})

test('moments come back to the millisecond, whatever digits they end in', async () => {
  const years = ['0001-01-01', '0099-12-31', '0999-12-31', '1000-01-01'].map((day) => Date.parse(`${day}T00:00:00Z`))
  const edges = [0, 100, 120, 999, 1_000, ...years]
  const moments = fc.sample(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }), {
    numRuns: 2_000,
    seed: 5,
  })
  const rows = await asOwner<{ at: number }>(
    db,
    'select to_timestamp(ms / 1000) as at from unnest($1::float8[]) with ordinality as u(ms, n) order by n',
    [[...moments, ...edges]],
  )
  expect(rows.map(({ at }) => at)).toEqual([...moments, ...edges])
})

test('finer digits are cut off, never is no number', async () => {
  const [row] = await asOwner(
    db,
    `select timestamptz '2026-02-28 23:59:59.999999+00' as fine, timestamptz 'infinity' as never, null::timestamptz as none`,
  )
  expect(row).toEqual({ fine: Date.UTC(2026, 1, 28, 23, 59, 59, 999), never: Number.POSITIVE_INFINITY, none: null })
})

const TENANT = '0198b0c0-0000-7000-8000-000000000009'

test('a statement at once is durable, or was never there', async () => {
  const mighty = { ...db, plainRole: false }
  await asOwner(db, 'create table at_once (n int primary key, tenant text)')
  const put = (n: unknown) =>
    atOnce<{ n: number }>(mighty, TENANT, `insert into at_once values ($1::int, current_setting('app.tenant')) returning n`, [n])
  expect(await put(1)).toEqual([{ n: 1 }])
  await expect(put(1)).rejects.toMatchObject({ code: '23505' })
  await expect(put('x')).rejects.toMatchObject({ code: '22P02' })
  expect(await Promise.all([put(2), put(3)])).toEqual([[{ n: 2 }], [{ n: 3 }]])
  expect(await asOwner(db, 'select n, tenant from at_once order by n')).toEqual([1, 2, 3].map((n) => ({ n, tenant: TENANT })))
  expect(db.pool.waitingCount).toBe(0)
})

test('where a transaction could not begin, nothing after its first statement is sent', async () => {
  const sent: string[] = []
  const client = {
    query: async (text: string) => {
      sent.push(text)
      if (text.startsWith('begin')) throw Object.assign(new Error('canceling statement'), { code: '57014' })
      return { rows: [] }
    },
    release: () => undefined,
  }
  const refusing = { plainRole: false, pool: { connect: async () => client } } as unknown as Db
  const work = inTenant(refusing, TENANT, async (query) => {
    await query('first')
    await query('second')
  })
  await expect(work).rejects.toMatchObject({ code: '57014' })
  expect(sent.slice(1)).toEqual(['first', 'rollback'])
})
