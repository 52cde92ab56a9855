import { expect, test } from 'vitest'
import { answerOf, decide } from './decide'

/** Eighty rows that are surely none and twenty on the edge, by how likely they are to be one. */
const rows = [...new Array<number>(80).fill(0.05), ...new Array<number>(20).fill(0.499)].map((q) => Float64Array.of(1 - q, q))
const labels = (edge: number) => Int32Array.from(rows.keys(), (row) => (row >= 80 ? edge : 0))

test('of two classes the lean follows what the probabilities promise, not how a few rows near the middle fell out', () => {
  const decision = decide(rows, labels(1))
  expect(decision.lean).toEqual(decide(rows, labels(0)).lean)
  expect([answerOf(rows[80]!, decision), answerOf(rows[0]!, decision)]).toEqual([1, 0])
})

test('no lean is worth more than two hundredths of the accuracy', () => {
  const doubtful = rows.map((row) => (row[1]! > 0.4 ? Float64Array.of(0.56, 0.44) : row))
  expect(decide(doubtful, labels(1)).lean).toEqual([0, 0])
})
