import { type Folded, normalise } from '../text/normalise'
import { ARABIC, CYRILLIC, DIGIT, HAN, HANGUL, KANA, kindOf, LATIN, LETTER, OTHER, PICTURE, SPACE, THAI } from '../text/scripts'

/** How a text is cut: runs of letters across words, words with their neighbours, or both marks of a word's inside. */
export const VIEWS = ['chars', 'words'] as const
export type View = (typeof VIEWS)[number]
/** Distinct hashed grams of one text in rising order, and how often each occurs. */
export type Grams = { hashes: Int32Array; counts: Uint16Array }

/** Only this much of a long text is read. */
const MOST_UNITS = 6_000
const MOST_ORIGINAL = 12_000
/** The platform's dictionary reads so much at a time: nonsense without a break would cost it dear. */
const STRETCH = 400
const LONGEST: Record<'spaced' | 'packed', number> = { spaced: 6, packed: 4 }
const EDGE = 0x20
const CHAR_SEED = 0x3c6ef372
const WORD_SEED = 0x2f0b4a27
const PAIR_SEED = 0x51ed270b
const TRIPLE_SEED = 0x1f83d9ab
const SKIP_SEED = 0x5be0cd19
const APOSTROPHE = 39

let found = new Int32Array(1 << 16)
let count = 0
const words = new Int32Array(MOST_UNITS + 2)
let lineLength = 0

const segmenters = new Map<string, Intl.Segmenter>()

export function charsOf(text: string): Grams {
  count = 0
  takeChars(normalise(text.slice(0, MOST_ORIGINAL)))
  return counted()
}

/** Grams of words, and the words themselves in their order. */
export function wordsOf(text: string): { grams: Grams; line: Int32Array } {
  count = 0
  const n = takeWords(normalise(text.slice(0, MOST_ORIGINAL)))
  return { grams: counted(), line: words.slice(0, n) }
}

/**
 * The hashes of both views of a text that is folded already, repeats and all, runs of three to five units (one to four in Chinese and Japanese).
 * Scratch space: each is read before the next is taken.
 */
export const SPOKEN: Record<View, (folded: Folded) => Int32Array> = {
  chars: (folded) => taken(() => takeChars(folded, SPOKEN_RUN, SPOKEN_LEAST)),
  words: (folded) => taken(() => takeWords(folded)),
}
const SPOKEN_RUN = 5
const SPOKEN_LEAST = 3

/** The words of the text that was cut into words last. Scratch space. */
export const lastLine = (): Int32Array => words.subarray(0, lineLength)

/** All that `take` puts, in its order. */
export function taken(take: () => void): Int32Array {
  count = 0
  take()
  return found.subarray(0, count)
}

export function put(hash: number): void {
  if (count === found.length) found = larger(found)
  found[count++] = hash
}

/** A copy with twice the room. */
export function larger(full: Int32Array): Int32Array<ArrayBuffer> {
  const made = new Int32Array(full.length * 2)
  made.set(full)
  return made
}

function counted(): Grams {
  const sorted = found.subarray(0, count).sort()
  let distinct = 0
  for (let i = 0; i < count; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++
  const hashes = new Int32Array(distinct)
  const counts = new Uint16Array(distinct)
  let at = -1
  for (let i = 0; i < count; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) hashes[++at] = sorted[i]!
    counts[at] = Math.min(0xffff, counts[at]! + 1)
  }
  return { hashes, counts }
}

/** Runs of 1–6 units, or as many as are asked for (1–4 in Chinese and Japanese), with an edge before and behind the text. */
function takeChars({ units, length, kinds }: Folded, spaced = LONGEST.spaced, spacedLeast = 1): void {
  const end = Math.min(length, MOST_UNITS)
  const packed = kinds[HAN]! + kinds[KANA]! > kinds[LATIN]!
  const [least, longest] = packed ? [1, LONGEST.packed] : [spacedLeast, spaced]
  for (let from = -1; from < end; from++) {
    let hash = CHAR_SEED
    const stop = Math.min(end, from + longest - 1)
    for (let k = from; k <= stop; k++) {
      const unit = k < 0 || k === end ? EDGE : units[k]!
      hash = Math.imul(hash ^ unit, 0x01000193)
      hash ^= hash >>> 15
      if (k - from + 1 >= least) put(mix(hash + k - from))
    }
  }
}

