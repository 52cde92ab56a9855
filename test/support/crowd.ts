import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { reference } from '../../src/domain/reference'
import { packageRoot } from '../../src/paths'

/** So many messages of the sample firm, in four languages and over all its weeks: a body for `POST /api/v1/messages/batch`. */
export function seeds(count: number): string {
  const file = readFileSync(join(packageRoot(), 'samples/demo/messages.jsonl.gz'))
  const lines = gunzipSync(file).toString().trim().split('\n')
  const every = Math.floor(lines.length / count)
  return lines
    .filter((_, i) => i % every === 0)
    .slice(0, count)
    .map((line) => {
      const { day: _, ...message } = JSON.parse(line) as Record<string, unknown>
      return JSON.stringify(message)
    })
    .join('\n')
}

/**
 * Makes a firm large: copies what it has understood, with findings, customers, cases and clocks, until it has so many messages. Copy k is k
 * quarters of an hour older and falls due as much later, so that nothing falls due by copying; no clock of a copy wakes the engine.
 */
export async function crowd(pool: Pick<pg.Pool, 'query'>, tenant: string, total: number): Promise<number> {
  const have = async () => Number((await pool.query('select count(*)::int as n from message where tenant_id = $1', [tenant])).rows[0].n)
  const copies = Math.ceil(total / (await have())) - 1
  await pool.query(OLDER)
  for (const statement of COPIES) await pool.query(statement, [tenant, copies])
  await ownReferences(pool, tenant)
  await pool.query('analyze')
  return have()
}

/** A copied case is opened by its reference like any other. */
async function ownReferences(pool: Pick<pg.Pool, 'query'>, tenant: string) {
  const { rows } = await pool.query<{ id: string }>(`select id from cases where tenant_id = $1 and reference like '%-%-%'`, [tenant])
  const references = rows.map(({ id }) => reference(Buffer.from(id.slice(-10), 'hex')))
  await pool.query(
    'update cases c set reference = r.reference from unnest($2::uuid[], $3::text[]) r(id, reference) where c.tenant_id = $1 and c.id = r.id',
    [tenant, rows.map(({ id }) => id), references],
  )
}

/** The id of copy k: as much older as the copy, so that lists by id stay lists by time, and the same wherever it is named. */
const OLDER = `create or replace function older(id uuid, k int) returns uuid immutable language sql as $$
  select (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - k * 900000), 12, '0')
          || substr(md5(id::text || k), 1, 20))::uuid $$`

/** Called once for each row: `(f(o)).*` would call it once for each column. */
const copy = (table: string, changes: string) =>
  `insert into ${table} select r.* from ${table} o, generate_series(1, $2::int) k,
     lateral jsonb_populate_record(o, jsonb_build_object(${changes})) r where o.tenant_id = $1`
const id = (column: string) => `'${column}', older(o.${column}, k)`
const before = (column: string) => `'${column}', o.${column} - k * interval '15 minutes'`
const later = (column: string) => `'${column}', o.${column} + k * interval '15 minutes'`
const marked = (column: string) => `'${column}', o.${column} || '~' || k`

const COPIES = [
  copy('contact', id('id')),
  copy('identity', [marked('value'), marked('shown'), id('contact_id')].join()),
  copy('message', [id('id'), marked('source_key'), marked('external_id'), before('sent_at'), before('received_at')].join()),
  copy('finding', [id('message_id'), id('contact_id'), id('case_id'), before('at')].join()),
  copy(
    'cases',
    [
      ...['id', 'contact_id'].map(id),
      `'number', o.number + k * 100000`,
      `'reference', o.reference || '-' || k`,
      ...['opened_at', 'received_at', 'last_message_at'].map(before),
      later('breach_at'),
    ].join(),
  ),
  copy('case_event', [id('case_id'), before('at')].join()),
  copy('case_message', [id('case_id'), id('message_id')].join()),
  copy('clock', [id('id'), id('case_id'), before('started_at'), later('due_at'), later('warn_at'), `'wake_at', null`].join()),
]
