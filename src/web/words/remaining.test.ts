import { expect, test } from 'vitest'
import { remaining } from './remaining'

const now = Date.parse('2026-11-16T12:00:00Z')
test.each([
  ['PT9M30S', 570, { unit: 'm', a: 9, b: 0, late: false }],
  ['45 s', 45, { unit: 's', a: 45, b: 0, late: false }],
  ['3 h 12', 3 * 3600 + 12 * 60, { unit: 'hm', a: 3, b: 12, late: false }],
  ['20 h sharp', 20 * 3600, { unit: 'h', a: 20, b: 0, late: false }],
  ['1 d 3 h', 27 * 3600, { unit: 'dh', a: 1, b: 3, late: false }],
  ['29 d 21 h leaves the hours out', 29 * 86400 + 21 * 3600, { unit: 'd', a: 29, b: 0, late: false }],
  ['due this very second is not late', 0, { unit: 's', a: 0, b: 0, late: false }],
  ['2 h 10 late', -(2 * 3600 + 10 * 60), { unit: 'hm', a: 2, b: 10, late: true }],
])('%s', (_, seconds, expected) => {
  expect(remaining(now + seconds * 1000, now)).toEqual(expected)
})
