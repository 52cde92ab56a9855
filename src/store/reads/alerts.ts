import type { AlertView, Reads } from '../../actions/reads'
import { type Db, inTenant, type Query } from '../db'
import { toAlert, toCase, toClock, toEscalation } from '../rows'

export const alertView: (db: Db, ...args: Parameters<Reads['alert']>) => ReturnType<Reads['alert']> = (db, tenant, id) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query('select * from alert where tenant_id = $1 and id = $2', [tenant, id])
    return row ? whole(query, tenant, toAlert(row)) : null
  })

/** Alerts that are not over, newest first; with `recent` also those that ended since then. */
export const alertViews: (db: Db, ...args: Parameters<Reads['alerts']>) => ReturnType<Reads['alerts']> = (db, tenant, endedSince) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select * from alert where tenant_id = $1 and (over_at is null or over_at >= to_timestamp($2::float8 / 1000)) order by opened_at desc limit 100`,
      [tenant, endedSince ?? 8.64e15],
    )
    const views: AlertView[] = []
    for (const row of rows) views.push(await whole(query, tenant, toAlert(row)))
    return views
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

async function whole(query: Query, tenant: string, alert: ReturnType<typeof toAlert>): Promise<AlertView> {
  const ids = [...alert.cases]
  const rows = await query(
    `select c.*, p.followers, (select bool_or(m.public) from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
        where l.tenant_id = $1 and l.case_id = c.id and m.direction = 'in') as is_public
       from cases c left join contact p on p.tenant_id = $1 and p.id = c.contact_id where c.tenant_id = $1 and c.id = any($2::uuid[])`,
    [tenant, ids],
  )
  const clocks = (
    await query(
      `select * from clock where tenant_id = $1 and case_id = any($2::uuid[]) and state in ('running', 'due_soon', 'missed') and met_at is null
        order by due_at nulls last limit 20`,
      [tenant, ids],
    )
  ).map(toClock)
  const climbs = (await query('select * from escalation where tenant_id = $1 and case_id = any($2::uuid[])', [tenant, ids])).map(
    toEscalation,
  )
  const told = await query<{ to: string; channel: string | null; state: string; at: number | null; receipt: string | null }>(
    `select to_name as "to", channel, state, coalesce(sent_at, send_after) as at, receipt from notice
      where tenant_id = $1 and case_id = any($2::uuid[]) and kind in ('high_risk_alert', 'escalation') order by created_at, send_after limit 50`,
    [tenant, ids],
  )
  const cases = rows
    .map((row) => ({ ...toCase(row), followers: row.followers as number | null, public: row.is_public === true }))
    .sort((a, b) => (a.id === alert.caseId ? -1 : b.id === alert.caseId ? 1 : a.number - b.number))
  return {
    ...alert,
    stories: cases,
    clocks,
    climbs,
    told: told.map((t) => ({ ...t, at: t.at === Number.POSITIVE_INFINITY ? null : t.at })),
  }
}
