import { expect, test } from 'vitest'
import type { RiskCategory, Severity } from '../domain/finding'
import { raiseSeverity, SURE_OF_HARM, severityWithoutWords } from './severity'

const ordinary = [0.02, 0.08, 0.6, 0.25, 0.05]
const told = (categories: RiskCategory[]) => categories.map((category) => ({ category, floor: null }))

test.each<[RiskCategory[], number, Severity, string]>([
  [[], 0.02, 'C', 'the words alone'],
  [['regulator'], 0.02, 'B', 'a threat to go outside'],
  [['fire'], 0.7, 'A', 'harm, which has heard the phrase'],
  [['regulator', 'health'], 0.5, 'A', 'the worst of several'],
  [['health'], 0.1, 'C', 'a phrase without the harm'],
  [['churn', 'repeat'], 0.02, 'C', 'neither of which is harm'],
])('phrases about %j and harm of %d make an ordinary complaint %s, because of %s', (categories, harm, letter) => {
  expect(raiseSeverity(ordinary, harm, 0.9, told(categories), false).value).toBe(letter)
})

test('a rule that names B itself is heard before its category', () => {
  expect(raiseSeverity(ordinary, 0.1, 0.9, [{ category: 'safety', floor: 'B' }], false).value).toBe('B')
})

test('harm is called A long before it is likelier than not, and its probability stays what it is', () => {
  expect(raiseSeverity(ordinary, SURE_OF_HARM, 1, [], false)).toMatchObject({ value: 'A', p: { A: SURE_OF_HARM } })
  expect(raiseSeverity(ordinary, SURE_OF_HARM - 0.01, 1, [], false).value).not.toBe('A')
})

test('a phrase never lowers: a crisis stays one', () => {
  expect(raiseSeverity(ordinary, 0.9, 1, told(['regulator']), false).p.A).toBeCloseTo(0.9, 3)
})

test('what is surely no complaint is E, and the probabilities say by how much', () => {
  expect(severityWithoutWords(0.1)).toMatchObject({ value: 'E', p: { E: 0.905 } })
})
