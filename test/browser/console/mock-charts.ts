import { AGE_KEYS } from '../../../src/domain/charts/ageing'
import type { Point } from '../../../src/domain/charts/point'
import type { BurnDownData, ChartData, LoadData } from '../../../src/web/charts/queries'

const DAY = 86_400_000
const at = (days: number) => new Date(Date.now() + days * DAY).toISOString()
const points = (keys: readonly string[], own: (i: number) => Partial<Point>): Point[] =>
  keys.map((key, i) => ({ key, value: 0, hatched: 0, mark: null, missing: false, ...own(i) }))
const total = (all: readonly Point[]) => all.reduce((sum, { value }) => sum + value, 0)

/** Open complaints by age now and a week ago; with a channel that has gone quiet where one is named. */
export function ageingOf(now: readonly number[], before: readonly number[], quiet?: string): ChartData {
  const all = points(AGE_KEYS, (i) => ({
    value: now[i] ?? 0,
    mark: before[i] ?? 0,
    hatched: i === 1 ? 2 : 0,
    missing: quiet !== undefined && i === 0,
  }))
  return { points: all, n: total(all), from: at(-7), until: at(0), missing: quiet ? [{ channel: quiet, since: at(-1) }] : [] }
}

export function chartOf(name: string): ChartData | BurnDownData | LoadData {
  if (name === 'ageing') return ageingOf([22, 14, 9, 6, 4], [20, 15, 8, 6, 3])
  const days = Array.from({ length: 7 }, (_, i) => at(i).slice(0, 10))
  const all =
    name === 'load'
      ? points(['A', 'B', 'C', 'D', 'E'], (i) => ({ value: [1, 3, 7, 2, 0][i] ?? 0, hatched: i === 2 ? 2 : 0 }))
      : points(days, (i) => ({ value: [9, 4, 14, 6, 0, 1, 3][i] ?? 0, mark: i === 4 ? 0 : 8.5, missing: i === 4 }))
  const data = { points: all, n: total(all), from: at(0), until: name === 'load' ? at(0) : at(6), missing: [] }
  return name === 'load' ? { ...data, until: data.from, capacity: 20 } : { ...data, late: 5, met: 85, pace: 8.5 }
}
