import type { Folded } from './text/normalise'
import { ARABIC, DIGIT, HAN, HANGUL, KANA, kindOf, LATIN, OTHER, PICTURE, SPACE, THAI } from './text/scripts'

/**
 * Hashed features of one text: `hashes[i]` is a 32-bit hash (the model takes its low bits), `first[i]..last[i]` the folded units it
 * came from, or -1 where it speaks of the whole. Scratch space: valid until the next call.
 */
export type Features = { hashes: Int32Array; first: Int32Array; last: Int32Array; count: number }

/** Only this much of a long text is weighed; risk phrases are looked for in all of it. */
export const FEATURE_UNITS = 4_000
export const MOST_FEATURES = FEATURE_UNITS * 5 + 64
const ROOM = MOST_FEATURES
const THAI_GRAMS = 5
const HAN_GRAMS = 3
const STEM = 5

const WORD_SEED = 0x2f0b4a27
const PAIR_SEED = 0x51ed270b
const STEM_SEED = 0x1b873593
const GRAM_SEED = 0x3c6ef372
const SIGN_SEED = 0x7feb352d
const APOSTROPHE = 39
const AT = 64

const hashes = new Int32Array(ROOM)
const first = new Int32Array(ROOM)
const last = new Int32Array(ROOM)
const SEEN = 1 << 11
const seenHash = new Int32Array(SEEN)
const seenIn = new Int32Array(SEEN)
let texts = 0
let script = OTHER
const features: Features = { hashes, first, last, count: 0 }

const [HANDLE, LINK, NUMBER, SHOUT] = [1, 2, 3, 4]

/**
 * Takes the features: words, word pairs and stems where words have spaces; runs of 2–5 letters in Thai and of 1–3 in Chinese, Japanese
 * and Korean; question and exclamation marks, emoji, handles, links, digits, shouting.
 */
export function takeFeatures(folded: Folded): Features {
  const { units } = folded
  const end = Math.min(folded.length, FEATURE_UNITS)
  features.count = 0
  beginText()
  script = mainScript(folded.kinds)
  let before = 0
  let beforeFirst = 0
  for (let i = 0; i < end; ) {
    const unit = units[i]!
    const kind = kindOf[unit]!
    if (kind === SPACE) i++
    else if (kind === THAI) {
      const stop = runEnd(units, i, end, THAI)
      takeGrams(units, i, stop, 2, THAI_GRAMS)
      i = stop
      before = 0
    } else if (kind === HAN || kind === KANA || kind === HANGUL) {
      const stop = runEnd(units, i, end, kind)
      takeGrams(units, i, stop, 1, HAN_GRAMS)
      i = stop
      before = 0
    } else if (kind === DIGIT) {
      const stop = runEnd(units, i, end, DIGIT)
      before = sign(NUMBER * 16 + Math.min(6, stop - i), i, stop - 1)
      beforeFirst = i
      i = stop
    } else if (kind === PICTURE) {
      const stop = Math.min(end, unit >= 0xd800 && unit <= 0xdbff ? i + 2 : i + 1)
      put(mix(SIGN_SEED ^ Math.imul(unit, 0x9e3779b1) ^ (stop > i + 1 ? units[i + 1]! : 0)), i, stop - 1)
      i = stop
    } else if (kind === OTHER) {
      i = takeSign(units, i, end)
    } else {
      const stop = wordEnd(units, i, end)
      if (isLink(units, i, stop, end)) {
        const linkStop = spaceAfter(units, i, end)
        before = sign(LINK, i, linkStop - 1)
        beforeFirst = i
        i = linkStop
        continue
      }
      const word = takeWord(units, i, stop)
      put(mix(PAIR_SEED ^ Math.imul(before, 31) ^ word), before === 0 ? i : beforeFirst, stop - 1)
      before = word
      beforeFirst = i
      i = stop
    }
  }
  if (folded.capitals * 2 > end && end > 12) sign(SHOUT, -1, -1)
  return features
}

function beginText(): void {
  texts = (texts + 1) & 0x3fffffff
  if (texts === 0) seenIn.fill(-1)
}

/** Adds a feature unless the text has it already: what is said ten times is not ten times as true. (In very long texts a few repeats slip through.) */
function put(hash: number, from: number, to: number): void {
  const n = features.count
  const slot = hash & (SEEN - 1)
  if (seenHash[slot] === hash && seenIn[slot] === texts) return
  if (n >= ROOM) return
  seenHash[slot] = hash
  seenIn[slot] = texts
  hashes[n] = hash
  first[n] = from
  last[n] = to
  features.count = n + 1
}

