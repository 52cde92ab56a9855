import { iso, type Moment } from '../domain/moment'
import { keepsNone } from '../domain/regimes/places'
import { loadHolidays, type OwnLists } from './holidays'
import type { OwnSource } from './own-source'

/** What can only be seen from outside what a firm wrote: places that nobody knows, and dates to come. Each a sentence with its line. */
export const seenFromOutside = async (source: OwnSource, own: OwnLists, now: Moment, file: string, text: string): Promise<string[]> => [
  ...checkedAhead(source, now, file, text),
  ...(await unknownPlaces(source, own, file, text)),
]

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

/** When sources were looked at that cannot have been yet. A clock that is a day behind somewhere on earth is no mistake. */
function checkedAhead(source: OwnSource, now: Moment, file: string, text: string): string[] {
  const tomorrow = iso(now + 86_400_000).slice(0, 10)
  const dates = source.make(0).packs.flatMap(({ checked, milestones }) => [checked, ...milestones.map((one) => one.checked)])
  return [...new Set(dates)]
    .filter((date) => date > tomorrow)
    .map((date) => {
      const line = lineWith(text, /checked/, date)
      return `${file}, line ${line}: checked says on which date the sources were last looked at, and ${date} is still to come.`
    })
}

const lineWith = (text: string, key: RegExp, value: string) =>
  Math.max(1, text.split('\n').findIndex((one) => key.test(one) && one.includes(value)) + 1)

async function problemOf(place: string, own: OwnLists, file: string, text: string): Promise<string | null> {
  const line = lineWith(text, /holidays|place/, place)
  return loadHolidays(place, 2026, 2026, own).then(
    () => null,
    (error: Error) => `${file}, line ${line}: ${error.message}`,
  )
}
