import { expect, test } from 'vitest'
import { learnNets, type NetPlan } from './learn-net'
import { hearNet, joined, louder, type Net } from './net'
import { scoreOf, separate } from './solve'
import type { Sparse } from './space'

const plan: NetPlan = { from: 0, hidden: 12, nets: 2, passes: 40, keep: 1, keepUnits: 1 }

function matrixOf(rows: number[][], columns: number): Sparse {
  const start = Int32Array.from({ length: rows.length + 1 }, (_, i) => rows.slice(0, i).reduce((sum, row) => sum + row.length, 0))
  const column = Int32Array.from(rows.flat())
  return { rows: rows.length, columns, start, column, value: new Float32Array(column.length).fill(1) }
}

function scoreNet(net: Net, matrix: Sparse, row: number, lanes: number): Float64Array {
  const scores = new Float64Array(lanes)
  hearNet(net, matrix, matrix.start[row]!, matrix.start[row + 1]!, scores)
  return scores
}

/** Either word alone is class 1; both or neither are class 0. */
const EITHER = Array.from({ length: 200 }, (_, i) => [[2], [0, 2], [1, 2], [0, 1, 2]][i % 4]!)
const matrix = matrixOf(EITHER, 4)
const labels = Int32Array.from(EITHER, (row) => (row.length === 2 ? 1 : 0))
const rows = Int32Array.from(EITHER.keys())

test('what two words mean together only, a net hears and adding up cannot', () => {
  const net = learnNets(matrix, rows, labels, 2, plan, 1)
  const right = (says: (row: number) => number) => EITHER.filter((_, row) => (says(row) > 0 ? 1 : 0) === labels[row]).length
  expect(right((row) => scoreNet(net, matrix, row, 1)[0]!)).toBe(200)
  const weights = separate(
    matrix,
    rows,
    Int8Array.from(labels, (label) => (label === 1 ? 1 : -1)),
    { cost: 1, seed: 1 },
  )
  expect(right((row) => scoreOf(matrix, row, weights))).toBeLessThan(200)
})

test('the same seed draws the same net, another seed another', () => {
  const first = (seed: number) => learnNets(matrix, rows, labels, 2, plan, seed).first.join()
  expect(first(1)).toBe(first(1))
  expect(first(1)).not.toBe(first(2))
})

test('several nets joined say the sum of what each says, and louder ones a multiple', () => {
  const each = [1, 2].map((seed) => learnNets(matrix, rows, labels, 2, { ...plan, nets: 1, passes: 3 }, seed))
  const said = (net: (typeof each)[number], row: number) => scoreNet(net, matrix, row, 1)[0]!
  for (const row of [0, 1, 2, 3]) {
    const sum = said(each[0]!, row) + said(each[1]!, row)
    expect(said(joined(each), row)).toBeCloseTo(sum, 4)
    expect(said(louder(joined(each), 3), row)).toBeCloseTo(3 * sum, 4)
  }
})

test('of three classes the scores speak against each other; columns that were never learned, or lie before the net, say nothing', () => {
  const three = matrixOf(
    Array.from({ length: 60 }, (_, i) => [i % 3]),
    5,
  )
  const names = Int32Array.from({ length: 60 }, (_, i) => i % 3)
  const all = Int32Array.from(names.keys())
  const net = learnNets(three, all, names, 3, plan, 1)
  for (const row of [0, 1, 2]) {
    const scores = scoreNet(net, three, row, 3)
    expect(scores.indexOf(Math.max(...scores))).toBe(row)
    expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(0, 4)
  }
  expect([...net.first.slice(3 * net.hidden)].every((weight) => weight === 0)).toBe(true)
  const deaf = learnNets(three, all, names, 3, { ...plan, from: 3 }, 1)
  expect(scoreNet(deaf, three, 0, 3)).toEqual(scoreNet(deaf, three, 1, 3))
})
