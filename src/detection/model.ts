import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Features, takeFeatures } from './features'
import { FIRST_LANES, FIRST_USED, SECOND_LANES, SECOND_USED } from './heads'
import { normalise } from './text/normalise'

/** `p = sigmoid(scale * logit + shift)`, fitted on texts that were not trained on. */
export type Calibration = { scale: number; shift: number }

/** What stands beside the weights: everything a reader must know to trust or to refuse the model. */
export type ModelCard = {
  id: string
  version: string
  format: 'hashed-linear-int8@1'
  /** log2 of the rows of the first and the second table. */
  bits: { first: number; second: number }
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

/**
 * A model in memory: two tables, one row of lanes per hash. Four lanes lie in one 32-bit number, each raised by 128 so that it is never negative:
 * four sums are then made by a handful of whole-number additions.
 */
export type Model = { card: ModelCard; first: Int32Array; firstMask: number; second: Int32Array; secondMask: number }

/** @throws when the files do not belong together or are of a format that this build does not read. */
export function readModel(dir: string): Model {
  return modelFrom(JSON.parse(readFileSync(join(dir, 'card.json'), 'utf8')) as ModelCard, readFileSync(join(dir, 'weights.bin')))
}

/** @throws as {@link readModel} does. */
export function modelFrom(card: ModelCard, bytes: Uint8Array): Model {
  if (card.format !== 'hashed-linear-int8@1')
    throw new Error(`model ${card.id}: format "${card.format}" is not one that this version reads`)
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256)
    throw new Error(`model ${card.id}: weights.bin is not the file that card.json describes`)
  const [firstRows, secondRows] = [2 ** card.bits.first, 2 ** card.bits.second]
  const cut = firstRows * FIRST_LANES
  if (bytes.length !== cut + secondRows * SECOND_LANES)
    throw new Error(`model ${card.id}: weights.bin has ${bytes.length} bytes, which is not what card.json says`)
  const all = new Int32Array(new Uint8Array(bytes).buffer)
  for (let i = 0; i < all.length; i++) all[i]! ^= RAISE
  return {
    card,
    first: all.subarray(0, cut / PACK),
    firstMask: firstRows - 1,
    second: all.subarray(cut / PACK),
    secondMask: secondRows - 1,
  }
}

const PACK = 4
const RAISE = 0x80808080 | 0
const LOW = 0x00ff00ff
/** Sums of 255 raised weights still fit in 16 bits. */
const BLOCK = 255

const firstSums = new Int32Array(FIRST_LANES)
const secondSums = new Int32Array(SECOND_LANES)
const firstLogits = new Float64Array(FIRST_LANES)
const secondLogits = new Float64Array(SECOND_LANES)

/** The weight of one lane for one hash, as stored. */
export function weightOf(table: Int32Array, row: number, lanes: number, lane: number): number {
  const at = row * lanes + lane
  return ((table[at >> 2]! >>> ((at & 3) << 3)) & 0xff) - 128
}

/** Logits of the first table (complaint, sentiment, intent, urgency). Scratch space. */
export function firstScores(model: Model, features: Features): Float64Array {
  const { first, firstMask: mask } = model
  const { hashes, count } = features
  firstSums.fill(-128 * count)
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK)
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let e = 0
    let f = 0
    let g = 0
    let h = 0
    for (let at = from; at < to; at++) {
      const row = (hashes[at]! & mask) << 2
      const w = first[row]!
      const x = first[row + 1]!
      const y = first[row + 2]!
      const z = first[row + 3]!
      a = (a + (w & LOW)) | 0
      b = (b + ((w >>> 8) & LOW)) | 0
      c = (c + (x & LOW)) | 0
      d = (d + ((x >>> 8) & LOW)) | 0
      e = (e + (y & LOW)) | 0
      f = (f + ((y >>> 8) & LOW)) | 0
      g = (g + (z & LOW)) | 0
      h = (h + ((z >>> 8) & LOW)) | 0
    }
    unpack(firstSums, 0, a, b)
    unpack(firstSums, 4, c, d)
    unpack(firstSums, 8, e, f)
    unpack(firstSums, 12, g, h)
  }
  return toLogits(firstSums, count, model.card.first, firstLogits)
}

/** Logits of the second table (severity, topic). Scratch space. */
export function secondScores(model: Model, features: Features): Float64Array {
  const { count } = features
  secondSums.fill(-128 * count)
  for (let lane = 0; lane < SECOND_LANES; lane += 12) secondThird(model, features, lane)
  return toLogits(secondSums, count, model.card.second, secondLogits)
}

/** Twelve lanes at a time: as many sums as fit in a processor's registers. */
function secondThird(model: Model, features: Features, lane: number): void {
  const { second, secondMask: mask } = model
  const { hashes, count } = features
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK)
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let e = 0
    let f = 0
    for (let at = from; at < to; at++) {
      const row = (hashes[at]! & mask) * (SECOND_LANES / PACK) + lane / PACK
      const w = second[row]!
      const x = second[row + 1]!
      const y = second[row + 2]!
      a = (a + (w & LOW)) | 0
      b = (b + ((w >>> 8) & LOW)) | 0
      c = (c + (x & LOW)) | 0
      d = (d + ((x >>> 8) & LOW)) | 0
      e = (e + (y & LOW)) | 0
      f = (f + ((y >>> 8) & LOW)) | 0
    }
    unpack(secondSums, lane, a, b)
    unpack(secondSums, lane + 4, c, d)
    unpack(secondSums, lane + 8, e, f)
  }
}

/** Adds the four sums of one 32-bit number: `even` holds lanes 0 and 2, `odd` lanes 1 and 3. */
function unpack(sums: Int32Array, lane: number, even: number, odd: number): void {
  sums[lane]! += even & 0xffff
  sums[lane + 1]! += odd & 0xffff
  sums[lane + 2]! += even >>> 16
  sums[lane + 3]! += odd >>> 16
}

/** A text's feature values, so that long and short texts are heard about equally loud, and a word or two alone make nobody sure. */
export const featureValue = (count: number): number => 1 / Math.sqrt(count + 4)

function toLogits(sums: Int32Array, count: number, lanes: { scale: number[]; bias: number[] }, into: Float64Array): Float64Array {
  const value = featureValue(count)
  for (let k = 0; k < into.length; k++) into[k] = sums[k]! * value * lanes.scale[k]! + lanes.bias[k]!
  return into
}

/** Everything that a model says of a text before calibration, as numbers for a model that builds on it. */
export function baseLogits(model: Model, text: string): Float32Array {
  const features = takeFeatures(normalise(text), [])
  const logits = new Float32Array(baseLogits.width)
  logits.set(firstScores(model, features).subarray(0, FIRST_USED))
  logits.set(secondScores(model, features).subarray(0, SECOND_USED), FIRST_USED)
  return logits
}
baseLogits.width = FIRST_USED + SECOND_USED

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
