import { seeded } from '../train/example'
import type { Sparse } from './space'

/** `columns` weights and, last, the bias. */
export type Weights = Float64Array

export type Solving = {
  /** How dear a mistake is against large weights. */
  cost: number
  seed: number
  mostPasses?: number
  /** By how much each row counts, in the order of `rows`; 1 for all where it is missing. */
  weight?: Float32Array
}

const TOLERANCE = 0.05
const MOST_PASSES = 30

/**
 * A linear support vector machine with squared hinge loss, by coordinate descent on the dual problem (Hsieh, Chang, Lin, Keerthi and
 * Sundararajan, 2008): `yes[i]` is 1 or -1 for row `rows[i]`. `only` limits it to columns from..to (the bias always counts), which must lie side by side in
 * every row, behind all lower ones: blocks of a space do.
 */
export function separate(
  matrix: Sparse,
  rows: Int32Array,
  yes: Int8Array,
  { cost, seed, mostPasses = MOST_PASSES, weight }: Solving,
  only?: [number, number],
): Weights {
  const { column, value, columns } = matrix
  const weights = new Float64Array(columns + 1)
  const ridge = Float64Array.from(rows, (_, t) => 0.5 / (cost * (weight?.[t] ?? 1)))
  const duals = new Float64Array(rows.length)
  const norms = new Float64Array(rows.length)
  const [firsts, ends] = boundsOf(matrix, rows, only ?? [0, columns])
  for (let t = 0; t < rows.length; t++) norms[t] = 1 + ridge[t]! + squares(matrix, firsts[t]!, ends[t]!)
  const order = Int32Array.from(rows.keys())
  /** The pass in which a row is looked at again: one that is well on its side is left alone for longer and longer. */
  const next = new Uint8Array(rows.length)
  const calm = new Uint8Array(rows.length)
  const random = seeded(seed)
  for (let pass = 0; pass < mostPasses; pass++) {
    shuffle(order, random)
    let largest = 0
    for (const t of order) {
      if (next[t]! > pass) continue
      const [first, end] = [firsts[t]!, ends[t]!]
      let score = weights[columns]!
      for (let k = first; k < end; k++) score += weights[column[k]!]! * value[k]!
      const dual = duals[t]!
      const slope = yes[t]! * score - 1 + dual * ridge[t]!
      const projected = dual === 0 ? Math.min(slope, 0) : slope
      if (projected === 0) {
        next[t] = pass + Math.min(8, 1 + calm[t]!++)
        continue
      }
      calm[t] = 0
      largest = Math.max(largest, Math.abs(projected))
      duals[t] = Math.max(0, dual - slope / norms[t]!)
      const step = (duals[t]! - dual) * yes[t]!
      if (step === 0) continue
      for (let k = first; k < end; k++) weights[column[k]!]! += step * value[k]!
      weights[columns]! += step
    }
    if (largest < TOLERANCE) break
  }
  return weights
}

/** Where the wanted columns of each row begin and end. */
function boundsOf({ start, column }: Sparse, rows: Int32Array, [from, to]: [number, number]): [Int32Array, Int32Array] {
  const [firsts, ends] = [new Int32Array(rows.length), new Int32Array(rows.length)]
  for (let t = 0; t < rows.length; t++) {
    const stop = start[rows[t]! + 1]!
    let k = start[rows[t]!]!
    while (k < stop && column[k]! < from) k++
    firsts[t] = k
    while (k < stop && column[k]! < to) k++
    ends[t] = k
  }
  return [firsts, ends]
}

function squares({ value }: Sparse, first: number, end: number): number {
  let sum = 0
  for (let k = first; k < end; k++) sum += value[k]! * value[k]!
  return sum
}

export function scoreOf({ start, column, value, columns }: Sparse, row: number, weights: Weights): number {
  let score = weights[columns]!
  for (let k = start[row]!; k < start[row + 1]!; k++) score += weights[column[k]!]! * value[k]!
  return score
}

/** Goes through the rows so many times, each time in an order drawn anew; `rest` sinks from 1 to 0 on the way. */
export function walk(rows: Int32Array, passes: number, random: () => number, learn: (row: number, rest: number) => void): void {
  const order = Int32Array.from(rows)
  const steps = passes * order.length
  let done = 0
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    for (const row of order) learn(row, 1 - done++ / steps)
  }
}

/** Numbers of `width` columns as whole ones from -127 to 127, with a step for each column. */
export function wholeSteps(values: Float32Array, width: number): { whole: Int8Array; step: Float32Array } {
  const largest = new Float32Array(width).fill(1e-9)
  for (let i = 0; i < values.length; i++) largest[i % width] = Math.max(largest[i % width]!, Math.abs(values[i]!))
  const step = largest.map((most) => most / 127)
  return { whole: Int8Array.from(values, (value, i) => Math.round(value / step[i % width]!)), step }
}

export function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}
