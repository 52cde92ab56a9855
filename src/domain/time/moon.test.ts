import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../../../test/calendars'
import { addBusinessDays, addBusinessTime, type Calendar, rollForward } from './calendar'
import { dayText, parseDay } from './day'

const day = [['09:00', '17:00']] as const
const plain = {
  ...{ id: 'gulf', version: '1', timeZone: 'Asia/Dubai', holidays: new Map<string, string>() },
  week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
  holidaysKnown: { from: 2020, to: 2030 },
} satisfies Calendar
const feast = (first: string, length: number, by = 0) => Array.from({ length }, (_, n) => dayText(parseDay(first)! + n + by))
const kept = (...dates: string[]): Calendar => ({ ...plain, holidays: new Map(dates.map((date) => [date, 'Eid'])) })
const unsure = (first: string, length: number): Calendar => ({
  ...kept(...feast(first, length)),
  moon: [{ name: 'Eid', dates: feast(first, length) }],
})
const received = at('Asia/Dubai', '2026-03-02 10:00')

const COUNTS = {
  days: (calendar: Calendar, n: number) => addBusinessDays(calendar, received, n),
  hours: (calendar: Calendar, n: number) => addBusinessTime(calendar, received, n * 4 * 3_600_000),
  rolled: (calendar: Calendar, n: number) => rollForward(calendar, { at: received + n * 86_400_000, skipped: [], holidaysAssumed: false }),
}
test.each(Object.entries(COUNTS))(
  'counting %s ends with the earliest of the three evenings, and says so where it is another',
  (_, count) => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 25 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        (offset, length, n) => {
          const first = dayText(parseDay('2026-03-02')! + offset)
          const ends = [-1, 0, 1].map((by) => count(kept(...feast(first, length, by)), n).at)
          const found = count(unsure(first, length), n)
          expect(found.at).toBe(Math.min(...ends))
          expect(found.moon).toEqual(found.at < ends[1]! ? [{ date: first, why: 'Eid' }] : undefined)
        },
      ),
      { numRuns: 300 },
    )
  },
)

test('feasts come early or late each for itself', () => {
  const two = [feast('2026-03-02', 2), feast('2026-03-10', 2)]
  const calendar = { ...kept(...two.flat()), moon: two.map((dates) => ({ name: 'Eid', dates })) }
  const found = addBusinessDays(calendar, received, 6)
  expect(found.moon?.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-10'])
  expect(found.at).toBeLessThan(addBusinessDays(kept(...two.flat()), received, 6).at)
})
