import { type CalendarBook, calendarKey } from './clocks'
import type { Pack } from './pack'

/** How far ahead a promise may reach that is begun now. */
const AHEAD = 1

/**
 * Rule books whose days are not known for this year or the next, each as a sentence: their dates are counted without holidays meanwhile,
 * which is the strictest reading, and somebody has to bring the list.
 */
export function calendarAlarms(packs: readonly Pack[], calendars: CalendarBook, year: number): string[] {
  return packs.flatMap((pack) => {
    const calendar = calendars.get(calendarKey(pack))
    if (!calendar)
      return [`${pack.id} counts by the calendar "${calendarKey(pack)}", which is missing; every day counts as a business day.`]
    const { from, to } = calendar.holidaysKnown
    const missing = [year, year + AHEAD].filter((each) => each < from || each > to)
    if (missing.length === 0) return []
    return [
      `${pack.id}: the holidays of ${calendar.id} in ${missing.join(' and ')} are not known; no day of it counts as one until the list is brought.`,
    ]
  })
}
