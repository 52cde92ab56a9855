import { businessCalendar } from '../actions/calendar'
import type { ChartReads } from '../actions/charts-needs'
import { AGE_KEYS, AGES } from '../domain/charts/ageing'
import type { Point } from '../domain/charts/point'
import { silent } from '../domain/charts/silence'
import { iso, type Moment } from '../domain/moment'
import { businessDaysBetween, businessTimeBetween } from '../domain/time/calendar'
import { DAY_MS, dayText } from '../domain/time/day'
import { endOfLocalDay, localDay, momentOf } from '../domain/time/zone'
import { Problem } from './problem'
import type { Handler, Route } from './route'

export type ChartServices = { charts: ChartReads }
/** What every chart answers: its bars, how many things are behind them, the stretch of time, and which channels may be missing. */
type Chart = { points: Point[]; n: number; from: string; until: string; missing: { channel: string; since: string }[] }

const WEEK_MS = 7 * DAY_MS
const PACE_DAYS = 14

/** How long open complaints have waited, against a week ago. */
const getAgeing: Handler = async (services, request): Promise<Chart> => {
  const { tenant } = request.principal
  const now = services.needs.now()
  const rows = await services.charts.ageing(tenant, { now, before: now - WEEK_MS, ages: AGES })
  const quiet = silent(await services.charts.arrivals(tenant, now), now)
  const points = AGE_KEYS.map((key, age) => {
    const row = rows.find((one) => one.age === age)
    return { key, value: row?.now ?? 0, hatched: row?.paused ?? 0, mark: row?.before ?? 0, missing: age === 0 && quiet.length > 0 }
  })
  const missing = quiet.map(({ channel, lastAt }) => ({ channel, since: iso(lastAt) }))
  return { points, n: sum(points), from: iso(now - WEEK_MS), until: iso(now), missing }
}

/** Clocks that run out on each of the next seven days where the firm is, against what the desk met on a working day of the last fortnight. */
const getBurnDown: Handler = async (services, request): Promise<Chart & { late: number; met: number; pace: number | null }> => {
  const { tenant } = request.principal
  const [directory, now] = [await services.directory(tenant), services.needs.now()]
  const zone = directory.tenant.timeZone
  const calendar = businessCalendar(directory)
  const first = localDay(zone, now)
  const ends = Array.from({ length: 7 }, (_, i) => endOfLocalDay(zone, first + i))
  const due = (await services.reads.openClocks(tenant, ends.at(-1) ?? now, 50_000)).flatMap((c) =>
    c.dueAt === null || c.obligation === 'may' ? [] : [c.dueAt],
  )
  const met = await services.charts.met(tenant, now - PACE_DAYS * DAY_MS)
  const worked = businessDaysBetween(calendar, now - PACE_DAYS * DAY_MS, now)
  const pace = met === 0 || worked === 0 ? null : Math.round((10 * met) / worked) / 10
  const within = (from: Moment, to: Moment) => due.filter((at) => at > from && at <= to).length
  const points = ends.map((end, i) => {
    const begins = momentOf(zone, first + i)
    const closed = businessTimeBetween(calendar, begins, end).ms === 0
    return { key: dayText(first + i), value: within(i === 0 ? now : begins - 1, end), hatched: 0, mark: closed ? 0 : pace, missing: closed }
  })
  return {
    points,
    n: sum(points),
    from: iso(now),
    until: iso(ends.at(-1) ?? now),
    missing: [],
    late: within(Number.NEGATIVE_INFINITY, now),
    met,
    pace,
  }
}

const SEVERITIES = ['A', 'B', 'C', 'D', 'E']
/** What I carry, by how bad it is, against what I can carry. */
const getLoad: Handler = async (services, request): Promise<Chart & { capacity: number | null }> => {
  const { tenant, userId } = request.principal
  if (userId === null) throw new Problem(409, 'only_people', 'Only somebody who is signed in carries cases; an API key carries none.')
  const now = services.needs.now()
  const rows = await services.charts.load(tenant, userId, now)
  const points = SEVERITIES.map((key) => {
    const row = rows.find(({ severity }) => severity === key)
    return { key, value: row?.open ?? 0, hatched: row?.asleep ?? 0, mark: null, missing: false }
  })
  const { people } = await services.directory(tenant)
  const capacity = people.find(({ id }) => id === userId)?.capacity ?? null
  return { points, n: sum(points), from: iso(now), until: iso(now), missing: [], capacity }
}

const sum = (points: readonly Point[]) => points.reduce((total, { value }) => total + value, 0)

const chart = (name: string, summary: string, handle: Handler): Route => ({
  method: 'GET',
  url: `/api/v1/charts/${name}`,
  who: 'cases:read',
  summary,
  handle,
})
export const CHART_ROUTES: Route[] = [
  chart('ageing', 'How long open complaints have waited', getAgeing),
  chart('burn-down', 'Clocks of the next seven days, against the pace of the last fortnight', getBurnDown),
  chart('load', 'What I carry, by severity', getLoad),
]
