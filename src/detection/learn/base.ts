import type { Model } from '../model'
import { baseLogits, modelFrom } from '../model'
import { isSpoken, SENTIMENT, type SentimentWords, sentimentOf, sentimentWordsFrom } from './sentiment-words'
import { SURFACE, surfaceOf } from './surface'
import type { WordVectors } from './word-vectors'
import { addWords, mostlyKnown, wordVectorsFrom } from './word-vectors'

/** Which parts of a base stand beside a text's grams. */
export type BaseParts = {
  logits: boolean
  words: boolean
  /** The language whose list of good and bad words is read. */
  list?: string
}
/** What a trained model takes over from a base: kept in its file, so that it stays what it was when the base is renewed. */
export type BaseFiles = { id: string; version: string; card: string; weights: Uint8Array; words: Uint8Array; lists: Record<string, string> }
export type Base = { parts: BaseParts; width: number; wordsWidth: number; listWidth: number; numbersOf(text: string): Float32Array }

/** What stands beside a text's grams: what the base says of it, where there is one, and its looks, which come last. */
export function besideOf(base: Base | null, text: string): Float32Array {
  const numbers = new Float32Array((base?.width ?? 0) + SURFACE)
  if (base) numbers.set(base.numbersOf(text))
  numbers.set(surfaceOf(text), base?.width ?? 0)
  return numbers
}

/** What each kind of number weighs together, as a share of a block of grams. Word vectors tell near classes apart, and those are many only where classes are. */
const LOUDNESS = { words: 0.25, wordsOfMany: 1.2, logits: 0.25, list: 0.8, surface: 0.6 }

/** The spread that each number of {@link besideOf} is made to. */
export function unitsOf(base: Base | null, many: boolean): Float32Array {
  const [width, words, list] = [base?.width ?? 0, base?.wordsWidth ?? 0, base?.listWidth ?? 0]
  const logits = width - words - list
  const units = new Float32Array(width + SURFACE).fill(LOUDNESS.surface / Math.sqrt(SURFACE))
  units.fill((many ? LOUDNESS.wordsOfMany : LOUDNESS.words) / Math.sqrt(words), 0, words)
  units.fill(LOUDNESS.logits / Math.sqrt(logits), words, words + logits)
  return units.fill(LOUDNESS.list / Math.sqrt(list), words + logits, width)
}

export function baseFrom(files: BaseFiles, parts: BaseParts): Base {
  const model: Model | null = parts.logits ? modelFrom(JSON.parse(files.card), files.weights) : null
  const words: WordVectors | null = parts.words ? wordVectorsFrom(files.words) : null
  const list: SentimentWords | null = parts.list === undefined ? null : sentimentWordsFrom(listOf(files, parts.list))
  const [wordsWidth, listWidth] = [words?.width ?? 0, list ? SENTIMENT : 0]
  const width = wordsWidth + (model ? baseLogits.width : 0) + listWidth
  return {
    parts,
    width,
    wordsWidth,
    listWidth,
    numbersOf(text) {
      const numbers = new Float32Array(width)
      if (words) addWords(words, text, numbers)
      if (model) numbers.set(baseLogits(model, text), wordsWidth)
      if (list) numbers.set(sentimentOf(list, text), width - SENTIMENT)
      return numbers
    },
  }
}

function listOf({ lists }: BaseFiles, lang: string): string {
  const found = lists[lang]
  if (found === undefined) throw new Error(`the base has no list of words for "${lang}"`)
  return found
}

const SAMPLE = 500
/** A base that has learned from these very rows would be far too sure of them. */
const MOST_SEEN = 0.02

/**
 * Which parts of the shipped base are fit for these texts: its word vectors are English, its opinion is worth nothing on what it has learned from, and a
 * list of words fits where half of the texts have one of them.
 */
export function fitParts(texts: string[], files: BaseFiles, seen: (text: string) => boolean): BaseParts & { seen: number } {
  const stride = Math.max(1, Math.floor(texts.length / SAMPLE))
  const sample = texts.filter((_, i) => i % stride === 0)
  const vectors = wordVectorsFrom(files.words)
  const words = mostOf(sample, (text) => mostlyKnown(vectors, text)) !== null
  const list = words ? undefined : fittest(sample, files.lists)
  const known = texts.filter(seen).length
  return { logits: known <= texts.length * MOST_SEEN, words, ...(list === undefined ? {} : { list }), seen: known }
}

/** How many texts it is true of, where that is more than half. */
function mostOf(texts: string[], isSo: (text: string) => boolean): number | null {
  const count = texts.filter(isSo).length
  return count * 2 > texts.length ? count : null
}

function fittest(texts: string[], lists: Record<string, string>): string | undefined {
  const fit = Object.entries(lists).flatMap(([lang, json]) => {
    const list = sentimentWordsFrom(json)
    const count = mostOf(texts, (text) => isSpoken(list, text))
    return count === null ? [] : [{ lang, count }]
  })
  return fit.sort((a, b) => b.count - a.count)[0]?.lang
}
