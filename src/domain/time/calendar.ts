import type { Moment } from '../moment'
import { addMonths, DAY_MS, type Day, dayText, MINUTE_MS, parseDay, WEEKDAYS, weekdayOf, yearOf } from './day'
import type { Span } from './duration'
import { earliestOf, type Feast } from './moon'
import { endOfLocalDay, localDay, momentOf } from './zone'

/**
 * When a house, or a country, is at work. A day has a list of shifts, so a lunch break is simply two of them; a day without a shift is
 * not a business day. A calendar never changes: one with another week or other holidays is a new object with a new version.
 */
export type Calendar = {
  id: string
  version: string
  timeZone: string
  /** 1 = Monday … 7 = Sunday. */
  week: Readonly<Record<Weekday, readonly Shift[]>>
  /** Local date → its name: `'2026-04-03' → 'Good Friday'`. */
  holidays: ReadonlyMap<string, string>
  /** Those of them that wait for the moon. */
  moon?: readonly Feast[]
  /** Days on which people work although the week says otherwise, as China moves them: date → why. */
  workdays?: ReadonlyMap<string, string>
  /** The years, both included, for which the holidays are known to be complete. */
  holidaysKnown: { from: number; to: number }
}
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7
/** Local times, `24:00` allowed as the end; an end at or before the beginning lies on the next day. */
export type Shift = readonly [opens: string, closes: string]

/** A date that was passed over, and why. */
export type Skipped = { date: string; why: string }
/**
 * Where a count ended. `holidaysAssumed` says that it ran through a year whose holidays nobody gave us: no day was then taken for a
 * holiday, which is the strictest reading, and somebody should be told. `moon`: feasts of which another day than the reckoned one was taken.
 */
export type Reckoned = { at: Moment; skipped: Skipped[]; holidaysAssumed: boolean; moon?: readonly Skipped[] }

type Opening = { opens: Moment; closes: Moment }
type DayFacts = { openings: Opening[]; skip: Skipped | null; known: boolean; endsAt: Moment }

const LONGEST_WALK = 20 * 366
const MOST_DAYS_KEPT = 4_000

type Compiled = { holidays: Map<Day, string>; workdays: ReadonlySet<Day>; days: Map<Day, DayFacts>; counts: Map<string, Reckoned> }
const compiled = new WeakMap<Calendar, Compiled>()

function compile(calendar: Calendar): Compiled {
  const holidays = new Map<Day, string>()
  for (const [date, name] of calendar.holidays) {
    const day = parseDay(date)
    if (day !== null) holidays.set(day, name)
  }
  const workdays = new Set([...(calendar.workdays?.keys() ?? [])].flatMap((date) => parseDay(date) ?? []))
  const made: Compiled = { holidays, workdays, days: new Map(), counts: new Map() }
  compiled.set(calendar, made)
  return made
}
const partsOf = (calendar: Calendar) => compiled.get(calendar) ?? compile(calendar)

/** Milliseconds since local midnight of `09:30`. */
export function timeOfDay(text: string): number | null {
  const found = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  if (!found || (found[1] === '24' && found[2] !== '00')) return null
  return (Number(found[1]) * 60 + Number(found[2])) * MINUTE_MS
}

/** A moved working day keeps the hours of the week's first working day. */
function shiftsOn(calendar: Calendar, day: Day): readonly Shift[] {
  const own = calendar.week[weekdayOf(day) as Weekday]
  if (own.length > 0 || !partsOf(calendar).workdays.has(day)) return own
  return Object.values(calendar.week).find((shifts) => shifts.length > 0) ?? []
}

function openingsOn(calendar: Calendar, day: Day): Opening[] {
  return shiftsOn(calendar, day).map(([opens, closes]) => {
    const [from, to] = [timeOfDay(opens) ?? 0, timeOfDay(closes) ?? 0]
    return { opens: momentOf(calendar.timeZone, day, from), closes: momentOf(calendar.timeZone, day, to > from ? to : to + DAY_MS) }
  })
}

function factsOf(calendar: Calendar, day: Day): DayFacts {
  const { days, holidays } = partsOf(calendar)
  const kept = days.get(day)
  if (kept) return kept
  if (days.size >= MOST_DAYS_KEPT) days.clear()
  const year = yearOf(day)
  const openings = openingsOn(calendar, day)
  const why = openings.length === 0 ? `closed on ${WEEKDAYS[weekdayOf(day)]}s` : (holidays.get(day) ?? null)
  const facts: DayFacts = {
    openings: why === null ? openings : [],
    skip: why === null ? null : { date: dayText(day), why },
    known: calendar.holidaysKnown.from <= year && year <= calendar.holidaysKnown.to,
    endsAt: endOfLocalDay(calendar.timeZone, day),
  }
  days.set(day, facts)
  return facts
}

/** Counts by whole days depend on the date alone, and every case of one day shares its date: each is made once. */
function once(calendar: Calendar, key: string, count: () => Reckoned): Reckoned {
  const { counts } = partsOf(calendar)
  const kept = counts.get(key)
  if (kept) return kept
  if (counts.size >= MOST_DAYS_KEPT) counts.clear()
  const made = count()
  counts.set(key, made)
  return made
}

const neverOpens = (calendar: Calendar) => new Error(`The calendar "${calendar.id}" has no business day within twenty years.`)

export const endOfDay = (calendar: Calendar, day: Day): Moment => factsOf(calendar, day).endsAt

