import { expect, test } from 'vitest'
import { pauseUntil } from './pause'

const NOW = 1_000_000
test.each([
  ['nothing is waited for', null, false, 250],
  ['something falls due within it', NOW + 40, false, 40],
  ['something falls due later', NOW + 4_000, true, 250],
  ['more fell due while work was done', NOW - 3, true, 20],
  ['something is due at this very moment, and work was done', NOW, true, 20],
  ['what is due could not be done', NOW - 3, false, 250],
  ['it fell due just after the look', NOW - 1, false, 20],
])('%s', (_, next, didSome, pause) => {
  expect(pauseUntil(next, NOW, 250, { lookedAt: NOW - 2, didSome })).toBe(pause)
})

test('who looks more often than that goes on looking as often', () => {
  expect(pauseUntil(NOW, NOW, 5, { lookedAt: NOW, didSome: true })).toBe(5)
})
