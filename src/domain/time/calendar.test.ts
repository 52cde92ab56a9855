import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alwaysOpen, at, australia, berlinOffice, england, inBerlin, inSydney, nightDesk, sydneyOffice } from '../../../test/calendars'
import { addBusinessDays, addBusinessTime, addCalendarDays, businessTimeBetween, type Calendar, rollForward, spanFrom } from './calendar'
import { HOUR_MS, MINUTE_MS } from './day'
import { parseSpan } from './duration'
import { localText } from './zone'

const dueAfter = (calendar: Calendar, arrives: number, promised: string) => {
  const { at: due } = spanFrom(calendar, arrives, parseSpan(promised)!)
  return localText(calendar.timeZone, due).slice(0, 16)
}

describe('opening time of an office from 9 to 5 with lunch from 12:30 to 13:30', () => {
  test.each([
    ['2bh', '2026-03-05 09:30', '2026-03-05 11:30', 'it fits into one shift'],
    ['4bh', '2026-03-05 10:00', '2026-03-05 15:00', 'lunch does not count'],
    ['1bh', '2026-03-05 12:45', '2026-03-05 14:30', 'what comes at lunch waits for its end'],
    ['30bmin', '2026-03-05 12:00', '2026-03-05 12:30', 'what runs out at closing is due at closing'],
    ['3bh', '2026-03-06 16:00', '2026-03-09 11:00', 'the weekend does not count'],
    ['1bh', '2026-03-07 23:00', '2026-03-09 10:00', 'a message at night waits for the morning'],
    ['8bh', '2026-04-02 16:00', '2026-04-07 17:00', 'Good Friday and Easter Monday do not count, nor does lunch'],
    ['4bh', '2026-03-27 16:00', '2026-03-30 12:00', 'summer time began on the Sunday between'],
    ['4bh', '2026-10-23 16:00', '2026-10-26 12:00', 'winter time began on the Sunday between'],
    ['2bh', '2026-12-31 16:00', '2027-01-04 10:00', 'New Year is a holiday, and a weekend follows'],
    ['2bh', '2028-02-28 16:00', '2028-02-29 10:00', 'a leap day is a day like any other'],
    ['0bh', '2026-03-07 23:00', '2026-03-09 09:00', 'nothing to wait for is due when the office opens'],
  ])('%s promised on %s fall due on %s, because %s', (promised, arrives, due) => {
    expect(dueAfter(berlinOffice, inBerlin(arrives), promised)).toBe(due)
  })
})

describe('opening hours that cross a change of the clocks', () => {
  test.each([
    ['Europe/London', '2026-03-28 23:00', '4bh', '2026-03-29 04:00', 'an hour is missing in the night of 29 March'],
    ['Europe/London', '2026-10-24 23:00', '4bh', '2026-10-25 02:00', 'an hour comes twice in the night of 25 October'],
    ['America/New_York', '2026-03-08 01:00', '2bh', '2026-03-08 04:00', 'an hour is missing'],
    ['Australia/Lord_Howe', '2026-04-05 01:00', '2bh', '2026-04-05 02:30', 'half an hour comes twice'],
    ['Pacific/Apia', '2011-12-29 23:00', '2bh', '2011-12-31 01:00', 'a whole date is missing'],
    ['Asia/Kolkata', '2026-03-29 01:00', '2bh', '2026-03-29 03:00', 'nothing changes'],
  ])('round the clock in %s: from %s %s end at %s, because %s', (zone, arrives, promised, due) => {
    expect(dueAfter(alwaysOpen(zone), at(zone, arrives), promised)).toBe(due)
  })

  test.each([
    ['2026-03-05 23:00', '8bh', '2026-03-06 23:00', 'seven hours of the night and one of the next'],
    ['2026-03-28 21:00', '7bh', '2026-03-29 06:00', 'the night of 29 March has seven hours'],
    ['2026-10-24 21:00', '9bh', '2026-10-25 06:00', 'the night of 25 October has nine'],
    ['2026-03-05 05:00', '1bh', '2026-03-05 06:00', 'the shift of yesterday evening is still open'],
  ])('a night desk from 22:00 to 06:00: from %s %s end at %s, because %s', (arrives, promised, due) => {
    expect(dueAfter(nightDesk, at('Europe/London', arrives), promised)).toBe(due)
  })
})

