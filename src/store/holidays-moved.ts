import { dayText, parseDay, weekdayOf } from '../domain/time/day'

/** What the law of a place says of days that the list leaves out. Only such days are added as a law names; nothing is guessed. */
export type Moved = 'nearest_weekday' | 'next_working_day'

const [SATURDAY, SUNDAY] = [6, 7]
type Days = Map<string, string>

/**
 * The days that are off because a holiday falls on a weekend. `nearest_weekday`: the Friday before a Saturday and the Monday after a Sunday
 * (5 USC 6103(b) and Executive Order 11582). `next_working_day`: one day after a run of holidays, however many of them are on a weekend.
 */
export function addMoved(days: Days, how: Moved) {
  for (const date of [...days.keys()].sort()) {
    const day = parseDay(date)!
    const weekday = weekdayOf(day)
    if (weekday < SATURDAY) continue
    const off = how === 'nearest_weekday' ? day + (weekday === SUNDAY ? 1 : -1) : afterRun(days, day)
    if (off !== null && !days.has(dayText(off))) days.set(dayText(off), `${days.get(date)} (observed)`)
  }
}

/** The first working day after the holidays that hang together with this one; null where the run goes on over a later day of the weekend. */
function afterRun(days: Days, from: number): number | null {
  let day = from + 1
  for (; days.has(dayText(day)) || weekdayOf(day) >= SATURDAY; day++) if (weekdayOf(day) >= SATURDAY && days.has(dayText(day))) return null
  return day
}
