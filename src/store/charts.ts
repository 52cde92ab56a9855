import type { ChartReads } from '../actions/charts-needs'
import { type Db, inTenant } from './db'
import { arrivals } from './ways'

export const chartReads = (db: Db): ChartReads => ({
  ageing: (tenant, { now, before, ages }) =>
    inTenant(db, tenant, (query) =>
      query(
        `with c as (
           select state <> 'closed' as open_now, opened_at <= to_timestamp($3::float8 / 1000) and (closed_at is null or closed_at > to_timestamp($3::float8 / 1000)) as open_then,
                  ($2::float8 - extract(epoch from received_at)::float8 * 1000) / 86400000 as days, ($3::float8 - extract(epoch from received_at)::float8 * 1000) / 86400000 as days_then,
                  state <> 'closed' and exists (select from clock k where k.tenant_id = $1 and k.case_id = cases.id and k.state = 'paused') as paused
             from cases where tenant_id = $1 and kind = 'complaint')
         select age, sum(now)::int as now, sum(paused)::int as paused, sum(before)::int as before from (
           select width_bucket(days, $4::float8[]) as age, 1 as now, paused::int as paused, 0 as before from c where open_now
           union all select width_bucket(days_then, $4::float8[]), 0, 0, 1 from c where open_then) each group by age order by age`,
        [tenant, now, before, ages],
      ),
    ),
  met: (tenant, since) =>
    inTenant(db, tenant, async (query) => {
      const [row] = await query<{ met: number }>(
        `select count(*)::int as met from clock where tenant_id = $1 and met_at >= to_timestamp($2::float8 / 1000)`,
        [tenant, since],
      )
      return row?.met ?? 0
    }),
  load: (tenant, userId, now) =>
    inTenant(db, tenant, (query) =>
      query(
        `select severity, count(*)::int as open, count(*) filter (where snoozed_until > to_timestamp($3::float8 / 1000))::int as asleep
           from cases where tenant_id = $1 and owner = $2 and state <> 'closed' group by severity order by severity`,
        [tenant, userId, now],
      ),
    ),
  arrivals: (tenant, now) => arrivals(db, tenant, now),
})
