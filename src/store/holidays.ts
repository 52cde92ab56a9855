import { type Holidays, noHolidays, withYears } from '../domain/time/holidays'
import type { Feast } from '../domain/time/moon'
import { addMoved, type Moved } from './holidays-moved'

const EDITION = 'date-holidays 3.37.0'
const DAY_MS = 86_400_000
const cache = new Map<string, Promise<Holidays>>()

type Named = {
  place: string
  without?: RegExp
  /** Days of every year that the list does not have, as `05-01`. */
  besides?: Readonly<Record<string, string>>
  /** Days that the list has on a wrong date → the date that was announced. */
  announced?: Readonly<Record<string, string>>
  moved?: Moved
}
/** Asalha Puja and the first day of Lent of 2024; Makha Bucha and Vesak of 2025. */
const THAI_FEASTS = { '2024-07-19': '2024-07-20', '2024-07-20': '2024-07-21', '2025-02-13': '2025-02-12', '2025-05-12': '2025-05-11' }
const THAI: Named = { place: 'TH', announced: THAI_FEASTS, moved: 'next_working_day' }
/** Names that rule books use for a place's days → where they are looked up, and in what they differ from the public days of that place. */
const NAMED: Readonly<Record<string, Named>> = {
  'US-FEDERAL': { place: 'US', moved: 'nearest_weekday' },
  'TH-BANK': { ...THAI, without: /Lent|Ploughing/, besides: { '05-01': 'Labour Day' } },
  'TH-PUBLIC': THAI,
  TH: THAI,
  'IR-PUBLIC': { place: 'IR' },
  // Days that the list has as public and the law of the place has not: each would make a date too late.
  AE: { place: 'AE', without: /^Laylat|^First day of Ramadan/ },
  'CA-NT': { place: 'CA-NT', without: /^Easter Monday/ },
  'CA-ON': { place: 'CA-ON', without: /^Easter Monday/ },
  'CA-YT': { place: 'CA-YT', without: /^Easter Monday/ },
  // The list has it on the Tuesday.
  CY: { place: 'CY', without: /^Clean Monday/ },
  'US-NY': { place: 'US-NY', without: /^Susan B/ },
}

/**
 * Where days follow the moon and are announced year by year: the last year that we have seen announced. After it the days of the moon do not
 * count (those of the sun do), and every count says so.
 */
const ANNOUNCED: Readonly<Record<string, number>> = { TH: 2026, IR: 2026 }
/** How the package writes a day of the moon, where it reckons one by tables. */
const OF_THE_MOON = /Muharram|Safar|Rabi|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu al/

/** Lists of our own, which go before the package's, by place; one that only adds years stands beside what the package says of others. */
export type OwnLists = ReadonlyMap<string, Holidays & { adds?: true }>

/** The lists that ship, with the years that a firm has brought. */
export function withDays(lists: OwnLists, brought: readonly Holidays[]): OwnLists {
  const all = new Map(lists)
  for (const list of brought) {
    const place = list.jurisdiction.toUpperCase()
    const before = all.get(place)
    all.set(place, before ? withYears(before, list) : { ...list, adds: true })
  }
  return all
}

/**
 * The public holidays of a country or of one of its parts: `AU`, `AU-NSW`, `GB-ENG`, `TH`, or a name that rule books use, such as
 * `US-federal`. The list comes from the package `date-holidays` (its data is CC BY-SA: used as a dependency, never copied), which takes a
 * tenth of a second to load and is therefore loaded when first asked. Only whole public days count: reading a half day or an observance as
 * a holiday would move a deadline later. Throws for a place that nobody knows.
 */
export function loadHolidays(place: string, fromYear: number, toYear: number, own: OwnLists = new Map()): Promise<Holidays> {
  const jurisdiction = place.toUpperCase()
  const list = own.get(jurisdiction)
  if (list && !list.adds) return Promise.resolve(list)
  const base = fromPackage(place, jurisdiction, fromYear, toYear)
  return list ? base.then((known) => withYears(known, list)) : base
}

