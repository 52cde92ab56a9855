import { expect, test } from 'vitest'
import { figuresOf } from './figures'

test('median, 95th percentile and spread of what was measured, in any order', () => {
  const values = Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
  expect(figuresOf(values)).toEqual({ n: 100, median: 50, p95: 95, spread: 50, most: 99 })
})

test('one measurement is its own everything', () => {
  expect(figuresOf([7])).toEqual({ n: 1, median: 7, p95: 7, spread: 0, most: 7 })
})
