import { Temporal } from 'temporal-polyfill'
import type { Moment } from '../moment'
import { DAY_MS, type Day, parseDay } from './day'

/** A stretch of time in which a zone keeps one offset; `until` is the first moment that no longer belongs to it. */
type Stretch = { from: Moment; until: Moment; offset: number }

const MOST_KEPT = 64
const known = new Map<string, Stretch[]>()

/** True where the name is one that the time zone data knows. */
export function isZone(name: string) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const inZone = (zone: string, at: Moment) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

/** Asking Temporal costs tens of microseconds and a zone changes twice a year, so each stretch is asked for once, by whole seconds. */
function stretchAt(zone: string, at: Moment): Stretch {
  const stretches = known.get(zone) ?? []
  for (const stretch of stretches) if (stretch.from <= at && at < stretch.until) return stretch
  const local = inZone(zone, at)
  const nextSecond = (Math.floor(at / 1_000) + 1) * 1_000
  const stretch = {
    from: inZone(zone, nextSecond).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    until: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offset: local.offsetNanoseconds / 1_000_000,
  }
  known.set(zone, [stretch, ...stretches].slice(0, MOST_KEPT))
  return stretch
}

/** What a clock on the wall shows: the local date, and the milliseconds that it has counted since its midnight. */
export function localTime(zone: string, at: Moment): { day: Day; ms: number } {
  const local = at + stretchAt(zone, at).offset
  const day = Math.floor(local / DAY_MS)
  return { day, ms: local - day * DAY_MS }
}
export const localDay = (zone: string, at: Moment): Day => Math.floor((at + stretchAt(zone, at).offset) / DAY_MS)

/**
 * The first moment at which a clock on the wall shows this time or one after it. A time that exists twice means the first of the two;
 * one that never exists (spring, or a date that a country left out) means the moment at which the clocks jump over it.
 */
export function momentOf(zone: string, day: Day, ms = 0): Moment {
  const local = day * DAY_MS + ms
  let stretch = stretchAt(zone, local - 16 * 3_600_000)
  while (local - stretch.offset >= stretch.until) stretch = stretchAt(zone, stretch.until)
  return Math.max(local - stretch.offset, stretch.from)
}

/**
 * The last millisecond of a local date, shown as 23:59:59. A promise "by the end of the day" is kept at this moment and broken at the
 * next one. A date that a country left out has ended when it would have begun.
 */
export const endOfLocalDay = (zone: string, day: Day): Moment => momentOf(zone, day + 1) - 1

/** `2026-04-28 23:59:59`, for sentences that explain. */
export function localText(zone: string, at: Moment) {
  return new Date(at + stretchAt(zone, at).offset).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2026-04-28T23:59:59+10:00`: what a clock on the wall shows, with its distance from UTC. */
export function localIso(zone: string, at: Moment) {
  const { offset } = stretchAt(zone, at)
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${localText(zone, at).replace(' ', 'T')}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * Reads `2026-03-29`, `2026-03-29T11:00`, with seconds and with `Z` or an offset. Without an offset it is what a clock on the wall of the
 * zone shows; a date alone is its first moment. Null where no such date or time exists anywhere.
 */
export function readMoment(text: string, zone: string): Moment | null {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim())
  if (!found) return null
  const [, date = '', hours = '0', minutes = '0', seconds = '0', offset] = found
  const day = parseDay(date)
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (day === null || h > 23 || m > 59 || s > 59) return null
  const ms = ((h * 60 + m) * 60 + s) * 1000
  if (offset === undefined) return momentOf(zone, day, ms)
  const [, sign, oh = '0', om = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  if (Number(oh) > 15 || Number(om) > 59) return null
  return day * DAY_MS + ms - (sign === '-' ? -1 : 1) * (Number(oh) * 60 + Number(om)) * 60_000
}
