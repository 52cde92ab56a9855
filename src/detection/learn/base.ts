import type { Model } from '../model'
import { baseLogits, modelFrom } from '../model'
import type { WordVectors } from './word-vectors'
import { addWords, wordVectorsFrom } from './word-vectors'

/** Which parts of a base stand beside a text's grams. */
export type BaseParts = { logits: boolean; words: boolean }
/** What a trained model takes over from a base: kept in its file, so that it stays what it was when the base is renewed. */
export type BaseFiles = { id: string; version: string; card: string; weights: Uint8Array; words: Uint8Array }
export type Base = { parts: BaseParts; width: number; numbersOf(text: string): Float32Array }

export function baseFrom(files: BaseFiles, parts: BaseParts): Base {
  const model: Model | null = parts.logits ? modelFrom(JSON.parse(files.card), files.weights) : null
  const words: WordVectors | null = parts.words ? wordVectorsFrom(files.words) : null
  const width = (model ? baseLogits.width : 0) + (words?.width ?? 0)
  return {
    parts,
    width,
    numbersOf(text) {
      const numbers = new Float32Array(width)
      if (words) addWords(words, text, numbers)
      if (model) numbers.set(baseLogits(model, text), words?.width ?? 0)
      return numbers
    },
  }
}

const KNOWN_WORDS = 3
const SAMPLE = 500
/** A base that has learned from these very rows would be far too sure of them. */
const MOST_SEEN = 0.02

/** Which parts of the shipped base are fit for these texts: its word vectors are English, and its opinion is worth nothing on what it has learned from. */
export function fitParts(texts: string[], files: BaseFiles, seen: (text: string) => boolean): BaseParts & { seen: number } {
  const stride = Math.max(1, Math.floor(texts.length / SAMPLE))
  const sample = texts.filter((_, i) => i % stride === 0)
  const vectors = wordVectorsFrom(files.words)
  const scratch = new Float32Array(vectors.width)
  const english = sample.filter((text) => addWords(vectors, text, scratch) >= KNOWN_WORDS).length
  const known = texts.filter(seen).length
  return { logits: known <= texts.length * MOST_SEEN, words: english * 2 > sample.length, seen: known }
}
