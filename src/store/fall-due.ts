import type { StoredCase } from '../actions/needs'
import type { Moment } from '../domain/moment'
import type { Query } from './db'
import { toClock, toEscalation } from './rows'

const due = (table: 'clock' | 'escalation', column: 'wake_at' | 'next_at') =>
  `select * from ${table} where ${column} <= to_timestamp($2::float8 / 1000) and tenant_id = $1 and case_id <> all($4::uuid[]) order by ${column} limit $3`
const CLOCKS = due('clock', 'wake_at')
const ESCALATIONS = due('escalation', 'next_at')

/** What has fallen due, longest overdue first, but for what belongs to cases in `except`. */
export const dueClocks = async (query: Query, tenant: string, now: Moment, limit: number, except: readonly string[]) =>
  (await query(CLOCKS, [tenant, now, limit, except])).map(toClock)

export const dueEscalations = async (query: Query, tenant: string, now: Moment, limit: number, except: readonly string[]) =>
  (await query(ESCALATIONS, [tenant, now, limit, except])).map(toEscalation)

/** Whether each of these cases has as many events as when it was read. */
export async function unmoved(query: Query, tenant: string, cases: readonly Pick<StoredCase, 'id' | 'events'>[]): Promise<boolean> {
  if (cases.length === 0) return true
  const [row] = await query<{ n: number }>(
    `select count(*)::int as n from json_to_recordset($2::json) as r(id uuid, events int)
       join cases c on c.tenant_id = $1 and c.id = r.id and c.events = r.events`,
    [tenant, JSON.stringify(cases.map(({ id, events }) => ({ id, events })))],
  )
  return row!.n === cases.length
}
