import { expect, test } from 'vitest'
import { seeded } from '../train/example'
import { type Learned, learnMember, learnPairs, scoreMember } from './members'
import type { Sparse } from './space'

/** Rows of two numbers each, around three corners; of the last class there are few. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
] as const
const random = seeded(7)
const labels = Int32Array.from({ length: 120 }, (_, row) => (row % 20 === 19 ? 2 : row % 2))
const near = (label: number, k: 0 | 1) => CORNERS[label]![k] + (random() - 0.5) * 0.6
const matrix: Sparse = {
  rows: labels.length,
  columns: 2,
  start: Int32Array.from({ length: labels.length + 1 }, (_, row) => 2 * row),
  column: Int32Array.from({ length: 2 * labels.length }, (_, k) => k % 2),
  value: Float32Array.from([...labels].flatMap((label) => [near(label, 0), near(label, 1)])),
}
const rows = Int32Array.from(labels.keys())
const member = { name: 'all', kind: 'plain', cost: 1 } as const

test('duels put together find each class, the rare one too', () => {
  const learned = learnPairs(matrix, member, rows, labels, 3, 1)
  for (const row of rows) {
    const scores = learned.map((own) => scoreMember(matrix, row, own))
    expect(scores.indexOf(Math.max(...scores))).toBe(labels[row])
  }
})

test('a duel is learned from its two classes alone, and is worth as much to one as it costs the other', () => {
  const [first, second] = learnPairs(matrix, member, rows, labels, 2, 1) as [Learned, Learned]
  const two = rows.filter((row) => labels[row]! < 2)
  const duel = learnMember(matrix, member, two, labels, 0, 2, 1).learned
  expect(Array.from(first.weights)).toEqual(Array.from(duel.weights))
  expect(Array.from(second.weights)).toEqual(Array.from(duel.weights, (weight) => -weight))
})
