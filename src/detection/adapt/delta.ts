import { cluesOf } from './clues'

/**
 * What a firm's corrections changed: weights in logits by clue, added to what the shared model says of a complaint. The shared model itself is
 * never touched, so that what one firm teaches is that firm's own, and taking it back is leaving it out.
 */
export type Delta = ReadonlyMap<number, number>
/** A message that somebody labelled. `p` is what the shared model says of it. */
export type Example = { text: string; p: number; complaint: boolean }

/** However sure the corrections are, they move the shared model's opinion by no more than this many logits. */
const FURTHEST = 5
const EPOCHS = 30
const RATE = 0.35
/** Pulls weights to nothing: a word that was seen once says little. */
export const RIDGE = 0.004
export const TINY = 1e-4

/** The probability of a complaint after the firm's own words were heard. */
export function adjusted(delta: Delta, text: string, p: number): number {
  const clues = cluesOf(text)
  let sum = 0
  for (const clue of clues) sum += delta.get(clue) ?? 0
  return sigmoid(logit(p) + bounded(sum * loudness(clues.length)))
}

export const bounded = (shift: number): number => Math.max(-FURTHEST, Math.min(FURTHEST, shift))
export const loudness = (count: number): number => 1 / Math.sqrt(count + 1)

/** Numbers clues in the order in which they are met, and remembers each. */
export const placeIn =
  (places: Map<number, number>) =>
  (clue: number): number => {
    const known = places.get(clue)
    if (known === undefined) places.set(clue, places.size)
    return known ?? places.size - 1
  }

/**
 * Learns the difference between what people said and what the shared model says: logistic regression whose starting point is the model's own
 * logit. Deterministic: the same rows in the same order give the same weights.
 */
export function learnDelta(examples: readonly Example[]): Delta {
  const places = new Map<number, number>()
  const rows = examples.map(({ text, p, complaint }) => ({
    clues: cluesOf(text).map(placeIn(places)),
    base: logit(p),
    y: complaint ? 1 : 0,
  }))
  const weights = new Float64Array(places.size)
  const squares = new Float64Array(places.size).fill(TINY)
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const { clues, base, y } of rows) {
      const value = loudness(clues.length)
      let sum = 0
      for (const place of clues) sum += weights[place]!
      const error = sigmoid(base + bounded(sum * value)) - y
      for (const place of clues) {
        const slope = error * value + RIDGE * weights[place]!
        squares[place]! += slope * slope
        weights[place]! -= (RATE * slope) / Math.sqrt(squares[place]!)
      }
    }
  return new Map([...places].map(([clue, place]) => [clue, Math.fround(weights[place]!)]))
}

/** Eight bytes a clue: some ten kilobytes for some hundred corrections. */
export function packDelta(delta: Delta): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEAD + delta.size * PAIR))
  view.setUint32(0, FORMAT)
  let at = HEAD
  for (const [clue, weight] of delta) {
    view.setUint32(at, clue)
    view.setFloat32(at + 4, weight)
    at += PAIR
  }
  return new Uint8Array(view.buffer)
}

const FORMAT = 0x52_44_31_00 // "RD1"
const HEAD = 4
const PAIR = 8

/** @throws when the bytes are not weights that this version reads. */
export function unpackDelta(bytes: Uint8Array): Delta {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < HEAD || view.getUint32(0) !== FORMAT || (bytes.byteLength - HEAD) % PAIR !== 0)
    throw new Error('these bytes are not the weights of a firm that this version reads')
  const delta = new Map<number, number>()
  for (let at = HEAD; at < bytes.byteLength; at += PAIR) delta.set(view.getUint32(at), view.getFloat32(at + 4))
  return delta
}

const SURE = 1e-4
const logit = (p: number): number => {
  const q = Math.min(1 - SURE, Math.max(SURE, p))
  return Math.log(q / (1 - q))
}
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
