import type { Moment } from '../moment'
import { type CalendarBook, type Clock, calendarFor } from './clocks'
import { reckonDue } from './due'
import { milestoneOf } from './explain'
import type { Pack } from './pack'

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
 * a deadline is a decision of a person. A clock is only compared with the version of its own rule book.
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
    const counted = reckonDue(milestone.due, clock.startedAt, calendar, pack.counting)
    const again = {
      dueAt: counted?.decides.reckoned.at ?? null,
      calendarVersion: calendar.version,
      timeZone: calendar.timeZone,
      tzVersion,
    }
    return again.dueAt === clock.dueAt ? [] : [moved(clock, again)]
  })
}

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