/** The end of the n-th calendar day after the local date of `from`, which is itself not counted. Weekends and holidays count. */
export function addCalendarDays(calendar: Calendar, from: Moment, n: number): Reckoned {
  const day = localDay(calendar.timeZone, from) + n
  return { at: factsOf(calendar, day).endsAt, skipped: [], holidaysAssumed: false }
}

/** The end of the same date n months on; 31 January and one month is the last day of February. */
export function addCalendarMonths(calendar: Calendar, from: Moment, n: number): Reckoned {
  const day = addMonths(localDay(calendar.timeZone, from), n)
  return { at: factsOf(calendar, day).endsAt, skipped: [], holidaysAssumed: false }
}

/** The end of the n-th business day after the local date of `from`, which is itself not counted whatever day it is. */
export const addBusinessDays = (calendar: Calendar, from: Moment, n: number): Reckoned =>
  earliestOf(calendar, from, (each) => businessDaysIn(each, from, n))

function businessDaysIn(calendar: Calendar, from: Moment, n: number): Reckoned {
  const start = localDay(calendar.timeZone, from)
  return once(calendar, `${n}bd${start}`, () => {
    const skipped: Skipped[] = []
    let day = start
    let assumed = false
    for (let left = n; left > 0; ) {
      if (++day - start > LONGEST_WALK) throw neverOpens(calendar)
      const { skip, known } = factsOf(calendar, day)
      assumed ||= !known
      if (skip) skipped.push(skip)
      else left--
    }
    return { at: factsOf(calendar, day).endsAt, skipped, holidaysAssumed: assumed }
  })
}

/** How many business days lie after the local date of `from`, up to and with that of `to`. Undoes `addBusinessDays`. */
export function businessDaysBetween(calendar: Calendar, from: Moment, to: Moment): number {
  const last = localDay(calendar.timeZone, to)
  let n = 0
  for (let day = localDay(calendar.timeZone, from) + 1; day <= last; day++) if (!factsOf(calendar, day).skip) n++
  return n
}

/** The moment itself if its date is a business day, else the end of the next date that is one. */
export const rollForward = (calendar: Calendar, due: Reckoned): Reckoned => earliestOf(calendar, due.at, (each) => rolledIn(each, due))

function rolledIn(calendar: Calendar, due: Reckoned): Reckoned {
  const day = localDay(calendar.timeZone, due.at)
  const { skip, known } = factsOf(calendar, day)
  if (!skip) return known ? due : { ...due, holidaysAssumed: true }
  const next = businessDaysIn(calendar, due.at, 1)
  return { at: next.at, skipped: [...due.skipped, skip, ...next.skipped], holidaysAssumed: due.holidaysAssumed || next.holidaysAssumed }
}

/**
 * The moment at which `ms` of opening time have passed. Nothing left to wait means the moment itself if the office is open, else the
 * next opening; time that runs out exactly at closing is due at closing.
 */
export const addBusinessTime = (calendar: Calendar, from: Moment, ms: number): Reckoned =>
  earliestOf(calendar, from, (each) => businessTimeIn(each, from, ms))

function businessTimeIn(calendar: Calendar, from: Moment, ms: number): Reckoned {
  const skipped: Skipped[] = []
  const today = localDay(calendar.timeZone, from)
  let owed = ms
  let assumed = false
  for (let day = today - 1; day - today <= LONGEST_WALK; day++) {
    const { openings, skip, known } = factsOf(calendar, day)
    for (const { opens, closes } of openings) {
      const open = closes - Math.max(opens, from)
      if (open < 0 || (open === 0 && owed > 0)) continue
      assumed ||= !known
      if (owed <= open) return { at: Math.max(opens, from) + owed, skipped, holidaysAssumed: assumed }
      owed -= open
    }
    if (skip && day >= today) skipped.push(skip)
  }
  throw neverOpens(calendar)
}

/** How much opening time lies between two moments, in milliseconds; 0 if `to` is not after `from`. Undoes `addBusinessTime`. */
export function businessTimeBetween(calendar: Calendar, from: Moment, to: Moment): Omit<Reckoned, 'at'> & { ms: number } {
  const skipped: Skipped[] = []
  let ms = 0
  let assumed = false
  if (to <= from) return { ms, skipped, holidaysAssumed: assumed }
  const [first, last] = [localDay(calendar.timeZone, from), localDay(calendar.timeZone, to)]
  for (let day = first - 1; day <= last; day++) {
    const { openings, skip, known } = factsOf(calendar, day)
    for (const { opens, closes } of openings) {
      const open = Math.min(closes, to) - Math.max(opens, from)
      if (open <= 0) continue
      ms += open
      assumed ||= !known
    }
    if (skip && day >= first) skipped.push(skip)
  }
  return { ms, skipped, holidaysAssumed: assumed }
}

/** The moment at which a span that begins at `from` has run out. */
export function spanFrom(calendar: Calendar, from: Moment, span: Span): Reckoned {
  switch (span.unit) {
    case 'wall':
      return { at: from + span.ms, skipped: [], holidaysAssumed: false }
    case 'business':
      return addBusinessTime(calendar, from, span.ms)
    case 'calendar_days':
      return addCalendarDays(calendar, from, span.n)
    case 'business_days':
      return addBusinessDays(calendar, from, span.n)
    case 'months':
      return addCalendarMonths(calendar, from, span.n)
  }
}
