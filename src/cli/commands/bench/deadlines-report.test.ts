import { expect, it } from 'vitest'
import type { Deadlines } from './deadlines'
import { deadlinesVerdict } from './deadlines-report'
import { Latencies } from './figures'

const all = (ms: number) => {
  const latencies = new Latencies()
  for (let i = 0; i < 100; i++) latencies.add(ms)
  return latencies.summary()
}
const volley = (ms: number, more: object = {}) => ({
  name: 'a volley',
  from: 0,
  due: 100,
  overMs: 0,
  load: 0,
  lateness: all(ms),
  allFiredMs: ms,
  fired: 100,
  doubled: 0,
  notices: 0,
  ...more,
})
const figures = (runs: ReturnType<typeof volley>[], polls = [0.5, 0.5]): Deadlines => ({
  machine: {} as Deadlines['machine'],
  open: 1_000,
  due: 100,
  runs,
  idle: polls.map((ms, i) => ({ open: 10 ** (3 + i), poll: { ...all(1), p50: ms } })),
})

it.each([
  ['everything in time', [volley(499), volley(299, { overMs: 10_000 }), volley(500, { load: 1_500 })], null],
  ['the median of those at once', [volley(900), volley(400), volley(450)], null],
  ['late at once', [volley(501)], 'At once, lateness p99 is 501 ms; the floor is 500 ms.'],
  [
    'late under load',
    [volley(100), volley(501, { load: 1_500 })],
    'At once while 1500 messages a second arrive, lateness p99 is 501 ms; the floor is 500 ms.',
  ],
  ['the median of those under load', [volley(100), ...[450, 900, 400].map((ms) => volley(ms, { load: 1_500 }))], null],
  [
    'late where they are spread under load',
    [volley(100), volley(301, { overMs: 10_000, load: 1_500 })],
    'Spread while 1500 messages a second arrive, lateness p99 is 301 ms; the floor is 300 ms.',
  ],
  ['late where they are spread', [volley(100), volley(301, { overMs: 10_000 })], 'Spread, lateness p99 is 301 ms; the floor is 300 ms.'],
  ['one that did not fire', [volley(100, { fired: 99 })], 'A clock did not fire, or fired twice: the figures are void.'],
  ['one that fired twice', [volley(100, { doubled: 1 })], 'A clock did not fire, or fired twice: the figures are void.'],
] as const)('%s', (_what, runs, verdict) => expect(deadlinesVerdict(figures([...runs]))).toBe(verdict))

it('a look for due work that grows with the open clocks does not do', () => {
  expect(deadlinesVerdict(figures([volley(100)], [0.5, 0.6]))).toContain('slope 0.079')
})
