import { normalise } from '../text/normalise'
import { ARABIC, CYRILLIC, DIGIT, HAN, HANGUL, KANA, kindOf, LATIN, LETTER, THAI } from '../text/scripts'

const READ = 2_000
const MOST = 1_500
const SCRIPT = 0x5c919700
const SHORTEST = 2
const LONGEST = 4

/**
 * What a text offers to learn from: its words and word pairs, or runs of 2–4 letters where words have no spaces; each as a 32-bit hash, once. The first is
 * its script, so that what is generally so of a firm's English messages says nothing about its Thai ones.
 */
export function cluesOf(text: string): number[] {
  const { units, length, kinds } = normalise(text)
  const end = Math.min(length, READ)
  const found = new Set([mixed(SCRIPT + mainScript(kinds))])
  let before = 0
  for (let i = 0; i < end && found.size < MOST; ) {
    const kind = kindOf[units[i]!]!
    if (kind === THAI || kind === HAN || kind === KANA || kind === HANGUL) {
      for (let n = SHORTEST; n <= LONGEST && i + n <= end; n++) found.add(hashOf(units, i, i + n, n))
      before = 0
      i++
    } else if (isLetter(kind)) {
      let stop = i
      while (stop < end && isLetter(kindOf[units[stop]!]!)) stop++
      const word = hashOf(units, i, stop, 0)
      found.add(word)
      if (before !== 0) found.add(mixed(Math.imul(before, 0x9e3779b1) ^ word))
      before = word
      i = stop
    } else i++
  }
  return [...found]
}

function mainScript(kinds: Int32Array): number {
  let most = LATIN
  for (const kind of [THAI, HAN, ARABIC, CYRILLIC, KANA, HANGUL, LETTER]) if (kinds[kind]! > kinds[most]!) most = kind
  return most
}

const isLetter = (kind: number): boolean => kind === LATIN || kind === ARABIC || kind === CYRILLIC || kind === LETTER || kind === DIGIT

function hashOf(units: Uint16Array, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let k = from; k < to; k++) hash = Math.imul(hash ^ units[k]!, 0x01000193)
  return mixed(hash)
}

function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h ^= h >>> 13
  return h >>> 0
}
