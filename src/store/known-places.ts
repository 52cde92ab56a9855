import { keepsNone } from '../domain/regimes/places'
import { loadHolidays, type OwnLists } from './holidays'
import type { OwnSource } from './own-source'

/** The places whose holidays a firm's rule book or calendar names and nobody knows, each a sentence with its line and a remedy. */
export async function unknownPlaces(source: OwnSource, own: OwnLists, file: string, text: string): Promise<string[]> {
  const { packs, calendars, days } = source.make(0)
  const places = [
    ...packs.flatMap(({ calendar }) => (calendar.kind === 'place' ? [calendar.place] : [])),
    ...calendars.flatMap(({ holidays }) => holidays ?? []),
    ...(days ? [days.jurisdiction] : []),
  ]
  const asked = [...new Set(places)].filter((place) => place !== 'firm' && !keepsNone(place) && place !== '')
  const said = await Promise.all(asked.map((place) => problemOf(place, own, file, text)))
  return said.flatMap((one) => one ?? [])
}

async function problemOf(place: string, own: OwnLists, file: string, text: string): Promise<string | null> {
  const line = text.split('\n').findIndex((one) => /holidays|place/.test(one) && one.includes(place)) + 1
  return loadHolidays(place, 2026, 2026, own).then(
    () => null,
    (error: Error) => `${file}, line ${Math.max(1, line)}: ${error.message}`,
  )
}
