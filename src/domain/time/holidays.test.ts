import { expect, test } from 'vitest'
import { type Holidays, noHolidays, withYears } from './holidays'

const list = (from: number, to: number, ...dates: string[]): Holidays => ({
  jurisdiction: 'XX',
  source: `${from}`,
  days: new Map(dates.map((date) => [date, 'a day'])),
  known: { from, to },
})
const base = list(2024, 2026, '2025-05-01', '2026-05-01', '2027-05-01')

test.each<[string, Holidays, Holidays, string[], Holidays['known']]>([
  ['the next year', base, list(2027, 2027, '2027-06-01'), ['2025-05-01', '2026-05-01', '2027-06-01'], { from: 2024, to: 2027 }],
  ['a year that was known otherwise', base, list(2026, 2026, '2026-06-01'), ['2025-05-01', '2027-05-01', '2026-06-01'], base.known],
  ['a year with a gap before it', base, list(2028, 2028, '2028-06-01'), [...base.days.keys(), '2028-06-01'], base.known],
  ['the first year of all', noHolidays, list(2026, 2027, '2026-06-01'), ['2026-06-01'], { from: 2026, to: 2027 }],
  ['the year after none', list(2027, 2026), list(2027, 2027, '2027-06-01'), ['2027-06-01'], { from: 2027, to: 2027 }],
])('a list of days for %s', (_, before, brought, days, known) => {
  const found = withYears(before, brought)
  expect([...found.days.keys()]).toEqual(days)
  expect(found.known).toEqual(known)
})
