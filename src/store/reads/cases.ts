import type { CaseFilter, CaseKey, CaseView, Page } from '../../actions/reads'
import { type Contact, nobody } from '../../domain/message'
import { type Db, inTenant, type Row } from '../db'
import { CASE, toCase, toClock, toEscalation } from '../rows'
import { type Condition, pageOf, where } from './page'
import { searched } from './search'

const SELECT = `select ${CASE},
  (select to_jsonb(p.*) || jsonb_build_object('handles', (select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.shown)), '[]')
     from identity i where i.tenant_id = $1 and i.contact_id = p.id)) from contact p where p.tenant_id = $1 and p.id = c.contact_id) as who,
  (select to_jsonb(k.*) from clock k where k.tenant_id = $1 and k.case_id = c.id and k.state in ('running', 'due_soon', 'missed') and k.met_at is null
     order by k.due_at nulls last limit 1) as next_clock,
  (select to_jsonb(e.*) from escalation e where e.tenant_id = $1 and e.case_id = c.id order by (e.stopped_at is null) desc, e.started_at desc limit 1) as ladder
  from cases c`

const SORTS = {
  next_breach: {
    order: `(c.state = 'closed'), coalesce(c.breach_at, 'infinity'::timestamptz), c.priority, c.id`,
    key: `(c.state = 'closed')::int::text || '~' || coalesce(extract(epoch from c.breach_at)::text, 'Infinity') || '~' || c.priority || '~' || c.id`,
  },
  received_at: { order: 'c.received_at desc, c.id desc', key: `extract(epoch from c.received_at)::text || '~' || c.id` },
  severity: { order: 'c.severity, c.priority, c.id', key: `c.severity || '~' || c.priority || '~' || c.id` },
} as const

export function listCases(db: Db, tenant: string, f: CaseFilter): Promise<Page<CaseView>> {
  const { sql, values } = where(tenant, [...conditions(f), f.after ? afterCursor(f.sort, f.after) : null])
  const { order, key } = SORTS[f.sort]
  return inTenant(db, tenant, async (query) => {
    const rows = await query(
      `${SELECT.replace('select c.*', `select ${key} as cursor, c.*`)} where c.tenant_id = $1 ${sql} order by ${order} limit ${f.limit + 1}`,
      values,
    )
    return pageOf(
      rows.map((row) => ({ ...view(row), cursor: String(row['cursor']) })),
      f.limit,
      (row) => row.cursor,
    )
  })
}

/** What a filter asks of a case, whatever the order and the page. */
export const conditions = (f: Omit<CaseFilter, 'limit' | 'after'>): Condition[] => [
  f.states.length ? ['c.state = any(?)', f.states] : null,
  f.severities.length ? ['c.severity = any(?)', f.severities] : null,
  f.kinds.length ? ['c.kind = any(?)', f.kinds] : null,
  f.owner === 'none' ? ['c.owner is null'] : f.owner ? ['c.owner = ?::uuid', f.owner] : null,
  f.team ? ['c.team = ?', f.team] : null,
  f.contact ? ['c.contact_id = ?::uuid', f.contact] : null,
  f.tier ? ['c.tier = ?', f.tier] : null,
  ...(f.q ? searched(f.q, f.within ?? 'all', f.addresses) : []),
  f.sleep ? [`(coalesce(c.snoozed_until, '-infinity') > to_timestamp(?::float8 / 1000)) = ?`, f.sleep.at, f.sleep.only === 'asleep'] : null,
]

function afterCursor(sort: CaseFilter['sort'], cursor: string): readonly [string, ...unknown[]] {
  const parts = cursor.split('~')
  if (sort === 'received_at') return [`(c.received_at, c.id) < (to_timestamp(?::float8), ?::uuid)`, parts[0], parts[1]]
  if (sort === 'severity') return ['(c.severity, c.priority, c.id) > (?, ?::smallint, ?::uuid)', parts[0], parts[1], parts[2]]
  return [
    `((c.state = 'closed')::int, coalesce(c.breach_at, 'infinity'::timestamptz), c.priority, c.id) > (?::int, to_timestamp(?::float8), ?::smallint, ?::uuid)`,
    parts[0],
    parts[1],
    parts[2],
    parts[3],
  ]
}

const ALERT = '(select a.id from alert a where a.tenant_id = $1 and a.cases @> array[c.id] and a.over_at is null limit 1) as alert_id'
export const oneCase = (db: Db, tenant: string, key: CaseKey) =>
  inTenant(db, tenant, async (query) => {
    const [column, value] = 'id' in key ? ['id', key.id] : 'number' in key ? ['number', key.number] : ['reference', key.reference]
    const [row] = await query(`${SELECT.replace('select c.*', `select ${ALERT}, c.*`)} where c.tenant_id = $1 and c.${column} = $2`, [
      tenant,
      value,
    ])
    return row ? view(row) : null
  })

function view(row: Row): CaseView {
  const {
    who,
    nextClock,
    ladder,
    cursor: _,
    ...rest
  } = toCase(row) as unknown as Row & {
    who: (Contact & { id: string; support_needs: string[]; prefers: string | null; avoids: string[] }) | null
    nextClock: Row | null
    ladder: Row | null
  }
  return {
    ...(rest as unknown as ReturnType<typeof toCase>),
    contact: who
      ? { ...nobody, ...who, supportNeeds: who.support_needs }
      : { ...nobody, id: null, supportNeeds: [], prefers: null, avoids: [] },
    nextClock: nextClock ? toClock(times(nextClock)) : null,
    escalation: ladder ? toEscalation(times(ladder)) : null,
  }
}

/** Inside `to_jsonb` a moment is text; outside it is a number. */
const times = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, /_at$/.test(key) && typeof value === 'string' ? Date.parse(value) : value]),
  )
