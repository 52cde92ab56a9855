import { wordsOf } from '../features'
import { normalise } from '../text/normalise'
import { Lexicon } from './lexicon'

/** Vectors of words by the hash of the folded word: whole numbers with a step per word. */
export type WordVectors = { lang: 'en'; width: number; lexicon: Lexicon; steps: Float32Array; values: Int8Array }

const HEAD = 8

/** Layout: words and width as two 32-bit numbers; hashes; steps; values row by row. */
export function wordVectorsFrom(bytes: Uint8Array): WordVectors {
  const own = new Uint8Array(bytes)
  const view = new DataView(own.buffer)
  const [words, width] = [view.getInt32(0, true), view.getInt32(4, true)]
  if (own.length !== HEAD + words * (8 + width)) throw new Error('the word vectors are cut short')
  return {
    lang: 'en',
    width,
    lexicon: Lexicon.of(new Int32Array(own.buffer, HEAD, words)),
    steps: new Float32Array(own.buffer, HEAD + words * 4, words),
    values: new Int8Array(own.buffer, HEAD + words * 8),
  }
}

export function wordVectorBytes(hashes: Int32Array, vectors: Float32Array[]): Uint8Array {
  const width = vectors[0]?.length ?? 0
  const bytes = new Uint8Array(HEAD + hashes.length * (8 + width))
  const view = new DataView(bytes.buffer)
  view.setInt32(0, hashes.length, true)
  view.setInt32(4, width, true)
  new Int32Array(bytes.buffer, HEAD, hashes.length).set(hashes)
  const steps = new Float32Array(bytes.buffer, HEAD + hashes.length * 4, hashes.length)
  const values = new Int8Array(bytes.buffer, HEAD + hashes.length * 8)
  for (const [i, vector] of vectors.entries()) {
    steps[i] = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6) / 127
    for (let k = 0; k < width; k++) values[i * width + k] = Math.round(vector[k]! / steps[i]!)
  }
  return bytes
}

/** The sum of a text's word vectors over the root of their number (and a little), into `into`; returns how many words were known. */
export function addWords({ width, lexicon, steps, values }: WordVectors, text: string, into: Float32Array): number {
  into.fill(0, 0, width)
  let known = 0
  for (const hash of wordsOf(normalise(text))) {
    const number = lexicon.find(hash)
    if (number < 0) continue
    known++
    for (let k = 0; k < width; k++) into[k]! += values[number * width + k]! * steps[number]!
  }
  const factor = 1 / Math.sqrt(known + 3)
  for (let k = 0; k < width; k++) into[k]! *= factor
  return known
}

const KNOWN_WORDS = 3

/** Whether a text is in the vectors' language: other languages share some words with it ("die", "in", "an"), but not half of them. */
export function mostlyKnown({ lexicon }: WordVectors, text: string): boolean {
  const words = wordsOf(normalise(text))
  const known = words.filter((hash) => lexicon.find(hash) >= 0).length
  return known >= KNOWN_WORDS && known * 2 >= words.length
}
