import { seeded } from '../train/example'
import { joined, type Net } from './net'
import { walk, wholeSteps } from './solve'
import type { Sparse } from './space'
import { BEFORE, drawer, Top } from './top'

/** How a net is learned. `keep` is the share of a row's features that it hears at a time, `keepUnits` the share of its units. */
export type NetPlan = { from: number; hidden: number; nets: number; passes: number; keep: number; keepUnits: number }

const RATE = 0.1
const BIAS_RATE = 0.03
const FIRST_SPREAD = 0.1

/** Learns some nets that differ by what they happened to hear, as one. The same rows, plan and seed give the same net. */
export function learnNets(matrix: Sparse, rows: Int32Array, labels: Int32Array, classes: number, plan: NetPlan, seed: number): Net {
  return joined(
    Array.from({ length: plan.nets }, (_, n) => {
      const learner = new Learner(matrix, classes, plan, seeded(seed + n))
      learner.learn(rows, labels)
      return learner.net()
    }),
  )
}

/** Softmax regression over units that fall silent below zero, row by row; each weight's pace sinks with the slope it has had (AdaGrad). */
class Learner {
  private readonly first: Float32Array
  private readonly firstSlope: Float32Array
  private readonly bias: Float32Array
  private readonly biasSlope: Float32Array
  private readonly top: Top
  private readonly units: Float32Array
  private readonly back: Float32Array
  private heard = new Int32Array(1 << 12)

  constructor(
    private readonly matrix: Sparse,
    classes: number,
    private readonly plan: NetPlan,
    private readonly random: () => number,
  ) {
    const [{ hidden }, columns] = [plan, matrix.columns - plan.from]
    const draw = drawer(random)
    const drawn = (length: number, spread: number) => Float32Array.from({ length }, () => draw() * spread)
    const known = (length: number) => new Float32Array(length).fill(BEFORE)
    this.first = drawn(columns * hidden, FIRST_SPREAD)
    this.firstSlope = known(columns)
    this.bias = new Float32Array(hidden)
    this.biasSlope = known(hidden)
    this.top = new Top(classes, hidden, draw)
    this.units = new Float32Array(hidden)
    this.back = new Float32Array(hidden)
  }

  learn(rows: Int32Array, labels: Int32Array): void {
    walk(rows, this.plan.passes, this.random, (row, rest) => {
      const heard = this.hear(row)
      this.top.speak(this.units)
      this.back.set(this.top.mend(this.units, labels[row]!, RATE * rest))
      this.mendFirst(heard, RATE * rest, BIAS_RATE * rest)
    })
  }

  /** Some of the row's features into some of the units; gives how many features were heard. */
  private hear(row: number): number {
    const { matrix, plan, units, first } = this
    const { hidden, keep, keepUnits, from } = plan
    const [begin, end] = [matrix.start[row]!, matrix.start[row + 1]!]
    if (end - begin > this.heard.length) this.heard = new Int32Array(2 * (end - begin))
    let heard = 0
    units.set(this.bias)
    for (let k = begin; k < end; k++) {
      if (matrix.column[k]! < from || this.random() >= keep) continue
      this.heard[heard++] = k
      const [at, value] = [(matrix.column[k]! - from) * hidden, matrix.value[k]! / keep]
      for (let j = 0; j < hidden; j++) units[j]! += first[at + j]! * value
    }
    for (let j = 0; j < hidden; j++) units[j] = units[j]! > 0 && this.random() < keepUnits ? units[j]! / keepUnits : 0
    return heard
  }

  private mendFirst(heard: number, rate: number, biasRate: number): void {
    const { matrix, plan, units, back, bias, biasSlope, first, firstSlope } = this
    const { hidden, keep, keepUnits, from } = plan
    let slope = 0
    for (let j = 0; j < hidden; j++) {
      const off = units[j]! > 0 ? back[j]! / keepUnits : 0
      back[j] = off
      slope += (off * off) / hidden
      biasSlope[j]! += off * off
      bias[j]! -= (biasRate * off) / Math.sqrt(biasSlope[j]!)
    }
    for (let h = 0; h < heard; h++) {
      const k = this.heard[h]!
      const [column, value] = [matrix.column[k]! - from, matrix.value[k]! / keep]
      firstSlope[column]! += slope * value * value
      const step = (rate * value) / Math.sqrt(firstSlope[column]!)
      for (let j = 0; j < hidden; j++) first[column * hidden + j]! -= step * back[j]!
    }
  }

  /** What was learned, rounded; columns of which nothing was learned are silent. */
  net(): Net {
    const { plan, first, firstSlope, bias } = this
    const { hidden, from } = plan
    const least = Math.fround(BEFORE)
    const { whole, step } = wholeSteps(
      first.map((weight, i) => (firstSlope[Math.floor(i / hidden)]! > least ? weight : 0)),
      hidden,
    )
    return { from, hidden, first: whole, step, bias, ...this.top.lanes() }
  }
}