function fromPackage(place: string, jurisdiction: string, fromYear: number, toYear: number): Promise<Holidays> {
  const key = `${jurisdiction} ${fromYear} ${toYear}`
  const kept = cache.get(key)
  if (kept) return kept
  const made = read(place, fromYear, toYear)
  cache.set(key, made)
  made.catch(() => cache.delete(key))
  return made
}

async function read(place: string, fromYear: number, toYear: number): Promise<Holidays> {
  const { default: List } = await import('date-holidays')
  const named = NAMED[place.toUpperCase()]
  const parts = (named?.place ?? place.toUpperCase()).split('-')
  if (!isKnown(new List(), parts) && isCountry(place)) return { ...noHolidays, jurisdiction: place.toUpperCase() }
  if (!isKnown(new List(), parts))
    throw new Error(`We have no holidays for "${place}"; a country such as AU or a part such as AU-NSW would be right.`)
  const list = new List(...(parts as [string]))
  const days = new Map<string, string>()
  const feasts = new Map<string, Feast>()
  const announced = ANNOUNCED[parts[0]!] ?? Infinity
  for (let year = fromYear; year <= toYear; year++) {
    for (const found of list.getHolidays(year, 'en')) {
      if (found.type !== 'public' || !found.date.includes(' 00:00:00') || named?.without?.test(found.name)) continue
      const month = OF_THE_MOON.exec(found.rule)?.[0]
      if (month && year > announced) continue
      const dates = addDays(days, { ...found, date: named?.announced?.[found.date.slice(0, 10)] ?? found.date })
      if (month && announced === Infinity) addFeast(feasts, `${month} ${year}`, found.name, dates)
    }
    for (const [date, name] of Object.entries(named?.besides ?? {})) days.set(`${year}-${date}`, name)
  }
  if (named?.moved) addMoved(days, named.moved)
  return {
    jurisdiction: place,
    source: EDITION,
    days,
    known: { from: fromYear, to: Math.min(toYear, announced) },
    ...(feasts.size > 0 ? { moon: [...feasts.values()] } : {}),
  }
}

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
/** A country that exists although nobody gave us its days, such as Kuwait: every count there says that it assumed. */
const isCountry = (place: string) => {
  const code = place.toUpperCase()
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.has(code)) return false
  return countries.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code
}
const NO_COUNTRIES = new Set(['ZZ', 'EU', 'EZ', 'UN', 'XA', 'XB', 'QO'])

type Names = {
  getCountries(): object
  getStates(country: string): object | undefined
  getRegions(country: string, state: string): object | undefined
}
function isKnown(names: Names, [country = '', state, region, ...more]: string[]) {
  if (more.length > 0 || !Object.hasOwn(names.getCountries(), country)) return false
  if (state === undefined) return true
  if (!Object.hasOwn(names.getStates(country) ?? {}, state)) return false
  return region === undefined || Object.hasOwn(names.getRegions(country, state) ?? {}, region)
}

/** Days of one month of the moon come early or late together. */
function addFeast(feasts: Map<string, Feast>, month: string, name: string, dates: string[]) {
  const before = feasts.get(month)
  if (dates.length > 0) feasts.set(month, { name: before?.name ?? name, dates: [...(before?.dates ?? []), ...dates] })
}

/** A feast of several days is one entry with a beginning and an end. */
function addDays(days: Map<string, string>, found: { date: string; name: string; start: Date; end: Date }): string[] {
  const first = Date.parse(`${found.date.slice(0, 10)}T00:00:00Z`)
  const count = Math.max(1, Math.round((found.end.getTime() - found.start.getTime()) / DAY_MS))
  const dates = Array.from({ length: count }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10)).filter(
    (date) => !days.has(date),
  )
  for (const date of dates) days.set(date, found.name)
  return dates
}
