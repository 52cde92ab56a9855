import type { RiskCategory } from '../../domain/finding'
import { takeFeatures } from '../features'
import { FIRST_HEADS, FIRST_LANES, LANE, SECOND_HEADS, SECOND_LANES } from '../heads'
import { normalise } from '../text/normalise'
import { type Example, type Labels, seeded } from './example'

export type Options = { bits: number; epochs: number; rate: number; dropout: number; seed: number; progress?: (done: number, of: number) => void }
/** Float weights as learned: one row of lanes per hash, and a bias per lane. */
export type Learned = { bits: number; weights: Float32Array; bias: Float32Array }

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
  const rows = 2 ** options.bits
  const state = { learned: { bits: options.bits, weights: new Float32Array(rows * LANES), bias: new Float32Array(LANES) }, squares: new Float32Array(rows * LANES), biasSquares: new Float32Array(LANES) }
  const random = seeded(options.seed)
  const order = Int32Array.from(examples.keys())
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (let n = 0; n < order.length; n++) {
      const example = examples[order[n]!]!
      step(state, example, thinned(hashes[order[n]!]!, options.dropout, random), options)
    }
    options.progress?.(epoch + 1, options.epochs)
  }
  return state.learned
}

type State = { learned: Learned; squares: Float32Array; biasSquares: Float32Array }
const logits = new Float64Array(LANES)
const slopes = new Float64Array(LANES)
const EPSILON = 1e-6

function step(state: State, example: Example, hashes: Int32Array, options: Options): void {
  if (hashes.length === 0) return
  scores(state.learned, hashes, logits)
  slopes.fill(0)
  const { labels, weight } = example
  if (labels.complaint !== undefined) slopes[0] = weight * (1 / (1 + Math.exp(-logits[0]!)) - labels.complaint)
  for (const head of HEADS) softmaxSlopes(head, labels, weight)
  const value = 1 / Math.sqrt(hashes.length)
  const mask = 2 ** options.bits - 1
  const lanes = [...slopes.keys()].filter((lane) => slopes[lane] !== 0)
  for (const lane of lanes) nudge(state.learned.bias, state.biasSquares, lane, slopes[lane]! * 0.3, options.rate)
  for (const hash of hashes) {
    const row = (hash & mask) * LANES
    for (const lane of lanes) nudge(state.learned.weights, state.squares, row + lane, slopes[lane]! * value, options.rate)
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
  const mask = 2 ** learned.bits - 1
  into.fill(0)
  for (const hash of hashes) {
    const row = (hash & mask) * LANES
    for (let k = 0; k < LANES; k++) into[k]! += learned.weights[row + k]!
  }
  const value = hashes.length === 0 ? 0 : 1 / Math.sqrt(hashes.length)
  for (let k = 0; k < LANES; k++) into[k] = into[k]! * value + learned.bias[k]!
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
