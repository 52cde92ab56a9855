import type { Moment } from '../../domain/moment'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** The zone names that RFC 5322 §4.3 gives a meaning, in minutes east of UTC. */
const NAMED: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}
const SHAPE =
  /^(?:[a-z]{3,9}\s*,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([+-]\d{4}|[a-z]{1,5}))?$/

/**
 * The moment of an RFC 5322 `Date:` (`Tue, 10 Nov 2026 09:30:00 +0700`), or null where it is none. A date without a usable zone
 * counts as UTC, as RFC 5322 wants for `-0000`.
 */
export function mailDate(value: string): Moment | null {
  const plain = value
    .slice(0, 200)
    .replace(/\([^)]*\)/g, ' ')
    .trim()
    .toLowerCase()
  const found = SHAPE.exec(plain)
  if (!found) return null
  const [, day, monthName, yearText, hour, minute, second, zone] = found
  const month = MONTHS.indexOf(monthName!)
  const at = Date.UTC(fullYear(yearText!), month, Number(day), Number(hour), Number(minute), Number(second ?? 0))
  const exists = month >= 0 && new Date(at).getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60
  return exists ? at - offsetMinutes(zone) * 60_000 : null
}

/** Two-digit years turn at 50, as RFC 5322 §4.3 says; three digits count from 1900. */
function fullYear(text: string) {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return text.length === 3 ? 1900 + year : year
}

function offsetMinutes(zone: string | undefined) {
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone ?? '')
  if (!numeric) return NAMED[zone ?? ''] ?? 0
  return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]))
}
