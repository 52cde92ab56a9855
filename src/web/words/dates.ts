import { type Calendar, calendarOf, type Digits, digitsOf, type Language, settings } from '../data/settings'

/** How one person reads time: language, calendar, digits and zone are all said, because `Intl` defaults differ between engines. */
export type Reading = { language: Language; calendar: Calendar; digits: Digits; timeZone: string }

const LOCALE: Record<Language, string> = { en: 'en-GB', th: 'th-TH', zh: 'zh-CN', fa: 'fa-IR' }
export const localeOf = ({ language, calendar, digits }: Omit<Reading, 'timeZone'>) => `${LOCALE[language]}-u-ca-${calendar}-nu-${digits}`

export function readingFor(language: Language, timeZone: string): Reading {
  const { calendar, digits } = settings.get()
  return { language, calendar: calendar ?? calendarOf(language), digits: digits ?? digitsOf(language), timeZone }
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(locale: string, options: Intl.DateTimeFormatOptions) {
  const key = locale + JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known
}

/** Isolates that keep Latin pieces in their own direction inside a Persian sentence. */
const LTR = '\u2066'
const END = '\u2069'
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { day: 'numeric', month: 'short' } as const

export const clockTime = (at: number, reading: Reading) => format(localeOf(reading), { ...TIME, timeZone: reading.timeZone }).format(at)

/** "14:02" today, "16 Nov 14:02" this year, "16 Nov 2025" before. */
export function shortWhen(at: number, now: number, reading: Reading) {
  const { timeZone } = reading
  if (isoDay(at, timeZone) === isoDay(now, timeZone)) return clockTime(at, reading)
  const sameYear = isoDay(at, timeZone).slice(0, 4) === isoDay(now, timeZone).slice(0, 4)
  const options = sameYear ? { ...DAY, ...TIME } : { ...DAY, year: 'numeric' as const }
  return format(localeOf(reading), { ...options, timeZone }).format(at)
}

const FULL = { weekday: 'short', ...DAY, year: 'numeric' } as const

/** Weekday, day, month, year as the language says them; the engine's own order for Persian dates is not the one that people write. */
export function dayHeading(at: number, reading: Reading) {
  const shape = format(localeOf(reading), { ...FULL, timeZone: reading.timeZone })
  if (reading.language !== 'fa') return shape.format(at)
  const parts = Object.fromEntries(shape.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}`
}

/** The zone as it is shortened everywhere, in the reader's digits: "GMT+7", "AEDT". */
function zoneName(at: number, reading: Reading) {
  const parts = format(localeOf({ ...reading, language: 'en' }), { timeZoneName: 'short', timeZone: reading.timeZone }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? reading.timeZone
}

/** The full moment in the reader's calendar, with zone; where that calendar is not the Gregorian one, the Gregorian date follows. */
export function longWhen(at: number, reading: Reading) {
  const own = `${dayHeading(at, reading)}${reading.language === 'fa' ? '،' : reading.language === 'zh' ? '' : ','} ${clockTime(at, reading)}`
  const gregorian = reading.calendar === 'gregory' ? '' : ` ${LTR}(${isoDay(at, reading.timeZone)})${END}`
  return `${own} ${LTR}${zoneName(at, reading)}${END}${gregorian}`
}

/** A calendar day such as `2026-04-03` without a zone of its own, in the reader's calendar. */
export const plainDay = (date: string, reading: Reading) => dayHeading(Date.parse(`${date}T12:00:00Z`), { ...reading, timeZone: 'UTC' })

/** "Mon 3": a date without a zone, as short as a picture has room for. */
export function weekdayOfDate(date: string, reading: Reading) {
  const at = Date.parse(`${date}T12:00:00Z`)
  const shape = (options: Intl.DateTimeFormatOptions) => format(localeOf(reading), { ...options, timeZone: 'UTC' }).format(at)
  return `${shape({ weekday: 'narrow' })} ${shape({ day: 'numeric' })}`
}

/** ISO Gregorian day in the zone: what is compared and what is shown beside another calendar. */
export function isoDay(at: number, timeZone: string) {
  return format('en-CA-u-ca-iso8601-nu-latn', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at)
}

const numbers = new Map<string, Intl.NumberFormat>()
export function number(value: number, reading: Omit<Reading, 'timeZone'>, options: Intl.NumberFormatOptions = {}) {
  const key = localeOf(reading) + JSON.stringify(options)
  const known = numbers.get(key) ?? new Intl.NumberFormat(localeOf(reading), options)
  numbers.set(key, known)
  return known.format(value)
}

/** A set of digits shown by itself, as a person recognises it in any language: "۰ ۱ ۲ ۳". */
export const digitSample = (digits: Digits) =>
  [0, 1, 2, 3].map((value) => number(value, { language: 'en', calendar: 'gregory', digits })).join(' ')
