import { expect, test } from 'vitest'
import { clockTime, isoDay, longWhen, number, type Reading, shortWhen } from './dates'

const at = Date.parse('2026-11-16T13:51:00Z')
const reading = (change: Partial<Reading>): Reading => ({
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  timeZone: 'Asia/Bangkok',
  ...change,
})

test.each([
  ['English, Gregorian', {}, '2026'],
  ['Thai reads Buddhist years', { language: 'th', calendar: 'buddhist' }, '2569'],
  ['Thai with the Gregorian calendar, if a person chose it', { language: 'th' }, '2026'],
  ['Persian reads Jalali years in Persian digits', { language: 'fa', calendar: 'persian', digits: 'arabext' }, '۱۴۰۵'],
  ['Persian with Latin digits', { language: 'fa', calendar: 'persian' }, '1405'],
  ['Chinese is Gregorian', { language: 'zh' }, '2026'],
] as const)('%s', (_, change, year) => {
  expect(longWhen(at, reading(change))).toContain(year)
})

test('a calendar of one’s own is followed by the Gregorian day', () => {
  expect(longWhen(at, reading({ language: 'fa', calendar: 'persian', digits: 'arabext' }))).toContain('(2026-11-16)')
  expect(longWhen(at, reading({}))).not.toContain('(')
})

test('a Persian date reads weekday, day, month, year', () => {
  expect(longWhen(at, reading({ language: 'fa', calendar: 'persian', digits: 'arabext' }))).toMatch(/^دوشنبه ۲۵ آبان ۱۴۰۵، ۲۰:۵۱/)
})

test('the same day shows the hour, another day the date, another year the year', () => {
  expect(shortWhen(at, at + 60_000, reading({}))).toBe('20:51')
  expect(shortWhen(at, at + 86_400_000, reading({}))).toMatch(/16 Nov.*20:51/)
  expect(shortWhen(at, at + 200 * 86_400_000, reading({}))).toMatch(/16 Nov 2026/)
})

test('the day is the day of the zone, and ISO days stay Gregorian with Latin digits', () => {
  expect(isoDay(Date.parse('2026-11-16T18:00:00Z'), 'Asia/Bangkok')).toBe('2026-11-17')
})

test('midnight is 00:00, never 24:00', () => {
  expect(clockTime(Date.parse('2026-11-15T17:00:00Z'), reading({}))).toBe('00:00')
})

test('numbers follow the digits that were chosen', () => {
  expect(number(1284, reading({}))).toBe('1,284')
  expect(number(1284, reading({ language: 'fa', digits: 'arabext' }))).toBe('۱٬۲۸۴')
  expect(number(1284, reading({ language: 'th', digits: 'thai' }))).toBe('๑,๒๘๔')
})
