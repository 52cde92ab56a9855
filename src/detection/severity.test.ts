import { expect, test } from 'vitest'
import type { RiskCategory, Severity } from '../domain/finding'
import { raiseSeverity, severityWithoutWords } from './severity'

const ordinary = [0.02, 0.08, 0.6, 0.25, 0.05]
const told = (categories: RiskCategory[]) => categories.map((category) => ({ category, floor: null }))

test.each<[RiskCategory[], Severity, string]>([
  [[], 'C', 'the words alone'],
  [['regulator'], 'B', 'a threat to go outside'],
  [['fire'], 'A', 'fire'],
  [['regulator', 'health'], 'A', 'the worst of several'],
  [['churn', 'repeat'], 'C', 'neither of which is harm'],
])('phrases about %j make an ordinary complaint %s, because of %s', (categories, letter) => {
  expect(raiseSeverity(ordinary, 0.9, told(categories), false).value).toBe(letter)
})

test.each<['A' | 'B', RiskCategory, Severity]>([
  ['A', 'fraud', 'A'],
  ['B', 'safety', 'B'],
])('a rule that names %s itself is heard before its category %s', (floor, category, letter) => {
  expect(raiseSeverity(ordinary, 0.9, [{ category, floor }], false).value).toBe(letter)
})

test('harm that the model half believes is believed once a phrase speaks of it, and doubted where none does', () => {
  const half = [0.57, 0.13, 0.15, 0.1, 0.05]
  expect(raiseSeverity(half, 1, told(['health']), false).value).toBe('A')
  expect(raiseSeverity(half, 1, [], false).value).toBe('B')
})

test('a phrase never lowers: a crisis stays one', () => {
  const crisis = [0.9, 0.05, 0.03, 0.01, 0.01]
  expect(raiseSeverity(crisis, 1, told(['regulator']), false).p.A).toBeCloseTo(0.9, 3)
})

test('what is surely no complaint is E, and the probabilities say by how much', () => {
  expect(severityWithoutWords(0.1)).toMatchObject({ value: 'E', p: { E: 0.905 } })
})
