import type { Moment } from '../../domain/moment'
import { mailDate } from '../email/date'

/** `zoneAssumed` where the text named no zone and the given one was taken. */
export type Dated = { at: Moment; zoneAssumed: boolean }

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i
/** Seconds stay below this until the year 5138; milliseconds are above it since 1973. */
const SECONDS_END = 1e11
const LATEST = Date.UTC(2200, 0, 1)

/**
 * Reads what exports write: ISO dates and date-times (also `2023-05-11 04:41:36.046347+00`), RFC 5322 dates, unix seconds and milliseconds.
 * Null for anything else, `03/04/2026` among them: nobody can say which is the month. A date alone means its first moment.
 */
export function readDate(value: unknown, zone: string): Dated | null {
  if (typeof value === 'number') return unix(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d{9,14}(\.\d+)?$/.test(text)) return unix(Number(text))
  const iso = ISO.exec(text)
  if (iso) return fromIso(iso, zone)
  const mail = mailDate(text)
  return mail === null ? null : inRange({ at: mail, zoneAssumed: false })
}

function unix(value: number): Dated | null {
  if (!Number.isFinite(value) || value <= 0) return null
  return inRange({ at: Math.trunc(value < SECONDS_END ? value * 1000 : value), zoneAssumed: false })
}

const inRange = (dated: Dated) => (dated.at >= 0 && dated.at < LATEST ? dated : null)

function fromIso(found: RegExpExecArray, zone: string): Dated | null {
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Number((found[7] ?? '0').padEnd(3, '0').slice(0, 3)))
  const exists = new Date(wall).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60 && second < 61
  if (!exists) return null
  const named = found[8]
  if (named === undefined) return inRange({ at: wall - offsetAt(wall, zone), zoneAssumed: true })
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(named) ?? []
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000
  return inRange({ at: wall - offset, zoneAssumed: false })
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that `zone` is ahead of UTC when its clocks show `wall`; where the clocks go back, the earlier of the two. */
function offsetAt(wall: number, zone: string): number {
  if (zone === 'UTC') return 0
  const guess = shown(wall, zone) - wall
  const before = shown(wall - guess, zone) - (wall - guess)
  return before
}

/** What the clocks of `zone` show at `at`, as if it were UTC. */
function shown(at: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-u-ca-iso8601', { ...parts, timeZone: zone, hourCycle: 'h23' })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second) + (((at % 1000) + 1000) % 1000)
}
