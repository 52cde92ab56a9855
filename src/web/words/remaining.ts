/** Whole units of a span, largest two only: what a badge has room for. */
export type Span = { unit: 'd' | 'dh' | 'h' | 'hm' | 'm' | 's'; a: number; b: number; late: boolean }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Time from `now` to `due` for a badge. Rounded down to whole minutes while it runs, so that "1 m" never hides a missed clock; under a
 * minute it counts seconds; from three days on hours are left out.
 */
export function remaining(due: number, now: number): Span {
  const late = due < now
  const left = Math.abs(due - now)
  const days = Math.floor(left / DAY)
  const hours = Math.floor((left % DAY) / HOUR)
  const minutes = Math.floor((left % HOUR) / MINUTE)
  if (days >= 3) return { unit: 'd', a: days, b: 0, late }
  if (days > 0) return hours > 0 ? { unit: 'dh', a: days, b: hours, late } : { unit: 'd', a: days, b: 0, late }
  if (hours > 0) return minutes > 0 ? { unit: 'hm', a: hours, b: minutes, late } : { unit: 'h', a: hours, b: 0, late }
  if (minutes > 0) return { unit: 'm', a: minutes, b: 0, late }
  return { unit: 's', a: Math.floor(left / 1000), b: 0, late }
}
