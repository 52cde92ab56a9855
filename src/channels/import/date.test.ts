import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDate } from './date'

const shown = (value: unknown, zone = 'UTC') => {
  const dated = readDate(value, zone)
  return dated && `${new Date(dated.at).toISOString()}${dated.zoneAssumed ? ' assumed' : ''}`
}

test.each<[unknown, string, string | null]>([
  ['2018-05-16', 'UTC', '2018-05-16T00:00:00.000Z assumed'],
  ['2018-05-16', 'Asia/Bangkok', '2018-05-15T17:00:00.000Z assumed'],
  ['2015-04-01T00:18:47', 'UTC', '2015-04-01T00:18:47.000Z assumed'],
  ['2023-05-11 04:41:36.046347+00', 'Asia/Bangkok', '2023-05-11T04:41:36.046Z'],
  ['2026-11-22T10:00:00.5+05:30', 'UTC', '2026-11-22T04:30:00.500Z'],
  ['2026-11-22T10:00Z', 'UTC', '2026-11-22T10:00:00.000Z'],
  ['2026-11-22 10:00:00 UTC', 'UTC', '2026-11-22T10:00:00.000Z'],
  ['2026-03-29 03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z assumed'],
  ['2026-07-01 12:00', 'Asia/Tehran', '2026-07-01T08:30:00.000Z assumed'],
  ['2026-01-15 12:00', 'Australia/Sydney', '2026-01-15T01:00:00.000Z assumed'],
  ['Tue, 10 Nov 2026 09:30:00 +0700', 'UTC', '2026-11-10T02:30:00.000Z'],
  [1_767_225_600, 'UTC', '2026-01-01T00:00:00.000Z'],
  [1_767_225_600_123, 'UTC', '2026-01-01T00:00:00.123Z'],
  ['1767225600', 'UTC', '2026-01-01T00:00:00.000Z'],
  ['03/04/2026', 'UTC', null],
  ['2026-02-30', 'UTC', null],
  ['2026-13-01', 'UTC', null],
  ['2026-01-01T24:00:00Z', 'UTC', null],
  ['20260101', 'UTC', null],
  ['9999-01-01', 'UTC', null],
  ['soon', 'UTC', null],
  [-5, 'UTC', null],
  [Number.NaN, 'UTC', null],
  [true, 'UTC', null],
  [null, 'UTC', null],
])('%s in %s', (value, zone, expected) => {
  expect(shown(value, zone)).toBe(expected)
})

test('an ISO date-time comes back to the millisecond, whatever the zone of the file', () => {
  const moment = fc.integer({ min: 0, max: Date.UTC(2199, 0, 1) })
  fc.assert(fc.property(moment, (at) => readDate(new Date(at).toISOString(), 'Asia/Bangkok')?.at === at))
})

test('a wall time in a zone without clock changes is its offset away from UTC', () => {
  const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2199, 0, 1) })
  fc.assert(
    fc.property(moment, (at) => readDate(new Date(at).toISOString().slice(0, 23), 'Asia/Bangkok')?.at === at - 7 * 3_600_000),
    { numRuns: 50 },
  )
})
