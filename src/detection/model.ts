import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Features } from './features'
import { FIRST_LANES, SECOND_LANES } from './heads'

/** `p = sigmoid(scale * logit + shift)`, fitted on texts that were not trained on. */
export type Calibration = { scale: number; shift: number }

/** What stands beside the weights: everything a reader must know to trust or to refuse the model. */
export type ModelCard = {
  id: string
  version: string
  format: 'hashed-linear-int8@1'
  bits: number
  sha256: string
  first: { scale: number[]; bias: number[] }
  second: { scale: number[]; bias: number[] }
  complaint: Record<string, Calibration>
  unsure: { low: number; high: number }
  temperature: Record<string, number>
  trained_on: { name: string; rows: number; terms: string }[]
  held_out: Record<string, number>
  notes: string
}

/** A model in memory: two tables of int8 weights, one row of lanes per hash. */
export type Model = { card: ModelCard; mask: number; first: Int8Array; second: Int8Array }

/** @throws when the files do not belong together or are of a format that this build does not read. */
export function readModel(dir: string): Model {
  const card = JSON.parse(readFileSync(join(dir, 'card.json'), 'utf8')) as ModelCard
  const bytes = readFileSync(join(dir, 'weights.bin'))
  if (card.format !== 'hashed-linear-int8@1') throw new Error(`model ${card.id}: format "${card.format}" is not one that this version reads`)
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256) throw new Error(`model ${card.id}: weights.bin is not the file that card.json describes`)
  const rows = 2 ** card.bits
  if (bytes.length !== rows * (FIRST_LANES + SECOND_LANES)) throw new Error(`model ${card.id}: weights.bin has ${bytes.length} bytes, not ${rows} rows`)
  const all = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  return { card, mask: rows - 1, first: all.subarray(0, rows * FIRST_LANES), second: all.subarray(rows * FIRST_LANES) }
}

const firstSums = new Int32Array(FIRST_LANES)
const secondSums = new Int32Array(SECOND_LANES)
const firstLogits = new Float64Array(FIRST_LANES)
const secondLogits = new Float64Array(SECOND_LANES)

/** Logits of the first table (complaint, sentiment, intent, urgency). Scratch space. */
export function firstScores(model: Model, features: Features): Float64Array {
  const { first, mask } = model
  const { hashes, count } = features
  let [a, b, c, d, e, f, g, h, i, j, k, l, m, n] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let at = 0; at < count; at++) {
    const row = (hashes[at]! & mask) << 4
    a += first[row]!
    b += first[row + 1]!
    c += first[row + 2]!
    d += first[row + 3]!
    e += first[row + 4]!
    f += first[row + 5]!
    g += first[row + 6]!
    h += first[row + 7]!
    i += first[row + 8]!
    j += first[row + 9]!
    k += first[row + 10]!
    l += first[row + 11]!
    m += first[row + 12]!
    n += first[row + 13]!
  }
  firstSums.set([a, b, c, d, e, f, g, h, i, j, k, l, m, n])
  return toLogits(firstSums, count, model.card.first, firstLogits)
}

/** Logits of the second table (severity, topic). Scratch space. */
export function secondScores(model: Model, features: Features): Float64Array {
  const { second, mask } = model
  const { hashes, count } = features
  secondSums.fill(0)
  for (let at = 0; at < count; at++) {
    const row = (hashes[at]! & mask) * SECOND_LANES
    for (let k = 0; k < SECOND_LANES; k++) secondSums[k]! += second[row + k]!
  }
  return toLogits(secondSums, count, model.card.second, secondLogits)
}

/** A text's feature values are 1 / √count each, so that long and short texts are heard equally loud. */
export const featureValue = (count: number): number => (count === 0 ? 0 : 1 / Math.sqrt(count))

function toLogits(sums: Int32Array, count: number, lanes: { scale: number[]; bias: number[] }, into: Float64Array): Float64Array {
  const value = featureValue(count)
  for (let k = 0; k < into.length; k++) into[k] = sums[k]! * value * lanes.scale[k]! + lanes.bias[k]!
  return into
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Softmax of `logits[from..from+size)`, divided by a temperature. */
export function softmax(logits: Float64Array, from: number, size: number, temperature = 1): number[] {
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < size; k++) most = Math.max(most, logits[from + k]!)
  const powers: number[] = []
  let sum = 0
  for (let k = 0; k < size; k++) sum += powers[k] = Math.exp((logits[from + k]! - most) / temperature)
  return powers.map((power) => power / sum)
}
