import type { Day, DayItem, DayWish, Feedback } from '../actions/day-needs'
import { DAY_PARTS } from '../domain/day'
import { iso, isoOrNull } from '../domain/moment'
import { show } from '../domain/public-id'
import { endOfLocalDay, localDay } from '../domain/time/zone'
import { nameIn } from './approval-policy'
import { CHART_ROUTES, type ChartServices } from './charts'
import { Problem } from './problem'
import type { Handler, Route } from './route'

export type DayServices = ChartServices & {
  day(tenant: string, wish: DayWish): Promise<Day>
  feedback(tenant: string, wish: Pick<DayWish, 'userId' | 'since'>): Promise<Feedback[]>
}

/** What waits for me today, in the order in which it hurts. The day ends at midnight where the firm is. */
const getDay: Handler = async (services, request) => {
  const { tenant, userId, scopes } = request.principal
  if (userId === null) throw new Problem(409, 'only_people', 'Only somebody who is signed in has a day; an API key has none.')
  const [directory, now] = [await services.directory(tenant), services.needs.now()]
  const { timeZone } = directory.tenant
  const today = localDay(timeZone, now)
  const [since, until] = [endOfLocalDay(timeZone, today - 2) + 1, endOfLocalDay(timeZone, today)]
  const day = await services.day(tenant, { userId, now, since, until, approves: scopes.includes('replies:approve') })
  const feedback = await services.feedback(tenant, { userId, since })
  return {
    now: iso(now),
    until: iso(until),
    parts: DAY_PARTS.map((part) => ({ part, count: day.parts[part].count, data: day.parts[part].items.map(present(part)) })),
    next: day.next ? present('clocks')(day.next) : null,
    feedback: feedback.map(({ at, by, messageId, ...told }) => ({
      ...told,
      at: iso(at),
      by: by === null ? null : nameIn(directory, by),
      message_id: show('msg', messageId),
    })),
    open: day.open,
    capacity: directory.people.find(({ id }) => id === userId)?.capacity ?? null,
  }
}

const present = (part: string) => (it: DayItem) => ({
  case_id: show('case', it.caseId),
  reference: it.reference,
  number: `C-${it.number}`,
  severity: it.severity,
  summary: it.summary,
  lang: it.lang,
  at: iso(it.at),
  alert_id: part === 'alerts' ? show('alr', it.id) : null,
  approval_id: part === 'approvals' || part === 'returned' ? show('apr', it.id) : null,
  mode: it.mode,
  clock: it.clock
    ? {
        kind: it.clock.kind,
        milestone: it.clock.milestone,
        due_at: iso(it.clock.dueAt),
        warn_at: isoOrNull(it.clock.warnAt),
        state: it.clock.state,
      }
    : null,
})

export const DAY_ROUTES: Route[] = [
  { method: 'GET', url: '/api/v1/day', who: 'cases:write', summary: 'What waits for me today, the worst first', handle: getDay },
  ...CHART_ROUTES,
]
