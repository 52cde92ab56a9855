import { createHash } from 'node:crypto'
import type { Query } from '../db'
import type { Due, TableEnd, TableHead } from './archive'

export type Catalogue = { head: TableHead; key: string[]; walled: boolean }

/** Every table of ours with its columns in a fixed order; what the migrator keeps for itself is made anew by the migrator. */
export async function tablesOf(query: Query): Promise<Catalogue[]> {
  const rows = await query<{ name: string; walled: boolean; columns: [string, string][]; key: string[] | null }>(
    `select c.relname as name, c.relrowsecurity as walled,
            (select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            (select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)) from pg_index i
               join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%' order by 1`,
  )
  return rows.map(({ name, walled, columns, key }) => ({ head: { table: name, columns }, key: key ?? [], walled }))
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Whether these rights see through row security; a plain owner has to name each tenant in turn. */
export async function scopesOf(query: Query): Promise<(string | null)[]> {
  const [role] = await query<{ mighty: boolean }>(`select rolsuper or rolbypassrls as mighty from pg_roles where rolname = current_user`)
  if (role?.mighty) return [null]
  return (await query<{ id: string }>('select id from tenant order by id')).map((t) => t.id)
}

export const enter = (query: Query, scope: string | null) =>
  scope === null ? Promise.resolve() : query(`select set_config('app.tenant', $1, true)`, [scope]).then(() => undefined)

const AIM = 2 << 20

/**
 * One table's rows, in pages of a few megabytes whatever their size. Each row is the JSON array of its values in PostgreSQL's own text, which
 * is exact for every type. Must run inside a transaction.
 */
export async function* rowsOf(query: Query, { head, key }: Catalogue): AsyncGenerator<string[]> {
  const values = head.columns.map(([name]) => `${quoted(name)}::text`).join(', ')
  const order = key.length ? ` order by ${key.map(quoted).join(', ')}` : ''
  await query(`declare page no scroll cursor for select json_build_array(${values})::text as line from ${quoted(head.table)}${order}`)
  for (let size = 16; ; ) {
    const lines = (await query<{ line: string }>(`fetch ${size} from page`)).map((r) => r.line.replaceAll('\n', ' '))
    if (lines.length) yield lines
    if (lines.length < size) break
    const bytes = lines.reduce((sum, line) => sum + line.length, 0)
    size = Math.max(1, Math.min(size * 2, 2_000, Math.floor((AIM * size) / Math.max(1, bytes))))
  }
  await query('close page')
}

/** Puts rows as `rowsOf` gave them into the table of the same name. */
export const insertRows = (query: Query, { table, columns }: TableHead, lines: string[]) =>
  query(
    `insert into ${quoted(table)} (${columns.map(([name]) => quoted(name)).join(', ')})
     select ${columns.map(([, type], i) => `(r ->> ${i})::${type}`).join(', ')} from json_array_elements($1::json) as r`,
    [`[${lines.join(',')}]`],
  )

export class Tally {
  #hash = createHash('sha256')
  rows = 0
  add(lines: string[]) {
    this.rows += lines.length
    for (const line of lines) this.#hash.update(line).update('\n')
  }
  end = (table: string): TableEnd => ({ end: table, rows: this.rows, sha256: this.#hash.digest('hex') })
}

const WAKES = `select 'clock' as what, tenant_id::text || ' ' || id as id, wake_at as at from clock where wake_at is not null
  union all select 'escalation', tenant_id::text || ' ' || case_id || ' ' || policy, next_at from escalation where next_at is not null
  union all select 'notice', tenant_id::text || ' ' || id, send_after from notice where state = 'queued'`

/** What will wake up and when, so that two databases can be compared in it. */
export async function dueOf(query: Query): Promise<Due> {
  await query(`select set_config('app.engine', 'on', true)`)
  const [all] = await query<{ rows: number; digest: string | null }>(
    `select count(*)::int as rows, bit_xor(('x' || left(md5(what || ' ' || id || ' ' || extract(epoch from at)), 16))::bit(64)::bigint)::text as digest from (${WAKES}) w`,
  )
  const next = await query<{ what: string; id: string; at: string }>(
    `select what, id, at::text as at from (${WAKES}) w where at < 'infinity' order by at, id limit 50`,
  )
  return { rows: all!.rows, digest: all!.digest ?? '0', next: next.map((n) => `${n.at} ${n.what} ${n.id}`) }
}
