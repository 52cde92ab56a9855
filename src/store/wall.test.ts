import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStore, type Store } from '../../test/support/store'
import { asEngine, inTenant } from './db'

let store: Store
let owned: string[]
beforeAll(async () => {
  store = await aStore()
  owned = (
    await ask<{ t: string }>(
      `select table_name as t from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
    )
  ).map((row) => row.t)
  for (const table of owned) for (const tenant of [store.mill, store.bank]) await fill(table, tenant)
})
afterAll(() => store.close())

const ask = async <T>(sql: string, values: unknown[] = []) => (await store.db.pool.query(sql, values)).rows as T[]

/** A row for this tenant in any table: something of the right type in every column that must hold something. */
async function fill(table: string, tenant: string) {
  const columns = await ask<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null`,
    [table],
  )
  const values = columns.map(({ name, type }) => (name === 'tenant_id' ? `'${tenant}'` : SOME[type]!))
  await ask(`insert into ${table} (${columns.map((c) => `"${c.name}"`).join(', ')}) values (${values.join(', ')}) on conflict do nothing`)
}
const SOME: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `gen_random_uuid()::text`,
  timestamptz: `'2020-01-01'`,
  json: `'{}'`,
  jsonb: `'{}'`,
  int2: '1',
  int4: '1',
  int8: '1',
  bool: 'false',
  bytea: 'sha256(gen_random_uuid()::text::bytea)',
  _text: `'{}'`,
  _uuid: `'{}'`,
}
const count = (table: string, tenant: string) => `select count(*)::int as n from ${table} where tenant_id = '${tenant}'`
/** What a command that the database refuses is refused with. */
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: { code?: string }) => error.code,
  )
const DENIED = '42501'

