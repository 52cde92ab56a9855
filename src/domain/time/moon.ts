import type { Moment } from '../moment'
import type { Calendar, Reckoned } from './calendar'
import { type Day, dayText, parseDay } from './day'
import { localDay } from './zone'

/** Days off that begin when the new moon is seen: until somebody has announced them, all of them may come a day earlier or later. */
export type Feast = { name: string; dates: readonly string[] }

/**
 * The earliest end of a count, whichever evening the moon is seen: the strictest reading. Where another day than the reckoned one decided,
 * `moon` names the feast by its reckoned first day.
 */
export function earliestOf(calendar: Calendar, from: Moment, count: (calendar: Calendar) => Reckoned): Reckoned {
  let [taken, best] = [calendar, count(calendar)]
  for (const feast of calendar.moon ?? []) {
    if (!isNear(feast, localDay(calendar.timeZone, from), localDay(calendar.timeZone, best.at))) continue
    const [base, said] = [taken, [...(best.moon ?? []), { date: feast.dates[0]!, why: feast.name }]]
    for (const by of [-1, 1]) {
      const other = shifted(base, feast, by)
      const found = count(other)
      if (found.at < best.at) [best, taken] = [{ ...found, moon: said }, other]
    }
  }
  return best
}

/** A day of it can lie after the start, and by the end. */
const isNear = ({ dates }: Feast, start: Day, end: Day) => {
  const days = dates.map((date) => parseDay(date) ?? start)
  return Math.max(...days) + 1 > start && Math.min(...days) - 1 <= end
}

const kept = new WeakMap<Calendar, Map<string, Calendar>>()
/** The same calendar with one feast so many days later, always the same object for the same two so that its counts are kept. */
function shifted(calendar: Calendar, feast: Feast, by: number): Calendar {
  const mine = kept.get(calendar) ?? new Map<string, Calendar>()
  kept.set(calendar, mine)
  const key = `${feast.dates[0]} ${feast.name} ${by}`
  const known = mine.get(key)
  if (known) return known
  const holidays = new Map([...calendar.holidays].filter(([date]) => !feast.dates.includes(date)))
  for (const date of feast.dates) {
    const moved = dayText(parseDay(date)! + by)
    if (!holidays.has(moved)) holidays.set(moved, calendar.holidays.get(date) ?? feast.name)
  }
  const made = { ...calendar, holidays }
  mine.set(key, made)
  return made
}
