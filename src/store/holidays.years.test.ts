import { describe, expect, test } from 'vitest'
import { rules } from '../../test/support/simulated'
import { calendarOfPlace, keepsNone, weekendOf } from '../domain/regimes/places'
import { businessDaysBetween } from '../domain/time/calendar'
import { parseDay, weekdayOf } from '../domain/time/day'
import { momentOf } from '../domain/time/zone'
import { loadHolidays } from './holidays'

/** Working days that fall away in a year, as local dates without the year; what falls on a weekend anyway is left out. */
const closedIn = async (place: string, year: number, weekend = weekendOf(place)) => {
  const { days } = await loadHolidays(place, 2024, 2027, rules.ownHolidays)
  return [...days.keys()]
    .filter((date) => date.startsWith(String(year)) && !weekend.includes(weekdayOf(parseDay(date)!)))
    .map((date) => date.slice(5))
    .sort()
}

describe('the working days that are lost, year by year', () => {
  test.each<[string, number, string]>([
    ['AU', 2024, '01-01 01-26 03-29 04-01 04-25 12-25 12-26'],
    ['AU', 2025, '01-01 01-27 04-18 04-21 04-25 12-25 12-26'],
    ['AU', 2026, '01-01 01-26 04-03 04-06 12-25 12-28'],
    ['AU', 2027, '01-01 01-26 03-26 03-29 12-27 12-28'],
    ['AU-NSW', 2024, '01-01 01-26 03-29 04-01 04-25 06-10 10-07 12-25 12-26'],
    ['AU-NSW', 2025, '01-01 01-27 04-18 04-21 04-25 06-09 10-06 12-25 12-26'],
    ['AU-NSW', 2026, '01-01 01-26 04-03 04-06 04-27 06-08 10-05 12-25 12-28'],
    ['AU-NSW', 2027, '01-01 01-26 03-26 03-29 04-26 06-14 10-04 12-27 12-28'],
    ['AU-VIC', 2026, '01-01 01-26 03-09 04-03 04-06 06-08 09-25 11-03 12-25 12-28'],
    ['AU-QLD', 2027, '01-01 01-26 03-26 03-29 04-26 05-03 10-04 12-27 12-28'],
    ['AU-WA', 2026, '01-01 01-26 03-02 04-03 04-06 04-27 06-01 09-28 12-25 12-28'],
    ['AU-SA', 2025, '01-01 01-27 03-10 04-18 04-21 04-25 06-09 10-06 12-25 12-26'],
    ['AU-TAS', 2026, '01-01 01-26 03-09 04-03 04-06 06-08 12-25 12-28'],
    ['AU-ACT', 2026, '01-01 01-26 03-09 04-03 04-06 04-27 06-01 06-08 10-05 12-25 12-28'],
    ['AU-NT', 2026, '01-01 01-26 04-03 04-06 05-04 06-08 08-03 12-25 12-28'],
    ['GB-ENG', 2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    ['GB-ENG', 2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    ['GB-ENG', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['GB-ENG', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    ['US-federal', 2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
    ['US-federal', 2025, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'],
    ['US-federal', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    ['US-federal', 2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    ['CN', 2024, '01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07'],
    ['CN', 2025, '01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08'],
    ['CN', 2026, '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07'],
    ['CN', 2027, ''],
  ])('%s %i', async (place, year, closed) => {
    expect((await closedIn(place, year)).join(' ')).toBe(closed)
  })
  test.each<[string, number, string]>([
    ['CN', 2024, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'],
    ['CN', 2025, '01-26 02-08 04-27 09-28 10-11'],
    ['CN', 2026, '01-04 02-14 02-28 05-09 09-20 10-10'],
  ])('%s %i works on weekend days instead', async (place, year, worked) => {
    const { workdays } = await loadHolidays(place, 2024, 2027, rules.ownHolidays)
    const dates = [...workdays!.keys()].filter((date) => date.startsWith(String(year)))
    expect(dates.map((date) => date.slice(5)).join(' ')).toBe(worked)
  })
  test.each<[string, string, string[]]>([
    ['TH-bank', 'Thai banks work on the first day of Buddhist Lent', ['2026-07-30']],
    ['TH-public', 'the public does not', []],
  ])('%s: %s', async (place, _, worked) => {
    const { days } = await loadHolidays(place, 2026, 2026)
    expect(['2026-07-30'].filter((date) => !days.has(date))).toEqual(worked)
  })
})

describe('the working days of a year, with the weekend of the place', () => {
  test.each<[string, number, number]>([
    ['AU', 2026, 255],
    ['GB-ENG', 2026, 253],
    ['US-federal', 2026, 250],
    ['CN', 2024, 251],
    ['CN', 2025, 248],
    ['CN', 2026, 248],
    ['none', 2026, 261],
    ['EU', 2026, 261],
  ])('%s has %i: %i', async (place, year, n) => {
    const iso = rules.packs.find(({ id }) => id === 'iso10002-default')!
    const holidays = keepsNone(place) ? null : await loadHolidays(place, 2024, 2027, rules.ownHolidays)
    const calendar = calendarOfPlace(iso, place, 'UTC', holidays)
    const at = (date: string) => momentOf('UTC', parseDay(date)!)
    expect(businessDaysBetween(calendar, at(`${year - 1}-12-31`), at(`${year}-12-31`))).toBe(n)
  })
  test.each([
    ['IR', [4, 5]],
    ['SA', [5, 6]],
    ['EG', [5, 6]],
    ['AE', [6, 7]],
    ['AU-NSW', [6, 7]],
    ['NP', [6]],
  ])('%s is closed on weekdays %j', (place, weekend) => {
    expect(weekendOf(place)).toEqual(weekend)
  })
})