describe('whole days; the day of receipt is not counted', () => {
  test.each([
    ['30cd', '2026-03-29 10:00', '2026-04-28 23:59', 'received on a Sunday, day 1 is Monday'],
    ['30cd', '2026-03-29 23:59:59', '2026-04-28 23:59', 'the hour of receipt makes no difference'],
    ['1cd', '2026-04-04 12:00', '2026-04-05 23:59', 'a Sunday is a calendar day, also one of 25 hours'],
    ['1bd', '2026-04-02 15:00', '2026-04-07 23:59', 'Easter: Friday to Monday are passed over'],
    ['5bd', '2026-03-29 10:00', '2026-04-07 23:59', 'a holiday on each side of a weekend'],
    ['1bd', '2026-04-04 15:00', '2026-04-07 23:59', 'received on a day that is no business day'],
    ['1bd', '2026-12-24 15:00', '2026-12-29 23:59', 'Christmas, a weekend and the substitute for Boxing Day'],
    ['3bd', '2026-12-30 09:00', '2027-01-05 23:59', 'over the end of the year'],
    ['365cd', '2027-12-01 09:00', '2028-11-30 23:59', 'through a leap year'],
    ['1mo', '2026-01-31 09:00', '2026-02-28 23:59', 'a month that has no 31st'],
    ['24h', '2026-04-04 15:00', '2026-04-05 14:00', '24 hours by the wall clock, on a day of 25'],
  ])('in Sydney %s from %s end on %s, because %s', (promised, arrives, due) => {
    expect(dueAfter(australia, inSydney(arrives), promised)).toBe(due)
  })

  test('what was passed over is said, day by day', () => {
    expect(addBusinessDays(australia, inSydney('2026-04-02 15:00'), 1).skipped).toEqual([
      { date: '2026-04-03', why: 'Good Friday' },
      { date: '2026-04-04', why: 'closed on Saturdays' },
      { date: '2026-04-05', why: 'closed on Sundays' },
      { date: '2026-04-06', why: 'Easter Monday' },
    ])
    expect(addBusinessTime(sydneyOffice, inSydney('2026-04-02 16:00'), 2 * HOUR_MS).skipped.map(({ why }) => why)).toEqual([
      'Good Friday',
      'closed on Saturdays',
      'closed on Sundays',
      'Easter Monday',
    ])
  })

  test('a last day that is no business day is moved only where a rule book says so', () => {
    const saturday = addCalendarDays(england, at('Europe/London', '2026-03-28 09:00'), 7)
    expect(localText('Europe/London', saturday.at)).toBe('2026-04-04 23:59:59')
    expect(localText('Europe/London', rollForward(england, saturday).at)).toBe('2026-04-07 23:59:59')
    const friday = addCalendarDays(england, at('Europe/London', '2026-03-20 09:00'), 7)
    expect(rollForward(england, friday)).toBe(friday)
  })
})