function takeWords(folded: Folded): number {
  const n = cutWords(folded)
  for (let i = 0; i < n; i++) {
    const word = words[i]!
    put(word)
    if (i + 1 < n) put(mix(Math.imul(word, 31) ^ words[i + 1]! ^ PAIR_SEED))
    if (i + 2 < n) {
      put(mix(Math.imul(Math.imul(word, 31) ^ words[i + 1]!, 37) ^ words[i + 2]! ^ TRIPLE_SEED))
      put(mix(Math.imul(word, 41) ^ words[i + 2]! ^ SKIP_SEED))
    }
    if (i + 3 < n) put(mix(Math.imul(word, 41) ^ words[i + 3]! ^ SKIP_SEED))
  }
  return n
}

/** Words by spaces and marks; Thai and Chinese by the platform's dictionary. An edge stands before the first and behind the last. */
function cutWords({ units, length, kinds }: Folded): number {
  const end = Math.min(length, MOST_UNITS)
  let n = 0
  words[n++] = 1
  if (kinds[THAI]! + kinds[HAN]! + kinds[KANA]! > kinds[LATIN]!) {
    const cutter = segmenter(kinds[THAI]! > kinds[HAN]! ? 'th' : 'zh')
    for (let from = 0; from < end; ) {
      const to = stretchEnd(units, from, end)
      for (const { segment } of cutter.segment(String.fromCharCode(...units.subarray(from, to))))
        if (segment !== ' ' && n < words.length - 1) words[n++] = hashOf(segment)
      from = to
    }
  } else {
    for (let i = 0; i < end; ) {
      const kind = kindOf[units[i]!]!
      if (kind === SPACE) {
        i++
        continue
      }
      const stop = isLetter(kind)
        ? wordEnd(units, i, end)
        : kind === PICTURE && units[i]! >= 0xd800
          ? Math.min(end, i + 2)
          : sameEnd(units, i, end)
      let hash = WORD_SEED
      for (let k = i; k < stop && k < i + (isLetter(kind) ? 64 : 3); k++)
        if (units[k] !== APOSTROPHE) hash = Math.imul(hash ^ units[k]!, 0x01000193)
      words[n++] = mix(hash)
      i = stop
    }
  }
  words[n++] = 2
  lineLength = n
  return n
}

/** Behind the last space of the stretch, where it has one. */
function stretchEnd(units: Uint16Array, from: number, end: number): number {
  if (end - from <= STRETCH) return end
  let to = from + STRETCH
  while (to > from && units[to - 1] !== EDGE) to--
  return to === from ? from + STRETCH : to
}

function segmenter(lang: string): Intl.Segmenter {
  const known = segmenters.get(lang)
  if (known) return known
  const made = new Intl.Segmenter(lang, { granularity: 'word' })
  segmenters.set(lang, made)
  return made
}

/** The hash of a folded word, as the platform's dictionary or a reader of letters cuts it. */
export function hashOf(word: string): number {
  let hash = WORD_SEED
  for (let k = 0; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193)
  return mix(hash)
}

const isLetter = (kind: number) =>
  kind === LATIN ||
  kind === ARABIC ||
  kind === CYRILLIC ||
  kind === LETTER ||
  kind === HANGUL ||
  kind === DIGIT ||
  kind === THAI ||
  kind === HAN ||
  kind === KANA

function wordEnd(units: Uint16Array, from: number, end: number): number {
  let stop = from
  while (stop < end && (isLetter(kindOf[units[stop]!]!) || (units[stop] === APOSTROPHE && stop > from))) stop++
  return stop
}

function sameEnd(units: Uint16Array, from: number, end: number): number {
  let stop = from + 1
  while (stop < end && units[stop] === units[from] && kindOf[units[stop]!] === OTHER) stop++
  return stop
}

export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
