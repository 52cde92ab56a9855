import type { Moment } from '../moment'
import { type CalendarBook, calendarKey } from './clocks'
import type { Pack } from './pack'

/** Half a year: as far as a promise that is begun now may reach, and time enough to find the list of the next year. */
const AHEAD_MS = 184 * 86_400_000

/** A calendar whose days nobody has brought yet for these years; with no years at all the calendar itself is missing. */
export type UnknownDays = { calendar: string; years: number[]; books: string[] }

/** Calendars whose days are not known for this year or, from its second half on, for the next, each with the rule books that count by it. */
export function unknownDays(packs: readonly Pack[], calendars: CalendarBook, now: Moment): UnknownDays[] {
  const years = [...new Set([now, now + AHEAD_MS].map((at) => new Date(at).getUTCFullYear()))]
  const found = new Map<string, UnknownDays>()
  for (const pack of packs) {
    const calendar = calendars.get(calendarKey(pack))
    const { id, holidaysKnown } = calendar ?? { id: calendarKey(pack), holidaysKnown: null }
    const missing = holidaysKnown === null ? [] : years.filter((each) => each < holidaysKnown.from || each > holidaysKnown.to)
    if (holidaysKnown !== null && missing.length === 0) continue
    found.set(id, { calendar: id, years: missing, books: [...(found.get(id)?.books ?? []), pack.id] })
  }
  return [...found.values()]
}

/**
 * The same as sentences, each with the remedy. Meanwhile dates are counted without the days that nobody has announced, which is the
 * strictest reading.
 */
export const calendarAlarms = (packs: readonly Pack[], calendars: CalendarBook, now: Moment): string[] =>
  unknownDays(packs, calendars, now).map(alarmOf)

export const alarmOf = ({ calendar, years, books }: UnknownDays) => {
  const count = `${books.join(', ')} count${books.length === 1 ? 's' : ''} by`
  if (years.length === 0) return `${count} the calendar "${calendar}", which is missing; every day counts as a business day.`
  return (
    `Not all holidays of ${calendar} in ${years.join(' and ')} are known; ${count} them. ` +
    `No day that nobody has announced counts as one. Bring the list of days (place: ${calendar}): redress regime add FILE.`
  )
}
