import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { iso } from '../moment'
import { addMonths, dayText, parseDay, weekdayOf } from './day'
import { endOfLocalDay, isZone, localText, localTime, momentOf } from './zone'

const HOUR = 3_600_000
const local = (text: string) => {
  const [date, time] = text.split(' ')
  const [hours, minutes] = time!.split(':').map(Number)
  return [parseDay(date!)!, (hours! * 60 + minutes!) * 60_000] as const
}

describe('a local time becomes a moment', () => {
  test.each([
    ['Europe/London', '2026-03-29 00:59', '2026-03-29T00:59:00.000Z', 'the last minute of winter time'],
    ['Europe/London', '2026-03-29 01:30', '2026-03-29T01:00:00.000Z', 'it never exists: the moment at which the clocks jump'],
    ['Europe/London', '2026-03-29 02:00', '2026-03-29T01:00:00.000Z', 'the first minute of summer time'],
    ['Europe/London', '2026-10-25 01:30', '2026-10-25T00:30:00.000Z', 'it exists twice: the first of the two'],
    ['Europe/London', '2026-10-25 02:00', '2026-10-25T02:00:00.000Z', 'winter time again'],
    ['America/New_York', '2026-03-08 02:30', '2026-03-08T07:00:00.000Z', 'it never exists'],
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00.000Z', 'it exists twice'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00.000Z', 'the clocks go back by half an hour: twice'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T15:30:00.000Z', 'the clocks go forward by half an hour: never'],
    ['Africa/Casablanca', '2026-02-15 02:30', '2026-02-15T01:30:00.000Z', 'the clocks go back for Ramadan'],
    ['Africa/Casablanca', '2026-03-22 02:30', '2026-03-22T02:00:00.000Z', 'and forward after it'],
    ['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T10:00:00.000Z', 'Samoa left this date out'],
    ['Asia/Kolkata', '2026-06-15 09:00', '2026-06-15T03:30:00.000Z', 'half an hour beside the rest'],
  ])('in %s %s is %s: %s', (zone, text, moment) => {
    expect(iso(momentOf(zone, ...local(text)))).toBe(moment)
  })
})

describe('a local date ends', () => {
  test.each([
    ['Australia/Sydney', '2026-04-28', '2026-04-28T13:59:59.999Z', 'at the last millisecond of the date'],
    ['Australia/Sydney', '2026-04-05', '2026-04-05T13:59:59.999Z', 'on a day of 25 hours'],
    ['Europe/London', '2026-03-29', '2026-03-29T22:59:59.999Z', 'on a day of 23 hours'],
    ['America/Santiago', '2026-09-05', '2026-09-06T03:59:59.999Z', 'before a day without a midnight'],
    ['Pacific/Apia', '2011-12-29', '2011-12-30T09:59:59.999Z', 'before a date that does not exist'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T09:59:59.999Z', 'when a date that does not exist would have begun'],
    ['Pacific/Apia', '2011-12-31', '2011-12-31T09:59:59.999Z', 'after a date that does not exist'],
  ])('in %s %s at %s: %s', (zone, date, moment) => {
    expect(iso(endOfLocalDay(zone, parseDay(date)!))).toBe(moment)
  })
})

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Asia/Tehran',
  'UTC',
]
const moments = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2032, 0) })

test('a local time is what Temporal says it is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moments, (zone, at) => {
      const told = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      expect(localText(zone, at)).toBe(`${told.toPlainDate()} ${told.toPlainTime().toString({ smallestUnit: 'second' })}`)
    }),
    { numRuns: 300 },
  )
})

test('at a change of the clocks, just before it and just after it, whichever is asked for first', () => {
  const changes = ZONES.flatMap((zone) => {
    const found: [string, number][] = []
    let at = Temporal.Instant.from('2019-06-01T00:00Z').toZonedDateTimeISO(zone)
    for (let next = at.getTimeZoneTransition('next'); next && next.year < 2032; next = at.getTimeZoneTransition('next')) {
      at = next
      found.push([zone, at.epochMilliseconds])
    }
    return found
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...changes),
      fc.shuffledSubarray([-1_000, -1, 0, 1, 999, 1_000], { minLength: 1 }),
      ([zone, change], beside) => {
        for (const ms of beside) {
          const told = Temporal.Instant.fromEpochMilliseconds(change + ms).toZonedDateTimeISO(zone)
          expect(localText(zone, change + ms)).toBe(`${told.toPlainDate()} ${told.toPlainTime().toString({ smallestUnit: 'second' })}`)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a moment is never before the time asked for, and shows it unless the clocks jumped', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moments, (zone, at) => {
      const { day, ms } = localTime(zone, at)
      const found = momentOf(zone, day, ms)
      expect(localTime(zone, found)).toEqual({ day, ms })
      expect(at - found).toBeGreaterThanOrEqual(0)
      expect(at - found).toBeLessThanOrEqual(HOUR)
    }),
    { numRuns: 300 },
  )
})

describe('dates', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 12, '2027-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(dayText(addMonths(parseDay(from)!, months))).toBe(to)
  })

  test.each([
    ['1970-01-01', 4],
    ['1969-12-28', 7],
    ['2026-03-29', 7],
    ['2028-02-29', 2],
  ])('%s is weekday %i', (date, weekday) => {
    expect(weekdayOf(parseDay(date)!)).toBe(weekday)
  })

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', 'tomorrow', ''])('%j is no date', (text) => {
    expect(parseDay(text)).toBeNull()
  })

  test('a zone is known by its name', () => {
    expect(isZone('Australia/Sydney')).toBe(true)
    expect(isZone('Australia/Atlantis')).toBe(false)
  })
})
