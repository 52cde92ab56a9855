import type { Calendar, Shift, Weekday } from '../time/calendar'
import { type Holidays, noHolidays, withHolidays } from '../time/holidays'
import type { Pack } from './pack'

/** Where people do not work on Friday and Saturday, or on Thursday and Friday; everywhere else it is Saturday and Sunday. */
const FRI_SAT = ['BH', 'DZ', 'EG', 'IQ', 'IL', 'JO', 'KW', 'LY', 'MV', 'OM', 'PS', 'QA', 'SA', 'SD', 'SY', 'YE', 'BD']
const WEEKENDS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(FRI_SAT.map((country) => [country, [5, 6]])),
  AF: [4, 5],
  BN: [5, 7],
  IR: [4, 5],
  NP: [6],
}
export const weekendOf = (place: string): readonly number[] => WEEKENDS[countryOf(place)] ?? [6, 7]

export const countryOf = (place: string) => place.split('-')[0]!.toUpperCase()
/** `au-nsw` is `AU-NSW`; names that rule books write with capitals of their own stay as they are. */
export const placeNamed = (text: string) => (text === text.toLowerCase() && text !== 'none' ? text.toUpperCase() : text)

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/**
 * Whose days count for a rule book: the place that somebody names; the firm's own where the rule book goes by state, by member state or by
 * the firm; else those of the whole jurisdiction, and then it is an assumption.
 */
export function placeFor(pack: Pack, named: string | null, firm: string | null): { place: string; assumed: boolean } {
  if (named !== null) return { place: named, assumed: false }
  if (pack.calendar.kind === 'named') return { place: firm ?? 'none', assumed: firm === null }
  const { place, parts } = pack.calendar
  const own = place === 'firm' ? firm : firm !== null && belongs(place, firm, parts) ? (parts ? firm : place) : null
  return own === null ? { place: place === 'firm' ? 'none' : place, assumed: true } : { place: own, assumed: false }
}
const belongs = (place: string, firm: string, parts: boolean) =>
  countryOf(place) === countryOf(firm) || (parts && place === 'EU' && EU.includes(countryOf(firm)))

const ALL_DAY: readonly Shift[] = [['00:00', '24:00']]

/** Business days of a place, with the weekend that the rule book or the place keeps. Counting by fewer holidays gives the earlier, safe date. */
export function calendarOfPlace(pack: Pack, place: string, zone: string, holidays: Holidays | null): Calendar {
  const weekend = pack.calendar.kind === 'named' || pack.calendar.weekend === 'of_the_place' ? weekendOf(place) : pack.calendar.weekend
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, weekend.includes(day) ? [] : ALL_DAY])) as Record<
    Weekday,
    Shift[]
  >
  const bare: Calendar = {
    id: place,
    version: '1',
    timeZone: zone,
    week,
    holidays: new Map(),
    holidaysKnown: { from: -Infinity, to: Infinity },
  }
  return keepsNone(place) ? bare : withHolidays(bare, holidays ?? noHolidays)
}

/** Places that stand for "no holidays": none at all, and a union whose members keep their own. */
export const keepsNone = (place: string) => place === 'none' || place === 'EU'
