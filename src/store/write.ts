import { hot, type Query } from './db'

import { type Column, TABLES, type Table } from './tables'

/** Rows that are there already and of which little changes: cheaper than writing them whole. `$n` is the JSON parameter. */
const MOVES = {
  clock_move: `update clock c set state = r.state, met_at = to_timestamp(r."metAt" / 1000), missed_at = to_timestamp(r."missedAt" / 1000),
    wake_at = to_timestamp(r."wakeAt" / 1000) from json_to_recordset($n::json) as r(id uuid, state text, "metAt" float8, "missedAt" float8, "wakeAt" float8, version text)
    where c.tenant_id = $1 and c.id = r.id and (r.version is null or r.version = c.xmin::text)`,
  contact_needs: `update contact c set support_needs = c.support_needs || array(select json_array_elements_text(r.needs))
    from json_to_recordset($n::json) as r(id uuid, needs json) where c.tenant_id = $1 and c.id = r.id`,
  draft_done: `delete from draft d using json_to_recordset($n::json) as r("userId" uuid, "caseId" uuid, mode text)
    where d.tenant_id = $1 and d.user_id = r."userId" and d.case_id = r."caseId" and d.mode = r.mode`,
  file_taken: `delete from upload u using json_to_recordset($n::json) as r(id uuid) where u.tenant_id = $1 and u.id = r.id`,
  file_sent: `update attachment a set message_id = r."messageId" from json_to_recordset($n::json) as r(id uuid, "messageId" uuid)
    where a.tenant_id = $1 and a.id = r.id`,
  deed_undone: `update deed d set undone_at = to_timestamp(r.at / 1000) from json_to_recordset($n::json) as r(id uuid, at float8)
    where d.tenant_id = $1 and d.id = r.id`,
  correction_gone: `delete from correction x using json_to_recordset($n::json) as r(id uuid) where x.tenant_id = $1 and x.id = r.id`,
  nap: `update finding f set snoozed_until = to_timestamp(r.until / 1000) from json_to_recordset($n::json) as r("messageId" uuid, until float8)
    where f.tenant_id = $1 and f.message_id = r."messageId"`,
} as const

export type Writable = keyof typeof TABLES | keyof typeof MOVES
const ORDER = [...Object.keys(TABLES), ...Object.keys(MOVES)] as Writable[]

/**
 * Writes rows of several tables in one statement and one round trip: the rows of each table travel as one JSON value and are unpacked by the
 * server (one for all tables would be parsed anew for each of them).
 * Moments are milliseconds, `bytea` is hex, arrays are arrays. Runs inside the caller's transaction, under its tenant.
 */
export async function writeRows(query: Query, tenant: string, rows: Partial<Record<Writable, object[]>>) {
  const used = ORDER.filter((table) => rows[table]?.length)
  if (used.length === 0) return
  const key = used.join()
  const text = statements.get(key) ?? (used.some((table) => table in MOVES) ? compose(used) : hot(compose(used)))
  statements.set(key, text)
  await query(text, valuesOf(tenant, used, rows))
}
const statements = new Map<string, string>()

/** The same for what was decided earlier: false where a clock has another version now, or a case an event of that number. Then none of it may be kept. */
export async function writeUnchanged(query: Query, tenant: string, rows: Partial<Record<Writable, object[]>>): Promise<boolean> {
  const used = ORDER.filter((table) => rows[table]?.length)
  if (used.length === 0) return true
  const checked = used.filter((table) => table in UNCHANGED)
  const counts = checked.map((table) => `(select count(*)::int from w_${table}) as ${table}`)
  const text = compose(used, UNCHANGED, counts.join(', ') || '1')
  const [written] = await query<Partial<Record<Writable, number>>>(text, valuesOf(tenant, used, rows))
  return checked.every((table) => written![table] === rows[table]!.length)
}
const UNCHANGED: Partial<Record<Writable, string>> = { case_event: 'on conflict do nothing returning 1', clock_move: 'returning 1' }

const compose = (used: Writable[], ends: Partial<Record<Writable, string>> = {}, answer = '1') =>
  `with ${used.map((table, i) => `w_${table} as (${statement(table, i + 2)} ${ends[table] ?? ''})`).join(',\n')} select ${answer}`

const valuesOf = (tenant: string, used: Writable[], rows: Partial<Record<Writable, object[]>>) => [
  tenant,
  ...used.map((table) => JSON.stringify(rows[table])),
]

const statement = (table: Writable, parameter: number) =>
  table in MOVES
    ? MOVES[table as keyof typeof MOVES].replaceAll('$n', `$${parameter}`)
    : insert(table, TABLES[table as keyof typeof TABLES], parameter)

function insert(table: string, { columns, conflict }: Table, parameter: number) {
  const names = columns.map(([column]) => (column === 'by' || column === 'text' ? `"${column}"` : column))
  const values = columns.map(([, key, type]) => unpack(`r."${key}"`, type))
  const shape = columns.map(([, key, type]) => `"${key}" ${CARRIED[type] ?? type}`)
  const extra = EXTRA[table] ?? { names: '', values: '' }
  return `insert into ${table} (tenant_id, ${names.join(', ')}${extra.names}) select $1::uuid, ${values.join(', ')}${extra.values}
    from json_to_recordset($${parameter}::json) as r(${shape.join(', ')}) ${resolution(conflict, names)}`
}
const EXTRA: Record<string, { names: string; values: string }> = {
  message: { names: ', contact', values: ', null' },
}

const CARRIED: Partial<Record<Column[2], string>> = { timestamptz: 'float8', bytea: 'text', 'text[]': 'json', 'uuid[]': 'json' }
/** A notice that waits for a way out is due never: JSON has no word for that, so it travels as null. */
const NEVER = 'r."sendAfter"'
const unpack = (value: string, type: Column[2]) =>
  type === 'timestamptz'
    ? value === NEVER
      ? `coalesce(to_timestamp(${value} / 1000), 'infinity')`
      : `to_timestamp(${value} / 1000)`
    : type === 'bytea'
      ? `decode(${value}, 'hex')`
      : type === 'text[]' || type === 'uuid[]'
        ? `array(select json_array_elements_text(${value}))::${type}`
        : value

function resolution(conflict: string | null, names: string[]) {
  if (conflict === null) return ''
  if (!conflict.startsWith('update ')) return `on conflict ${conflict}`
  return `on conflict ${conflict.slice(7)} do update set ${names.map((n) => `${n} = excluded.${n}`).join(', ')}`
}
