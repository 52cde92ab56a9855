import type { RiskCategory } from '../../domain/finding'
import { takeFeatures } from '../features'
import { FIRST_HEADS, FIRST_LANES, LANE, SECOND_HEADS, SECOND_LANES } from '../heads'
import { featureValue } from '../model'
import { normalise } from '../text/normalise'
import { type Example, type Labels, seeded } from './example'

export type Bits = { first: number; second: number }
export type Options = {
  bits: Bits
  epochs: number
  rate: number
  dropout: number
  seed: number
  progress?: (done: number, of: number) => void
}
/** Float weights as learned: per table one row of lanes per hash, and a bias per lane. */
export type Learned = { first: Table; second: Table }
export type Table = { bits: number; lanes: number; weights: Float32Array; bias: Float32Array }

/** Logits of both tables lie one behind the other, first table first. */
export const LANES = FIRST_LANES + SECOND_LANES
type Head = { lane: number; values: readonly string[]; label: (labels: Labels) => string | undefined; weight: number }

const HEADS: Head[] = [
  { lane: LANE.sentiment, values: FIRST_HEADS.sentiment, label: (labels) => labels.sentiment, weight: 0.6 },
  { lane: LANE.intent, values: FIRST_HEADS.intent, label: (labels) => labels.intent, weight: 1 },
  { lane: LANE.urgency, values: FIRST_HEADS.urgency, label: (labels) => labels.urgency, weight: 0.7 },
  { lane: FIRST_LANES + LANE.severity, values: SECOND_HEADS.severity, label: (labels) => labels.severity, weight: 0.8 },
  { lane: FIRST_LANES + LANE.topic, values: SECOND_HEADS.topic, label: (labels) => labels.topic, weight: 0.7 },
]

/** The hashes of an example's features, copied out of the scratch space. */
export function hashesOf(text: string, categoriesOf: (text: string) => RiskCategory[]): Int32Array {
  const categories = categoriesOf(text)
  const features = takeFeatures(normalise(text), categories)
  return features.hashes.slice(0, features.count)
}

/** Logistic regression on all tasks at once, by AdaGrad, with features dropped at random so that no word carries a template alone. Deterministic by seed. */
export function train(examples: Example[], hashes: Int32Array[], options: Options): Learned {
  const learned = { first: emptyTable(options.bits.first, FIRST_LANES), second: emptyTable(options.bits.second, SECOND_LANES) }
  const squares = { first: emptyTable(options.bits.first, FIRST_LANES), second: emptyTable(options.bits.second, SECOND_LANES) }
  const random = seeded(options.seed)
  const order = Int32Array.from(examples.keys())
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const index of order) step(learned, squares, examples[index]!, thinned(hashes[index]!, options.dropout, random), options.rate)
    options.progress?.(epoch + 1, options.epochs)
  }
  return learned
}

const emptyTable = (bits: number, lanes: number): Table => ({
  bits,
  lanes,
  weights: new Float32Array(2 ** bits * lanes),
  bias: new Float32Array(lanes),
})

const logits = new Float64Array(LANES)
const slopes = new Float64Array(LANES)
const EPSILON = 1e-6

function step(learned: Learned, squares: Learned, example: Example, hashes: Int32Array, rate: number): void {
  if (hashes.length === 0) return
  scores(learned, hashes, logits)
  slopes.fill(0)
  const { labels, weight } = example
  if (labels.complaint !== undefined) slopes[0] = weight * (1 / (1 + Math.exp(-logits[0]!)) - labels.complaint)
  for (const head of HEADS) softmaxSlopes(head, labels, weight)
  stepTable(learned.first, squares.first, 0, hashes, rate)
  stepTable(learned.second, squares.second, FIRST_LANES, hashes, rate)
}

function stepTable(table: Table, squares: Table, offset: number, hashes: Int32Array, rate: number): void {
  const value = featureValue(hashes.length)
  const mask = 2 ** table.bits - 1
  for (let lane = 0; lane < table.lanes; lane++) {
    const slope = slopes[offset + lane]!
    if (slope === 0) continue
    nudge(table.bias, squares.bias, lane, slope * 0.3, rate)
    for (const hash of hashes) nudge(table.weights, squares.weights, (hash & mask) * table.lanes + lane, slope * value, rate)
  }
}

function softmaxSlopes(head: Head, labels: Labels, weight: number): void {
  const label = head.label(labels)
  if (label === undefined) return
  const target = head.values.indexOf(label)
  if (target < 0) throw new Error(`no such value: "${label}"`)
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < head.values.length; k++) most = Math.max(most, logits[head.lane + k]!)
  let sum = 0
  for (let k = 0; k < head.values.length; k++) sum += Math.exp(logits[head.lane + k]! - most)
  for (let k = 0; k < head.values.length; k++)
    slopes[head.lane + k] = weight * head.weight * (Math.exp(logits[head.lane + k]! - most) / sum - (k === target ? 1 : 0))
}

function nudge(weights: Float32Array, squares: Float32Array, at: number, slope: number, rate: number): void {
  const square = squares[at]! + slope * slope
  squares[at] = square
  weights[at]! -= (rate * slope) / Math.sqrt(square + EPSILON)
}

/** Logits of all lanes of both tables, first table first. */
export function scores(learned: Learned, hashes: Int32Array, into: Float64Array): void {
  scoreTable(learned.first, hashes, into, 0)
  scoreTable(learned.second, hashes, into, FIRST_LANES)
}

function scoreTable(table: Table, hashes: Int32Array, into: Float64Array, offset: number): void {
  const { lanes, weights, bias } = table
  const mask = 2 ** table.bits - 1
  for (let k = 0; k < lanes; k++) into[offset + k] = 0
  for (const hash of hashes) {
    const row = (hash & mask) * lanes
    for (let k = 0; k < lanes; k++) into[offset + k]! += weights[row + k]!
  }
  const value = featureValue(hashes.length)
  for (let k = 0; k < lanes; k++) into[offset + k] = into[offset + k]! * value + bias[k]!
}

function thinned(hashes: Int32Array, dropout: number, random: () => number): Int32Array {
  return dropout > 0 ? hashes.filter(() => random() >= dropout) : hashes
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}
