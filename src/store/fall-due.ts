import type { DueCase } from '../actions/needs'
import type { Moment } from '../domain/moment'
import type { Query } from './db'
import { toClock, toEscalation } from './rows'

/** No more than this is put in order at a time: what falls due after that waits for it no longer than a few seconds. */
const MOST = 100_000
const due = (table: 'clock' | 'escalation', id: 'id' | 'null::uuid', column: 'wake_at' | 'next_at') =>
  `(select case_id, ${id} as clock_id, ${column} as at from ${table} where ${column} > to_timestamp($4::float8 / 1000) and ${column} <= to_timestamp($2::float8 / 1000) and tenant_id = $1 order by ${column} limit ${MOST})`
const CASES = `
  select d.case_id as "caseId", array_remove(array_agg(d.clock_id order by d.at), null) as clocks, bool_or(d.clock_id is null) as climbs
    from (${due('clock', 'id', 'wake_at')} union all ${due('escalation', 'null::uuid', 'next_at')}) d
    join cases c on c.tenant_id = $1 and c.id = d.case_id
   group by d.case_id, c.severity order by c.severity, min(d.at), d.case_id limit $3`

const still = (what: string, table: 'clock' | 'escalation', id: 'id' | 'case_id', column: 'wake_at' | 'next_at') =>
  `select ${what} from ${table} where tenant_id = $1 and ${id} = any($3::uuid[]) and ${column} <= to_timestamp($2::float8 / 1000) order by ${column}`
const CLOCKS = still('*, xmin::text as version', 'clock', 'id', 'wake_at')
const ESCALATIONS = still('*', 'escalation', 'case_id', 'next_at')

/** The transaction that last wrote a row is in the row: with another version, or without one of them, the sum is another. Events only grow. */
const versions = (rows: string) => `(select count(*) || '.' || coalesce(sum(xmin::text::bigint), 0) from ${rows})`
const STAMP = `select concat_ws(' ',
  ${versions('cases where tenant_id = $1 and id = any($2::uuid[])')},
  ${versions('clock where tenant_id = $1 and id = any($3::uuid[])')},
  ${versions('escalation where tenant_id = $1 and case_id = any($2::uuid[])')},
  (select sum(e.seq) from unnest($2::uuid[]) as c(id) cross join lateral
     (select max(seq) as seq from case_event where tenant_id = $1 and case_id = c.id) e),
  ${versions('alert where tenant_id = $1 and over_at is null and cases && $4::uuid[]')}) as stamp`

/** What one transaction asks about that which falls due; all of one tenant. */
export const fallDueIn = (query: Query, tenant: string) => ({
  dueCases: (now: Moment, limit: number, after: Moment = Number.NEGATIVE_INFINITY) => query<DueCase>(CASES, [tenant, now, limit, after]),

  dueClocks: async (now: Moment, ids: readonly string[]) =>
    ids.length === 0 ? [] : (await query(CLOCKS, [tenant, now, ids])).map(toClock),

  dueEscalations: async (now: Moment, caseIds: readonly string[]) =>
    caseIds.length === 0 ? [] : (await query(ESCALATIONS, [tenant, now, caseIds])).map(toEscalation),

  stampOf: async (which: readonly DueCase[]) => {
    const climbing = which.filter(({ climbs }) => climbs)
    const [cases, clocks] = [which.map(({ caseId }) => caseId), which.flatMap((it) => it.clocks)]
    const [row] = await query<{ stamp: string }>(STAMP, [tenant, cases, clocks, climbing.map(({ caseId }) => caseId)])
    return row!.stamp
  },
})
