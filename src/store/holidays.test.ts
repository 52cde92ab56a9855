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
  test('are read once', () => {
    expect(loadHolidays('AU', 2025, 2027)).toBe(loadHolidays('AU', 2025, 2027))
  })
  test.each(['XX', 'AU-ATLANTIS', '', '__proto__', 'constructor'])('of %j are not known', async (place) => {
    await expect(loadHolidays(place, 2026, 2026)).rejects.toThrow(`We have no holidays for "${place}"`)
  })
})
