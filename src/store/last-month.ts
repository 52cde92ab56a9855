import type { Moment } from '../domain/moment'
import { reckonDue } from '../domain/regimes/due'
import { holds } from '../domain/regimes/expression'
import type { Milestone, Pack } from '../domain/regimes/pack'
import type { Calendar } from '../domain/time/calendar'
import { type Db, inTenant } from './db'

/** Clocks of one promise that began in the last month: how many were missed, and how many would have been. Standstills are not counted. */
export type LastMonth = { milestone: string; clocks: number; missed: number; wouldMiss: number }
type Row = {
  milestone: string
  regime: string
  startedAt: Moment
  dueAt: Moment | null
  metAt: Moment | null
  severity: string
  channel: string
}

const MONTH_MS = 30 * 86_400_000
const MOST = 5_000

/** Holds new promises against what the desk did in the last thirty days, with the hours that the new ones count in. */
export async function lastMonth(
  db: Db,
  tenant: string,
  packs: readonly Pack[],
  calendarOf: (pack: Pack) => Promise<Calendar>,
  now: Moment,
) {
  const rows = await inTenant(db, tenant, (query) =>
    query<Row>(
      `select c.milestone, c.regime, k.severity, k.channel, c.started_at as "startedAt", c.due_at as "dueAt", c.met_at as "metAt"
       from clock c join cases k on k.tenant_id = c.tenant_id and k.id = c.case_id
       where c.tenant_id = $1 and c.regime = any($2) and c.started_at >= to_timestamp($3::float8 / 1000)
         and c.state not in ('cancelled', 'history') order by c.started_at desc limit ${MOST}`,
      [tenant, packs.map(({ id }) => id), now - MONTH_MS],
    ),
  )
  const calendars = new Map(await Promise.all(packs.map(async (pack) => [pack.id, await calendarOf(pack)] as const)))
  const found = new Map<string, LastMonth>()
  for (const row of rows) {
    const pack = packs.find(({ id }) => id === row.regime)!
    const due = dueUnder(pack, calendars.get(pack.id)!, row)
    const sum = found.get(row.milestone) ?? { milestone: row.milestone, clocks: 0, missed: 0, wouldMiss: 0 }
    const late = (at: Moment | null) => (at !== null && (row.metAt ?? now) > at ? 1 : 0)
    found.set(row.milestone, { ...sum, clocks: sum.clocks + 1, missed: sum.missed + late(row.dueAt), wouldMiss: sum.wouldMiss + late(due) })
  }
  return [...found.values()]
}

function dueUnder(pack: Pack, calendar: Calendar, { milestone: id, startedAt, severity, channel }: Row): Moment | null {
  const found = pack.classes.find(({ when }) => holds(when, { severity, channel }) === true)
  const fits = ({ classes }: Milestone) => classes.length === 0 || (found !== undefined && classes.includes(found.id))
  const due = pack.milestones.find((one) => one.id === id && fits(one))?.due ?? null
  return due && (reckonDue(due, startedAt, calendar, pack.counting)?.decides.reckoned.at ?? null)
}
