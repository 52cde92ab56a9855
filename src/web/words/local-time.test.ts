import { expect, test } from 'vitest'
import { momentAt, wallTime } from './local-time'

test.each([
  ['2026-11-22T09:30', 'Asia/Bangkok', '2026-11-22T02:30:00.000Z'],
  ['2026-07-01T00:00', 'Australia/Sydney', '2026-06-30T14:00:00.000Z'],
  ['2026-03-29T12:00', 'Europe/London', '2026-03-29T11:00:00.000Z'],
  ['2026-10-25T23:59', 'Europe/London', '2026-10-25T23:59:00.000Z'],
  ['2026-11-22T09:30', 'Asia/Tehran', '2026-11-22T06:00:00.000Z'],
])('%s in %s is %s, and back again', (text, zone, expected) => {
  const at = momentAt(text, zone)
  expect(new Date(at ?? 0).toISOString()).toBe(expected)
  expect(wallTime(at ?? 0, zone)).toBe(text)
})

test('an hour that a zone skips is the hour after it, and what is no time is none', () => {
  const skipped = momentAt('2026-03-29T01:30', 'Europe/London')
  expect(['00:30', '02:30']).toContain(wallTime(skipped ?? 0, 'Europe/London').slice(11))
  expect(momentAt('', 'Asia/Bangkok')).toBeNull()
  expect(momentAt('2026-02-30', 'Asia/Bangkok')).toBeNull()
})
