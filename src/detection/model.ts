import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Features, MOST_FEATURES, takeFeatures } from './features'
import { FIRST_LANES, FIRST_USED, SECOND_LANES, SECOND_USED } from './heads'
import { languageOf } from './language'
import type { LookCard } from './second-look'
import { normalise } from './text/normalise'

/** `p = sigmoid(scale * logit + shift)`, fitted on texts that were not trained on. */
export type Calibration = { scale: number; shift: number }
/** The same of harm; `phrase` is added where a phrase of harm stands. */
export type HarmCalibration = Calibration & { phrase: number }

/** Per lane the worth of a whole-number weight, and by language what is added; English where a language has none of its own. */
export type Lanes = { scale: number[]; bias: Record<string, number[]> }

/** What stands beside the weights: everything a reader must know to trust or to refuse the model. */
export type ModelCard = {
  id: string
  version: string
  format: 'marked-linear-int8@1'
  /** log2 of the rows of the first and the second table. */
  bits: { first: number; second: number }
  sha256: string
  first: Lanes
  second: Lanes
  complaint: Record<string, Calibration>
  harm: Record<string, HarmCalibration>
  again: LookCard
  unsure: { low: number; high: number }
  trained_on: { name: string; rows: number; terms: string }[]
  held_out: Record<string, number>
  notes: string
}

/**
 * A model in memory: two tables, one row of lanes per hash. Four lanes lie in one 32-bit number, each raised by 128 so that it is never negative:
 * four sums are then made by a handful of whole-number additions.
 */
export type Model = { card: ModelCard; first: Int32Array; firstMarks: Uint8Array; second: Int32Array; secondMarks: Uint8Array }

/** @throws when the files do not belong together or are of a format that this build does not read. */
export function readModel(dir: string): Model {
  return modelFrom(JSON.parse(readFileSync(join(dir, 'card.json'), 'utf8')) as ModelCard, readFileSync(join(dir, 'weights.bin')))
}

/** @throws as {@link readModel} does. */
export function modelFrom(card: ModelCard, bytes: Uint8Array): Model {
  if (card.format !== 'marked-linear-int8@1')
    throw new Error(`model ${card.id}: format "${card.format}" is not one that this version reads`)
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256)
    throw new Error(`model ${card.id}: weights.bin is not the file that card.json describes`)
  const [firstRows, secondRows] = [2 ** card.bits.first, 2 ** card.bits.second]
  const cut = firstRows * FIRST_LANES
  if (bytes.length !== cut + secondRows * SECOND_LANES)
    throw new Error(`model ${card.id}: weights.bin has ${bytes.length} bytes, which is not what card.json says`)
  const all = new Int32Array(new Uint8Array(bytes).buffer)
  const marks = raise(all)
  const [first, second] = [all.subarray(0, cut / PACK), all.subarray(cut / PACK)]
  return { card, first, firstMarks: marks.subarray(0, firstRows), second, secondMarks: marks.subarray(firstRows) }
}

const PACK = 4
/** 32-bit numbers in a row of either table. */
const ROW = FIRST_LANES / PACK
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

/** By this byte a feature knows its own row from one that another feature has taken; it lies in a row's last lane. */
export const markOf = (hash: number): number => (hash >>> 24) & 0xff
/** A feature lies in the row of its low bits, or in the neighbour. */
export const neighbourOf = (row: number): number => row ^ 1

/** The row of a feature, or -1 where nothing was learned of it. Marks lie apart from the weights, so that a look at them stays within the processor's near memory. */
export function rowOf(marks: Uint8Array, hash: number): number {
  const row = hash & (marks.length - 1)
  const mark = markOf(hash)
  if (marks[row] === mark) return row
  return marks[row ^ 1] === mark ? row ^ 1 : -1
}

/** Makes every weight more than nothing; returns the marks of the rows, which lie in the last byte of each. */
function raise(table: Int32Array): Uint8Array {
  const marks = new Uint8Array(table.length / ROW)
  let row = 0
  for (let at = 0; at < table.length; at += ROW) {
    for (let i = at; i < at + ROW; i++) table[i]! ^= RAISE
    marks[row++] = table[at + ROW - 1]! >>> 24
  }
  return marks
}

const rows = new Int32Array(MOST_FEATURES)

/** Logits of the first table (complaint, sentiment, intent, urgency, emotion). Scratch space. */
export function firstScores(model: Model, features: Features, lang: string): Float64Array {
  sumLanes(model.first, model.firstMarks, features, firstSums)
  return toLogits(firstSums, features.count, model.card.first, lang, firstLogits)
}

/** Logits of the second table (severity, topic). Scratch space. */
export function secondScores(model: Model, features: Features, lang: string): Float64Array {
  sumLanes(model.second, model.secondMarks, features, secondSums)
  return toLogits(secondSums, features.count, model.card.second, lang, secondLogits)
}

/** Both tables have rows of 24 lanes; twelve at a time are as many sums as fit in a processor's registers. */
function sumLanes(table: Int32Array, marks: Uint8Array, { hashes, count }: Features, sums: Int32Array): void {
  let known = 0
  for (let i = 0; i < count; i++) {
    const row = rowOf(marks, hashes[i]!)
    if (row >= 0) rows[known++] = row * ROW
  }
  sums.fill(-128 * known)
  sumTwelve(table, known, sums, 0)
  sumTwelve(table, known, sums, 12)
}

function sumTwelve(table: Int32Array, known: number, sums: Int32Array, lane: number): void {
  const offset = lane / PACK
  for (let from = 0; from < known; from += BLOCK) {
    const to = Math.min(known, from + BLOCK)
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let e = 0
    let f = 0
    for (let at = from; at < to; at++) {
      const row = rows[at]! + offset
      const w = table[row]!
      const x = table[row + 1]!
      const y = table[row + 2]!
      a = (a + (w & LOW)) | 0
      b = (b + ((w >>> 8) & LOW)) | 0
      c = (c + (x & LOW)) | 0
      d = (d + ((x >>> 8) & LOW)) | 0
      e = (e + (y & LOW)) | 0
      f = (f + ((y >>> 8) & LOW)) | 0
    }
    unpack(sums, lane, a, b)
    unpack(sums, lane + 4, c, d)
    unpack(sums, lane + 8, e, f)
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

function toLogits(sums: Int32Array, count: number, lanes: Lanes, lang: string, into: Float64Array): Float64Array {
  const value = featureValue(count)
  const bias = lanes.bias[lang] ?? lanes.bias.en!
  for (let k = 0; k < into.length; k++) into[k] = sums[k]! * value * lanes.scale[k]! + bias[k]!
  return into
}

/** Everything that a model says of a text before calibration, as numbers for a model that builds on it. */
export function baseLogits(model: Model, text: string): Float32Array {
  const folded = normalise(text)
  const features = takeFeatures(folded)
  const lang = languageOf(folded, features, text).value
  const logits = new Float32Array(baseLogits.width)
  logits.set(firstScores(model, features, lang).subarray(0, FIRST_USED))
  logits.set(secondScores(model, features, lang).subarray(0, SECOND_USED), FIRST_USED)
  return logits
}
baseLogits.width = FIRST_USED + SECOND_USED

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Softmax of `logits[from..from+size)`. */
export function softmax(logits: Float64Array, from: number, size: number): number[] {
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < size; k++) most = Math.max(most, logits[from + k]!)
  const p: number[] = []
  let sum = 0
  for (let k = 0; k < size; k++) {
    p.push(Math.exp(logits[from + k]! - most))
    sum += p[k]!
  }
  for (let k = 0; k < size; k++) p[k]! /= sum
  return p
}