describe('the tables', () => {
  it('that belong to firms are many, and all of them stand behind forced row security', async () => {
    const walls = await ask<{ name: string; walled: boolean }>(
      'select relname as name, relrowsecurity and relforcerowsecurity as walled from pg_class where relname = any($1) order by 1',
      [owned],
    )
    expect(owned.length).toBeGreaterThanOrEqual(20)
    expect(walls).toEqual(owned.map((name) => ({ name, walled: true })))
  })

  it('without a firm are few, and known', async () => {
    const others = await ask<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> all($1) and table_name not like 'kysely%' order by 1`,
      [owned],
    )
    expect(others.map((t) => t.name)).toEqual(['engine_lease', 'setting', 'tenant'])
  })

  it('lead every key and every unique index with the firm', async () => {
    const keys = await ask<{ name: string; first: string }>(
      `select i.indexrelid::regclass::text as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where c.relname = any($1) and i.indisunique`,
      [owned],
    )
    const otherwise = keys.filter(({ first }) => first !== 'tenant_id').map(({ name }) => name)
    expect(keys.length).toBeGreaterThanOrEqual(owned.length)
    expect(otherwise).toEqual(['api_key_by_hash']) // looked up before the firm is known; the hash is of 24 random bytes
  })
})

describe('the daily role', () => {
  it('is the one that every transaction of a firm runs as', async () => {
    const [row] = await inTenant(store.db, store.mill, (query) => query<{ role: string }>('select current_user as role'))
    expect(row!.role).toBe('redress_app')
    const [may] = await ask<{ owner: boolean; mighty: boolean; login: boolean }>(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty, rolcanlogin as login,
              exists (select from pg_class where relowner = r.oid) as owner from pg_roles r where rolname = 'redress_app'`,
    )
    expect(may).toEqual({ owner: false, mighty: false, login: false })
  })

  it('sees its own rows of every table and none of another firm, cannot change or remove them, nor write in its name', async () => {
    for (const table of owned) {
      const [mine, theirs, changed, removed, written] = [
        await inTenant(store.db, store.mill, async (query) => (await query<{ n: number }>(count(table, store.mill)))[0]!.n),
        await inTenant(store.db, store.mill, async (query) => (await query<{ n: number }>(count(table, store.bank)))[0]!.n),
        await refusal(
          inTenant(store.db, store.mill, (query) =>
            query(`update ${table} set tenant_id = '${store.mill}' where tenant_id = '${store.bank}'`),
          ),
        ),
        await refusal(inTenant(store.db, store.mill, (query) => query(`delete from ${table} where tenant_id = '${store.bank}'`))),
        await refusal(inTenant(store.db, store.mill, (query) => query(copyInto(table, store.bank)))),
      ]
      const fixed = ['audit', 'case_event', 'arrangement', 'detector_rule', 'rule_book'].includes(String(table))
      expect({ table, mine, theirs, changed, removed, written }).toEqual({
        table,
        mine: 1,
        theirs: 0,
        changed: fixed ? DENIED : 'allowed',
        removed: fixed ? DENIED : 'allowed',
        written: DENIED,
      })
      expect(await ask(count(table, store.bank))).toEqual([{ n: 1 }])
    }
  })
  const copyInto = (table: string, tenant: string) =>
    `insert into ${table} select (jsonb_populate_record(t, '{"tenant_id": "${tenant}"}')).* from ${table} t where tenant_id = '${store.mill}'`

  it('sees nothing at all before a firm is named', async () => {
    for (const scope of ['', `set local app.tenant = '';`, `set local app.engine = 'off';`]) {
      for (const table of owned) {
        const client = await store.db.pool.connect()
        try {
          await client.query(`begin; set local role redress_app; ${scope}`)
          const { rows } = await client.query(`select count(*)::int as n from ${table}`)
          expect([table, scope, rows[0].n]).toEqual([table, scope, 0])
        } finally {
          await client.query('rollback')
          client.release()
        }
      }
    }
  })

  it('as the engine sees the queues of every firm and no other table', async () => {
    const open = ['api_key', 'clock', 'escalation', 'notice', 'pending', 'session', 'sign_in_link']
    const seen = await asEngine(store.db, async (query) => {
      const found: string[] = []
      for (const table of owned) if ((await query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n > 0) found.push(table)
      return found
    })
    expect(seen).toEqual(open)
  })

  it.each([
    ['rewrites the record', `update audit set actor = 'x'`],
    ['shortens the record', 'delete from audit'],
    ['empties the record', 'truncate audit'],
    ['rewrites what happened to a case', `update case_event set by = 'x'`],
    ['unmakes what happened to a case', 'delete from case_event'],
    ['makes a firm', `insert into tenant values (gen_random_uuid(), 'x', 'x', '{}', now())`],
    ['changes a firm', `update tenant set name = 'x'`],
    ['takes the wall down', 'alter table message disable row level security'],
    ['cuts a hole into the wall', 'create policy hole on message using (true)'],
    ['drops a table', 'drop table message'],
    ['makes a table', 'create table public.x (id int)'],
    ['reads files of the server', `select pg_read_file('postgresql.conf')`],
    ['starts programs of the server', `copy setting from program 'id'`],
  ])('never %s', async (_, sql) => {
    expect(await refusal(inTenant(store.db, store.mill, (query) => query(sql)))).toBe(DENIED)
  })

  it('is left behind with the transaction, also when that failed', async () => {
    await refusal(inTenant(store.db, store.mill, (query) => query('select 1/0')))
    const clients = await Promise.all(Array.from({ length: 8 }, () => store.db.pool.connect()))
    for (const client of clients) {
      const { rows } = await client.query(
        `select current_user <> 'redress_app' as owner, coalesce(current_setting('app.tenant', true), '') as firm`,
      )
      expect(rows).toEqual([{ owner: true, firm: '' }])
      client.release()
    }
  })

  it('takes no firm that is not an id', async () => {
    for (const id of [`x'; drop table message; --`, '', 'null', `${store.mill} `])
      await expect((async () => inTenant(store.db, id, async () => 1))()).rejects.toThrow('not a tenant id')
  })
})
