import { expect, test } from 'vitest'
import { SEVERITIES, type Severity } from '../finding'
import { priorityOf } from './priority'
import { tierFor } from './tier'

test.each<[Severity, (1 | 2 | 3)[], number]>([
  ['A', [], 3],
  ['B', [], 3],
  ['C', [], 2],
  ['D', [], 1],
  ['E', [], 1],
  ['E', [2], 2],
  ['D', [2, 3], 3],
  ['A', [1], 3],
])('severity %s, asked for %j → tier %i', (severity, asked, tier) => expect(tierFor(severity, ...asked)).toBe(tier))

test.each<[Severity, number, number]>([
  ['A', 0, 199],
  ['A', 500, 0],
  ['B', 40, 359],
  ['C', 12.4, 587],
  ['E', 0, 999],
  ['E', -7, 999],
])('severity %s with %d points → priority %i', (severity, points, priority) => expect(priorityOf(severity, points)).toBe(priority))

test('no points lift a case over the next severity', () => {
  for (const [place, severity] of SEVERITIES.slice(1).entries())
    expect(priorityOf(severity, 1e9)).toBeGreaterThan(priorityOf(SEVERITIES[place]!, 0))
})
