import type { Model } from '../model'
import { baseLogits, modelFrom } from '../model'
import { SURFACE, surfaceOf } from './surface'
import type { WordVectors } from './word-vectors'
import { addWords, mostlyKnown, wordVectorsFrom } from './word-vectors'

/** Which parts of a base stand beside a text's grams. */
export type BaseParts = { logits: boolean; words: boolean }
/** What a trained model takes over from a base: kept in its file, so that it stays what it was when the base is renewed. */
export type BaseFiles = { id: string; version: string; card: string; weights: Uint8Array; words: Uint8Array }
export type Base = { parts: BaseParts; width: number; wordsWidth: number; numbersOf(text: string): Float32Array }

/** What stands beside a text's grams: what the base says of it, where there is one, and its looks, which come last. */
export function besideOf(base: Base | null, text: string): Float32Array {
  const numbers = new Float32Array((base?.width ?? 0) + SURFACE)
  if (base) numbers.set(base.numbersOf(text))
  numbers.set(surfaceOf(text), base?.width ?? 0)
  return numbers
}

/** What each kind of number weighs together, as a share of a block of grams. Word vectors tell near classes apart, and those are many only where classes are. */
const LOUDNESS = { words: 0.25, wordsOfMany: 1.2, logits: 0.25, surface: 0.6 }

/** The spread that each number of {@link besideOf} is made to. */
export function unitsOf(base: Base | null, many: boolean): Float32Array {
  const words = base?.wordsWidth ?? 0
  const logits = (base?.width ?? 0) - words
  const units = new Float32Array(words + logits + SURFACE).fill(LOUDNESS.surface / Math.sqrt(SURFACE))
  units.fill((many ? LOUDNESS.wordsOfMany : LOUDNESS.words) / Math.sqrt(words), 0, words)
  return units.fill(LOUDNESS.logits / Math.sqrt(logits), words, words + logits)
}

export function baseFrom(files: BaseFiles, parts: BaseParts): Base {
  const model: Model | null = parts.logits ? modelFrom(JSON.parse(files.card), files.weights) : null
  const words: WordVectors | null = parts.words ? wordVectorsFrom(files.words) : null
  const width = (model ? baseLogits.width : 0) + (words?.width ?? 0)
  return {
    parts,
    width,
    wordsWidth: words?.width ?? 0,
    numbersOf(text) {
      const numbers = new Float32Array(width)
      if (words) addWords(words, text, numbers)
      if (model) numbers.set(baseLogits(model, text), words?.width ?? 0)
      return numbers
    },
  }
}

const SAMPLE = 500
/** A base that has learned from these very rows would be far too sure of them. */
const MOST_SEEN = 0.02

/** Which parts of the shipped base are fit for these texts: its word vectors are English, and its opinion is worth nothing on what it has learned from. */
export function fitParts(texts: string[], files: BaseFiles, seen: (text: string) => boolean): BaseParts & { seen: number } {
  const stride = Math.max(1, Math.floor(texts.length / SAMPLE))
  const sample = texts.filter((_, i) => i % stride === 0)
  const vectors = wordVectorsFrom(files.words)
  const english = sample.filter((text) => mostlyKnown(vectors, text)).length
  const known = texts.filter(seen).length
  return { logits: known <= texts.length * MOST_SEEN, words: english * 2 > sample.length, seen: known }
}