function takeWord(units: Uint16Array, from: number, to: number): number {
  let hash = WORD_SEED
  let letters = 0
  let stem = 0
  for (let k = from; k < to; k++) {
    const unit = units[k]!
    if (unit === APOSTROPHE) continue
    hash = Math.imul(hash ^ unit, 0x01000193)
    if (++letters === STEM) stem = hash
  }
  const word = mix(hash)
  put(word, from, to - 1)
  if (letters > STEM) put(mix(stem ^ STEM_SEED), from, to - 1)
  return word
}

/** The hashes of a text's words where words have spaces, in order, repeats and all: what {@link hashOfWord} gives of each. */
export function wordsOf({ units, length }: Folded): number[] {
  const words: number[] = []
  const end = Math.min(length, FEATURE_UNITS)
  for (let i = 0; i < end; ) {
    const kind = kindOf[units[i]!]!
    const stop = kind === SPACE || kind === OTHER || kind === PICTURE || kind === THAI || kind === HAN ? i + 1 : wordEnd(units, i, end)
    if (stop > i + 1 || kind === LATIN) words.push(hashOfUnits(units, i, stop))
    i = stop
  }
  return words
}

function hashOfUnits(units: Uint16Array, from: number, to: number): number {
  let hash = WORD_SEED
  for (let k = from; k < to; k++) if (units[k] !== APOSTROPHE) hash = Math.imul(hash ^ units[k]!, 0x01000193)
  return mix(hash)
}

/** The hash by which a plain folded word appears among the features. */
export function hashOfWord(word: string): number {
  let hash = WORD_SEED
  for (let k = 0; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193)
  return mix(hash)
}

function takeGrams(units: Uint16Array, from: number, to: number, shortest: number, longest: number): void {
  for (let i = from; i < to; i++) {
    let hash = GRAM_SEED
    const stop = Math.min(to, i + longest)
    for (let k = i; k < stop; k++) {
      hash = Math.imul(hash ^ units[k]!, 0x01000193)
      if (k - i + 1 >= shortest) put(mix(hash + k - i), i, k)
    }
  }
}

/** Marks that carry feeling or address; the rest are skipped. Returns where to go on. */
function takeSign(units: Uint16Array, i: number, end: number): number {
  const unit = units[i]!
  if (unit === AT) {
    const stop = wordEnd(units, i + 1, end)
    if (stop > i + 1) sign(HANDLE, i, stop - 1)
    return stop
  }
  let stop = i + 1
  while (stop < end && units[stop] === unit) stop++
  if (unit === 33 || unit === 63 || unit === 36 || unit === 35 || unit === 37) sign(unit * 16 + Math.min(2, stop - i), i, stop - 1)
  return stop
}

/** A mark means something else in each script: what follows a Thai question is no evidence about an English one. */
function sign(code: number, from: number, to: number): number {
  const hash = mix(SIGN_SEED + Math.imul(code * 16 + script, 0x85ebca6b))
  put(hash, from, to)
  return hash
}

function mainScript(kinds: Int32Array): number {
  let most = LATIN
  for (const kind of [THAI, HAN, ARABIC]) if (kinds[kind]! * 2 > kinds[most]!) most = kind
  return most
}

function runEnd(units: Uint16Array, from: number, end: number, kind: number): number {
  let stop = from + 1
  while (stop < end && kindOf[units[stop]!] === kind) stop++
  return stop
}

function wordEnd(units: Uint16Array, from: number, end: number): number {
  let stop = from
  while (stop < end) {
    const unit = units[stop]!
    const kind = kindOf[unit]!
    if (unit !== APOSTROPHE && (kind === OTHER || kind === SPACE || kind === PICTURE || kind === THAI || kind === HAN)) break
    if (unit === APOSTROPHE && stop === from) break
    stop++
  }
  return stop
}

const isLink = (units: Uint16Array, from: number, stop: number, end: number): boolean => {
  const letters = stop - from
  if (letters === 3 && units[from] === 119 && units[from + 1] === 119 && units[from + 2] === 119) return true
  if (letters < 4 || letters > 5 || units[from] !== 104 || units[from + 1] !== 116 || units[from + 2] !== 116 || units[from + 3] !== 112)
    return false
  return stop + 1 < end && units[stop] === 58 && units[stop + 1] === 47
}

function spaceAfter(units: Uint16Array, from: number, end: number): number {
  let stop = from + 1
  while (stop < end && units[stop] !== 32) stop++
  return stop
}

function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  return h ^ (h >>> 13)
}
