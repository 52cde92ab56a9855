import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadHolidays } from './holidays'

describe('public holidays', () => {
  test.each([
    ['AU', '2026-04-03', 'Good Friday'],
    ['AU', '2026-04-06', 'Easter Monday'],
    ['AU', '2026-12-28', 'Boxing Day (substitute day)'],
    ['AU-NSW', '2026-10-05', 'Labour Day'],
    ['GB-ENG', '2026-05-25', 'Spring bank holiday'],
    ['TH', '2026-04-13', 'Songkran Festival'],
  ])('%s on %s: %s', async (place, date, name) => {
    expect((await loadHolidays(place, 2026, 2026)).days.get(date)).toBe(name)
  })
  test.each([
    ['AU', '2026-05-10', "Mother's Day is kept, but nobody has the day off"],
    ['AU', '2026-10-05', 'Labour Day is not on one day in all states'],
    ['CN', '2026-05-04', 'half a day off for young people'],
  ])('%s on %s has none: %s', async (place, date) => {
    expect((await loadHolidays(place, 2026, 2026)).days.has(date)).toBe(false)
  })
  test('say which years they are good for and which list they come from', async () => {
    const { version } = JSON.parse(readFileSync('node_modules/date-holidays/package.json', 'utf8')) as { version: string }
    const holidays = await loadHolidays('AU', 2025, 2027)
    expect(holidays).toMatchObject({ jurisdiction: 'AU', known: { from: 2025, to: 2027 }, source: `date-holidays ${version}` })
    expect([2025, 2026, 2027].map((year) => holidays.days.has(`${year}-12-25`))).toEqual([true, true, true])
  })
  test.each<[string, string, string, string]>([
    ['US-federal', '2028-11-10', 'Veterans Day', 'a Saturday is kept on the Friday before'],
    ['US-federal', '2029-11-12', 'Veterans Day', 'a Sunday on the Monday after'],
    ['US-federal', '2027-12-31', "New Year's Day", 'also over the end of the year'],
    ['TH-bank', '2024-04-16', 'Songkran', 'a Saturday and a Sunday of one feast give one day, after the feast'],
    ['TH-bank', '2024-04-08', 'Chakri', 'a Saturday gives the Monday'],
    ['TH-bank', '2029-01-02', "New Year's Eve", 'a Sunday before New Year gives the Tuesday'],
    ['TH-public', '2026-12-07', 'King Bhumibol', 'the public keeps it too'],
    ['TH', '2026-06-01', 'Vesak', 'a firm in Thailand keeps it as well'],
    ['TH-bank', '2025-02-12', 'Makha Bucha', 'it was announced for the Wednesday'],
    ['TH-bank', '2024-07-22', 'Asalha Puja', 'and that for the Saturday before'],
    ['TH-public', '2025-05-12', 'Vesak Day (observed)', 'a Sunday gives the Monday'],
    ['TH-bank', '2026-05-01', 'Labour Day', 'banks close on it'],
  ])('%s on %s: %s, because %s', async (place, date, name) => {
    expect((await loadHolidays(place, 2024, 2029)).days.get(date)).toContain(name)
  })
  test.each([
    ['TH-bank', '2024-04-17', 'one day is given, not two'],
    ['TH-bank', '2027-05-05', 'a Tuesday moves nothing'],
    ['US-federal', '2029-11-09', 'a Sunday moves to no Friday'],
    ['TH-public', '2026-05-01', 'offices of the state are open on Labour Day'],
    ['TH-bank', '2025-02-13', 'Makha Bucha was the day before'],
    ['TH-bank', '2024-07-19', 'Asalha Puja was the day after'],
    ['CA-ON', '2026-04-06', 'Easter Monday is worked in Ontario'],
    ['CA-NT', '2026-04-06', 'and in the north'],
    ['CA-YT', '2026-04-06', 'as in Yukon'],
    ['CY', '2026-02-24', 'Clean Monday is no Tuesday'],
    ['AE', '2024-03-11', 'Ramadan begins on a working day'],
    ['AE', '2027-01-05', 'nobody has the day after the night journey off'],
    ['US-NY', '2024-02-15', 'a birthday that is remembered and worked'],
  ])('%s on %s has none, because %s', async (place, date) => {
    expect((await loadHolidays(place, 2024, 2029)).days.has(date)).toBe(false)
  })
  test('are read once', () => {
    expect(loadHolidays('AU', 2025, 2027)).toBe(loadHolidays('AU', 2025, 2027))
  })
  test.each(['XX', 'AU-ATLANTIS', '', '__proto__', 'constructor'])('of %j are not known', async (place) => {
    await expect(loadHolidays(place, 2026, 2026)).rejects.toThrow(`We have no holidays for "${place}"`)
  })
})
