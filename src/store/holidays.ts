import type { Holidays } from '../domain/time/holidays'

const EDITION = 'date-holidays 3.37.0'
const DAY_MS = 86_400_000
const cache = new Map<string, Promise<Holidays>>()

/**
 * The public holidays of a country or of one of its parts: `AU`, `AU-NSW`, `GB-ENG`, `TH`. The list comes from the package
 * `date-holidays` (its data is CC BY-SA: used as a dependency, never copied), which takes a tenth of a second to load and is therefore
 * loaded when first asked. Only whole public days count: reading a half day or an observance as a holiday would move a deadline later.
 * Throws for a place that the package does not know.
 */
export function loadHolidays(jurisdiction: string, fromYear: number, toYear: number): Promise<Holidays> {
  const key = `${jurisdiction} ${fromYear} ${toYear}`
  const kept = cache.get(key)
  if (kept) return kept
  const made = read(jurisdiction, fromYear, toYear)
  cache.set(key, made)
  made.catch(() => cache.delete(key))
  return made
}

async function read(jurisdiction: string, fromYear: number, toYear: number): Promise<Holidays> {
  const { default: List } = await import('date-holidays')
  const [country = '', state] = jurisdiction.split('-')
  const names = new List()
  const known = Object.hasOwn(names.getCountries(), country) && (!state || Object.hasOwn(names.getStates(country) ?? {}, state))
  if (!known) throw new Error(`We have no holidays for "${jurisdiction}"; a country such as AU or a part such as AU-NSW would be right.`)
  const list = state ? new List(country, state) : new List(country)
  const days = new Map<string, string>()
  for (let year = fromYear; year <= toYear; year++) {
    for (const found of list.getHolidays(year, 'en')) {
      if (found.type === 'public' && found.date.includes(' 00:00:00')) addDays(days, found)
    }
  }
  return { jurisdiction, source: EDITION, days, known: { from: fromYear, to: toYear } }
}

/** A feast of several days is one entry with a beginning and an end. */
function addDays(days: Map<string, string>, found: { date: string; name: string; start: Date; end: Date }) {
  const first = Date.parse(`${found.date.slice(0, 10)}T00:00:00Z`)
  const count = Math.max(1, Math.round((found.end.getTime() - found.start.getTime()) / DAY_MS))
  for (let n = 0; n < count; n++) {
    const date = new Date(first + n * DAY_MS).toISOString().slice(0, 10)
    if (!days.has(date)) days.set(date, found.name)
  }
}
