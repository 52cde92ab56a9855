import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database'
import { asOwner, close, connect, type Db } from './db'

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
