import type { Moment } from '../moment'
import type { Calendar } from '../time/calendar'
import { type CalendarBook, type Clock, calendarFor } from './clocks'
import { reckonDue } from './due'
import { milestoneOf } from './explain'
import type { Milestone, Pack } from './pack'

/** A clock that would fall due at another time if it were started today, or that can no longer be counted (`wouldBe` is then absent). */
export type Difference<C extends Clock> = {
  clock: C
  was: Moment | null
  wouldBe?: Moment | null
  /** Milliseconds by which it would move; negative is earlier. Null where one of the two has no date. */
  byMs: number | null
  because: string[]
}

/**
 * A dry run: counts clocks again with other calendars, rule books or time zone data and lists what would differ. It moves nothing; to move
 * a deadline is a decision of a person. A clock is only compared with the version of its own rule book; one that has what was left of
 * another is made of its story alone and is left out.
 */
export function recheck<C extends Clock>(
  clocks: readonly C[],
  packs: readonly Pack[],
  calendars: CalendarBook,
  tzVersion: string,
): Difference<C>[] {
  const byVersion = new Map(packs.map((pack) => [`${pack.id} ${pack.version}`, pack]))
  return clocks.flatMap((clock) => {
    const pack = byVersion.get(`${clock.regime} ${clock.regimeVersion}`)
    const calendar = pack && calendarFor(pack, calendars)
    const milestone = pack && calendar && milestoneOf(pack, clock, calendar)
    if (!pack || !calendar || !milestone?.due) return [gone(clock)]
    if (milestone.due.kind === 'left') return []
    const again = {
      dueAt: closest(clock, datesOf(pack, milestone, clock, calendar)),
      calendarVersion: calendar.version,
      timeZone: calendar.timeZone,
      tzVersion,
    }
    const unchanged = again.calendarVersion === clock.calendarVersion && again.timeZone === clock.timeZone
    const stoodStill = unchanged && mayStop(pack, milestone)
    return again.dueAt === clock.dueAt || stoodStill ? [] : [moved(clock, again)]
  })
}

/** What the count can come to: as it is, and with each notice that adds time. */
const datesOf = (pack: Pack, milestone: Milestone, { startedAt }: Clock, calendar: Calendar): (Moment | null)[] => {
  const adds = pack.milestones.flatMap((one) => (one.before === milestone.id && one.adds !== null ? [[one.adds]] : []))
  return [[], ...adds].map((added) => {
    const counted =
      milestone.due && reckonDue(milestone.due, startedAt, calendar, pack.counting, { adds: added, pauses: [], when: () => null })
    return counted?.decides.reckoned.at ?? null
  })
}
const closest = ({ dueAt }: Clock, dates: readonly (Moment | null)[]): Moment | null =>
  dueAt === null || dates.includes(null)
    ? (dates[0] ?? null)
    : dates.reduce((best, one) => (Math.abs(one! - dueAt) < Math.abs(best! - dueAt) ? one : best))!

/** A clock that its rule book may stop has a date that only its case's story explains. */
const mayStop = ({ pauses, pausing }: Pack, { id, obligation, restartsOn }: Milestone) =>
  pauses.some(({ milestones }) => milestones.includes(id)) || (pausing.allowed && obligation === 'target') || restartsOn.length > 0

const gone = <C extends Clock>(clock: C): Difference<C> => ({
  clock,
  was: clock.dueAt,
  byMs: null,
  because: [`Version ${clock.regimeVersion} of ${clock.regime} with the milestone "${clock.milestone}" is not at hand.`],
})

function moved<C extends Clock>(clock: C, again: Pick<Clock, 'dueAt' | 'calendarVersion' | 'timeZone' | 'tzVersion'>): Difference<C> {
  const because: string[] = []
  if (again.tzVersion !== clock.tzVersion) because.push(`Time zone data ${clock.tzVersion} became ${again.tzVersion}.`)
  if (again.calendarVersion !== clock.calendarVersion) because.push(`Calendar ${clock.calendarVersion} became ${again.calendarVersion}.`)
  if (again.timeZone !== clock.timeZone) because.push(`The zone ${clock.timeZone} became ${again.timeZone}.`)
  if (because.length === 0)
    because.push('Rule book, calendar and time zone data have the same versions; the stored time was changed by hand or by another build.')
  const byMs = again.dueAt === null || clock.dueAt === null ? null : again.dueAt - clock.dueAt
  return { clock, was: clock.dueAt, wouldBe: again.dueAt, byMs, because }
}
