import type { Moment } from '../moment'
import { type CalendarBook, calendarKey } from './clocks'
import type { Pack } from './pack'

/** Half a year: as far as a promise that is begun now may reach, and time enough to find the list of the next year. */
const AHEAD_MS = 184 * 86_400_000

/**
 * Calendars whose days are not known for this year or, from its second half on, for the next, each as a sentence with the remedy. Meanwhile
 * dates are counted without the days that nobody has announced, which is the strictest reading.
 */
export function calendarAlarms(packs: readonly Pack[], calendars: CalendarBook, now: Moment): string[] {
  const years = [...new Set([now, now + AHEAD_MS].map((at) => new Date(at).getUTCFullYear()))]
  const waiting = new Map<string, { years: number[]; books: string[] }>()
  const said: string[] = []
  for (const pack of packs) {
    const calendar = calendars.get(calendarKey(pack))
    if (!calendar) {
      said.push(`${pack.id} counts by the calendar "${calendarKey(pack)}", which is missing; every day counts as a business day.`)
      continue
    }
    const { from, to } = calendar.holidaysKnown
    const missing = years.filter((each) => each < from || each > to)
    if (missing.length > 0) waiting.set(calendar.id, { years: missing, books: [...(waiting.get(calendar.id)?.books ?? []), pack.id] })
  }
  return [...said, ...[...waiting].map(([id, one]) => sentence(id, one))]
}

const sentence = (calendar: string, { years, books }: { years: number[]; books: string[] }) =>
  `Not all holidays of ${calendar} in ${years.join(' and ')} are known; ${books.join(', ')} count${books.length === 1 ? 's' : ''} by them. ` +
  `No day that nobody has announced counts as one. Bring the list of days (place: ${calendar}): redress regime add FILE.`