describe('a year whose holidays nobody gave us', () => {
  test('is counted without holidays, which is the earliest date, and says so', () => {
    const due = addBusinessDays(australia, inSydney('2028-04-13 10:00'), 1)
    expect(localText('Australia/Sydney', due.at)).toBe('2028-04-14 23:59:59')
    expect(due.holidaysAssumed).toBe(true)
  })
  test('is no matter for counts that do not look at holidays', () => {
    expect(addCalendarDays(australia, inSydney('2028-04-13 10:00'), 30).holidaysAssumed).toBe(false)
    expect(addBusinessDays(australia, inSydney('2026-04-02 10:00'), 1).holidaysAssumed).toBe(false)
  })
  test('is said for opening hours too', () => {
    expect(addBusinessTime(berlinOffice, inBerlin('2027-12-31 16:00'), 2 * HOUR_MS).holidaysAssumed).toBe(true)
    expect(businessTimeBetween(berlinOffice, inBerlin('2027-12-31 16:00'), inBerlin('2028-01-03 10:00')).holidaysAssumed).toBe(true)
    expect(addBusinessTime(berlinOffice, inBerlin('2027-12-30 16:00'), HOUR_MS).holidaysAssumed).toBe(false)
  })
})

test('a calendar that never opens is an error after a bounded walk, not a loop', () => {
  const closed: Calendar = { ...australia, id: 'shut', week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }
  expect(() => addBusinessDays(closed, 0, 1)).toThrow('"shut" has no business day')
  expect(() => addBusinessTime(closed, 0, 1)).toThrow('"shut" has no business day')
})

describe('how much opening time lies between', () => {
  test.each([
    ['2026-03-05 10:00', '2026-03-05 15:00', 4, 'lunch is not counted'],
    ['2026-03-06 16:00', '2026-03-09 11:00', 3, 'nor is the weekend'],
    ['2026-03-05 18:00', '2026-03-05 23:00', 0, 'nothing was open'],
    ['2026-03-05 15:00', '2026-03-05 10:00', 0, 'it ends before it begins'],
  ])('%s and %s: %i hours, because %s', (from, to, hours) => {
    expect(businessTimeBetween(berlinOffice, inBerlin(from), inBerlin(to)).ms).toBe(hours * HOUR_MS)
  })
})

const calendars = fc.constantFrom(berlinOffice, sydneyOffice, nightDesk, australia, england, alwaysOpen('Africa/Casablanca'))
const moments = fc.integer({ min: Date.UTC(2025, 11), max: Date.UTC(2027, 2) })
const lengths = fc.integer({ min: 1, max: 60 * 200 }).map((minutes) => minutes * MINUTE_MS + 1)
const few = { numRuns: 200 }

describe('whatever the calendar and the moment', () => {
  test('adding opening time and counting it undo each other', () => {
    fc.assert(
      fc.property(calendars, moments, lengths, (calendar, from, ms) => {
        const { at: due } = addBusinessTime(calendar, from, ms)
        expect(businessTimeBetween(calendar, from, due).ms).toBe(ms)
        expect(due).toBeGreaterThanOrEqual(from + ms)
      }),
      few,
    )
  })
  test('who comes later is never due earlier', () => {
    fc.assert(
      fc.property(calendars, moments, fc.nat(10 * 24 * HOUR_MS), lengths, fc.nat(40), (calendar, from, later, ms, days) => {
        expect(addBusinessTime(calendar, from + later, ms).at).toBeGreaterThanOrEqual(addBusinessTime(calendar, from, ms).at)
        expect(addBusinessDays(calendar, from + later, days).at).toBeGreaterThanOrEqual(addBusinessDays(calendar, from, days).at)
        expect(addCalendarDays(calendar, from + later, days).at).toBeGreaterThanOrEqual(addCalendarDays(calendar, from, days).at)
      }),
      few,
    )
  })
  test('who has longer is never due earlier, and business days are never shorter than calendar days', () => {
    fc.assert(
      fc.property(calendars, moments, fc.nat(40), lengths, (calendar, from, days, ms) => {
        expect(addBusinessDays(calendar, from, days + 1).at).toBeGreaterThan(addBusinessDays(calendar, from, days).at)
        expect(addBusinessDays(calendar, from, days).at).toBeGreaterThanOrEqual(addCalendarDays(calendar, from, days).at)
        expect(addBusinessTime(calendar, from, ms + 1).at).toBeGreaterThan(addBusinessTime(calendar, from, ms).at)
      }),
      few,
    )
  })
})
