/** A local date as a whole number: days since 1970-01-01. Adding days is adding numbers; a zone is only needed to make a moment of it. */
export type Day = number

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day) => ((((day + 3) % 7) + 7) % 7) + 1
export const WEEKDAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const dayText = (day: Day) => new Date(day * DAY_MS).toISOString().slice(0, 10)
export const yearOf = (day: Day) => new Date(day * DAY_MS).getUTCFullYear()

/** The day written as `2026-04-03`; null where no such date exists. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || dayText(at / DAY_MS) !== text ? null : at / DAY_MS
}

/** The same day of the month, or the month's last day where it has none: 31 January and one month is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS
}
