import type { AlertView, Reads } from '../../actions/reads'
import { type Db, inTenant, type Query } from '../db'
import { toAlert, toCase, toClock, toEscalation } from '../rows'

export const alertView: (db: Db, ...args: Parameters<Reads['alert']>) => ReturnType<Reads['alert']> = (db, tenant, id) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query('select * from alert where tenant_id = $1 and id = $2', [tenant, id])
    return row ? (await whole(query, tenant, [toAlert(row)]))[0]! : null
  })

/** Alerts that are not over, newest first; with `recent` also those that ended since then. */
export const alertViews: (db: Db, ...args: Parameters<Reads['alerts']>) => ReturnType<Reads['alerts']> = (db, tenant, endedSince) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select * from alert where tenant_id = $1 and (over_at is null or over_at >= to_timestamp($2::float8 / 1000)) order by opened_at desc limit 100`,
      [tenant, endedSince ?? 8.64e15],
    )
    return whole(query, tenant, rows.map(toAlert))
  })

/** Climbs and hand-ups are up; what was handed back is down. */
export const movesOf: (db: Db, ...args: Parameters<Reads['moves']>) => ReturnType<Reads['moves']> = (db, tenant, since) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ up: number; down: number }>(
      `select count(*) filter (where kind = 'escalated')::int as up,
              count(*) filter (where kind = 'assigned' and data ->> 'reason' like 'handed back:%')::int as down
         from case_event where tenant_id = $1 and kind in ('escalated', 'assigned') and at >= to_timestamp($2::float8 / 1000)
          and case_id in (select id from cases where tenant_id = $1 and state <> 'closed')`,
      [tenant, since],
    )
    return row!
  })

type Told = { caseId: string; to: string; channel: string | null; state: string; at: number | null; receipt: string | null }

/** Alerts with their cases, asked for together: a bad night has a hundred, and the wall is read every quarter of a minute. */
async function whole(query: Query, tenant: string, alerts: readonly ReturnType<typeof toAlert>[]): Promise<AlertView[]> {
  const of = [tenant, [...new Set(alerts.flatMap(({ cases }) => [...cases]))]]
  const rows = await query(
    `select c.*, p.followers, (select bool_or(m.public) from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
        where l.tenant_id = $1 and l.case_id = c.id and m.direction = 'in') as is_public
       from cases c left join contact p on p.tenant_id = $1 and p.id = c.contact_id where c.tenant_id = $1 and c.id = any($2::uuid[])
      order by c.number`,
    of,
  )
  const clocks = await query(
    `select * from clock where tenant_id = $1 and case_id = any($2::uuid[]) and state in ('running', 'due_soon', 'missed') and met_at is null
      order by due_at nulls last`,
    of,
  )
  const climbs = await query('select * from escalation where tenant_id = $1 and case_id = any($2::uuid[])', of)
  const told = await query<Told>(
    `select case_id as "caseId", to_name as "to", channel, state, coalesce(sent_at, send_after) as at, receipt from notice
      where tenant_id = $1 and case_id = any($2::uuid[]) and kind in ('high_risk_alert', 'escalation') order by created_at, send_after`,
    of,
  )
  const stories = rows.map((row) => ({ ...toCase(row), followers: row.followers as number | null, public: row.is_public === true }))
  const all = { stories, clocks: clocks.map(toClock), climbs: climbs.map(toEscalation), told }
  return alerts.map((alert) => viewOf(alert, all))
}

/** What of all that was read is about one alert, the case that raised it first. */
function viewOf(
  alert: ReturnType<typeof toAlert>,
  { stories, clocks, climbs, told }: Pick<AlertView, 'stories' | 'clocks' | 'climbs'> & { told: readonly Told[] },
): AlertView {
  const ids = new Set(alert.cases)
  const own = ({ caseId }: { caseId: string }) => ids.has(caseId)
  return {
    ...alert,
    stories: stories.filter(({ id }) => ids.has(id)).sort((a, b) => Number(b.id === alert.caseId) - Number(a.id === alert.caseId)),
    clocks: clocks.filter(own).slice(0, 20),
    climbs: climbs.filter(own),
    told: told
      .filter(own)
      .slice(0, 50)
      .map(({ caseId: _, at, ...one }) => ({ ...one, at: at === Number.POSITIVE_INFINITY ? null : at })),
  }
}
