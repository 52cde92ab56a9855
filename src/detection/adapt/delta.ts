import { cluesOf, ROWS } from './clues'

/**
 * What a firm's corrections changed: weights in logits, added to what the shared model says of a complaint. The shared model itself is never
 * touched, so that what one firm teaches is that firm's own, and taking it back is leaving it out.
 */
export type Delta = { weights: Float32Array; bias: number }
/** A message that somebody labelled. `p` is what the shared model says of it. */
export type Example = { text: string; p: number; complaint: boolean }

/** However sure the corrections are, they move the shared model's opinion by no more than this many logits. */
const FURTHEST = 5
const EPOCHS = 30
const RATE = 0.35
/** Pulls weights to nothing: a word that was seen once says little. */
const RIDGE = 0.004
const TINY = 1e-4

export const noDelta = (): Delta => ({ weights: new Float32Array(ROWS), bias: 0 })

/** The probability of a complaint after the firm's own words were heard. */
export function adjusted(delta: Delta, text: string, p: number): number {
  return sigmoid(logit(p) + shift(delta, cluesOf(text)))
}

function shift({ weights, bias }: Delta, clues: number[]): number {
  let sum = bias
  for (const clue of clues) sum += weights[clue]! * loudness(clues.length)
  return Math.max(-FURTHEST, Math.min(FURTHEST, sum))
}

const loudness = (count: number): number => 1 / Math.sqrt(count + 1)

/**
 * Learns the difference between what people said and what the shared model says: logistic regression whose starting point is the model's own
 * logit. Deterministic: the same rows in the same order give the same weights.
 */
export function learnDelta(examples: readonly Example[]): Delta {
  const delta = noDelta()
  const rows = examples.map(({ text, p, complaint }) => ({ clues: cluesOf(text), base: logit(p), y: complaint ? 1 : 0 }))
  const squares = new Float32Array(ROWS).fill(TINY)
  let biasSquares = TINY
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const { clues, base, y } of rows) {
      const error = sigmoid(base + shift(delta, clues)) - y
      const value = loudness(clues.length)
      for (const clue of clues) {
        const slope = error * value + RIDGE * delta.weights[clue]!
        squares[clue]! += slope * slope
        delta.weights[clue]! -= (RATE * slope) / Math.sqrt(squares[clue]!)
      }
      biasSquares += error * error
      delta.bias -= (0.05 * error) / Math.sqrt(biasSquares)
    }
  delta.bias = Math.fround(delta.bias)
  return delta
}

/** Only the rows that hold something, as bytes: a few kilobytes for some hundred corrections. */
export function packDelta({ weights, bias }: Delta): Uint8Array {
  const used = [...weights.keys()].filter((row) => weights[row] !== 0)
  const view = new DataView(new ArrayBuffer(8 + used.length * 6))
  view.setUint32(0, FORMAT)
  view.setFloat32(4, bias)
  for (const [i, row] of used.entries()) {
    view.setUint16(8 + i * 6, row)
    view.setFloat32(10 + i * 6, weights[row]!)
  }
  return new Uint8Array(view.buffer)
}

const FORMAT = 0x52_44_31_00 // "RD1"

/** @throws when the bytes are not a delta that this version reads. */
export function unpackDelta(bytes: Uint8Array): Delta {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 8 || view.getUint32(0) !== FORMAT || (bytes.byteLength - 8) % 6 !== 0)
    throw new Error('these bytes are not the weights of a firm that this version reads')
  const delta: Delta = { weights: new Float32Array(ROWS), bias: view.getFloat32(4) }
  for (let at = 8; at < bytes.byteLength; at += 6) delta.weights[view.getUint16(at)] = view.getFloat32(at + 2)
  return delta
}

const SURE = 1e-4
const logit = (p: number): number => {
  const q = Math.min(1 - SURE, Math.max(SURE, p))
  return Math.log(q / (1 - q))
}
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
