import { joinedHalves, soundsLike } from '../text/han-parts'
import { isDigit, isDisguiseOf, isPlainLetter, looksLike } from '../text/look-alikes'
import type { Folded } from '../text/normalise'
import { CYRILLIC, HAN, kindOf, LETTER, SPACE, THAI } from '../text/scripts'
import { isGap, isSeparator } from './skeleton'

const LONGEST_GAP = 4
const HYPHEN = 45
const LONG_NUMBER = 5
/** Marks that end a sentence or part of one: between two Chinese characters they are what they seem. A full stop of another width dodges filters. */
const STOPS = new Set([...'，。！？；：、…,!?;:\n"“”‘’\'()（）《》「」【】'])
/** Marks that numbers have inside them: 13:15, 12.4, 3-15. */
const IN_NUMBERS = new Set([...'.,:/-~、'])
/** Marks of a phrase that people leave out. */
const LOOSE = /^['-]+$/
const [NIKHAHIT, SARA_AM] = [0x0e4d, 0x0e33]

/** What of one word of the phrase was seen so far. */
type Word = { letters: number; places: number; spaced: number; looks: number; latin: number; digits: number }
type Walk = { phrase: string; folded: Folded; last: number; at: number; evidence: boolean; exact: number; letters: number; word: Word }
const freshWord = (): Word => ({ letters: 0, places: 0, spaced: 0, looks: 0, latin: 0, digits: 0 })

/**
 * The unit at which the phrase ends that begins in disguise at the unit `first` and goes no further than `last`; -1 where it does not. Every
 * letter must be the phrase's own or one of its look-alikes, halves or homophones; gaps must be of the kinds by which words are broken up;
 * and something must *be* disguised, for what is plain was found already.
 */
export function disguiseEnd(phrase: string, folded: Folded, first: number, last: number): number {
  const walk: Walk = { phrase, folded, last, at: first, evidence: false, exact: 0, letters: 0, word: freshWord() }
  let k = 0
  while (k < phrase.length) {
    if (isSeparator(phrase.charCodeAt(k))) {
      const from = k
      while (k < phrase.length && isSeparator(phrase.charCodeAt(k))) k++
      if (!wordBreak(walk, phrase.slice(from, k))) return -1
    } else {
      if (!letter(walk, k)) return -1
      k++
    }
  }
  while (walk.at <= last && stretched(walk));
  return endWord(walk) && walk.evidence && enoughLeft(walk) ? walk.at - 1 : -1
}

/** Letters that were not replaced: a word of nothing but digits is a number, and two letters are soon the same as two others. */
function enoughLeft({ exact, letters, folded, at }: Walk): boolean {
  if (letters < 3) return letters === 2 && exact > 0 && kindOf[folded.units[at - 1]!] === HAN
  return letters === 3 ? exact >= 2 : exact * 4 >= letters
}

/** Between two words of the phrase something must stand, though a hyphen or an apostrophe may be missing or be another mark. */
function wordBreak(walk: Walk, written: string): boolean {
  while (walk.at <= walk.last && stretched(walk));
  if (!endWord(walk)) return false
  const from = walk.at
  skipGap(walk)
  if (!LOOSE.test(written)) return walk.at > from
  if (String.fromCharCode(...walk.folded.units.subarray(from, walk.at)) !== written) walk.evidence = true
  return true
}

/** A word that is spaced out is so throughout, or the spaces are just between words. */
function endWord(walk: Walk): boolean {
  const { letters, places, spaced, looks, latin, digits } = walk.word
  walk.word = freshWord()
  if (spaced > 0) {
    if (spaced < places) return false
    const han = kindOf[walk.folded.units[walk.at - 1]!] === HAN
    if (letters >= (han ? 2 : digits > 0 ? 4 : 3)) walk.evidence = true
  }
  return looks === 0 || latin > 0 || !speaksForeign(walk.folded)
}

/** One letter of the phrase, with the gap or the repeats that stand before it in the text. */
function letter(walk: Walk, k: number): boolean {
  const meant = walk.phrase.charCodeAt(k)
  const { word } = walk
  while (walk.at <= walk.last && walk.folded.units[walk.at] !== meant && stretched(walk));
  if (word.letters > 0) {
    if (!binds(meant)) word.places++
    if (walk.at <= walk.last && isGap(walk.folded, walk.at) && !innerGap(walk)) return false
  }
  if (walk.at > walk.last || !same(walk, meant)) return false
  word.letters++
  if (isDigit(meant)) word.digits++
  walk.letters++
  return true
}

function same(walk: Walk, meant: number): boolean {
  const { folded, at } = walk
  const seen = folded.units[at]!
  walk.at++
  if (seen === meant) {
    walk.exact++
    if (isPlainLetter(seen) || isDigit(seen)) walk.word.latin++
    return true
  }
  if (at < walk.last) {
    const whole = joinedHalves(seen, folded.units[at + 1]!)
    if (whole === meant) {
      walk.at++
      walk.exact++
      walk.evidence = true
      return true
    }
  }
  if (isDisguiseOf(seen, meant)) {
    if (looksLike[seen] !== 0) {
      walk.word.looks++
      walk.exact++
    }
  } else if (soundsLike[seen] !== meant) return bigEye(walk, at, meant)
  else if (isDigit(meant)) walk.exact++ // a number in words is that number
  walk.evidence = true
  return true
}

/** A capital I among small letters stands for an l. */
function bigEye(walk: Walk, at: number, meant: number): boolean {
  const { text, at: origin } = walk.folded
  const i = origin[at]!
  if (meant !== 0x6c || text[i] !== 'I' || !/\p{Ll}/u.test(text[i + 1] ?? text[i - 1] ?? '')) return false
  walk.evidence = true
  walk.exact++
  return true
}

/** One more of the letter just read, where the writer leant on the key: at least three in a row in the original. */
function stretched(walk: Walk): boolean {
  const { units, at: origin, text, length } = walk.folded
  const i = walk.at
  if (i === 0 || units[i] !== units[i - 1] || isSeparator(units[i]!)) return false
  const next = i + 1 < length ? origin[i + 1]! : text.length
  if (next - origin[i]! < 2) return false
  walk.at++
  walk.evidence = true
  return true
}

function innerGap(walk: Walk): boolean {
  const { folded, word } = walk
  const { units, at: origin, text } = folded
  const from = walk.at
  const wide = kindOf[units[from - 1]!] === HAN
  skipGap(walk)
  if (walk.at > walk.last || walk.at - from > LONGEST_GAP) return false
  const number = isDigit(units[from - 1]!) && isDigit(units[walk.at]!) && !(units[from] === HYPHEN && walk.phrase.length >= LONG_NUMBER)
  let spaces = 0
  for (let i = from; i < walk.at; i++) {
    if (kindOf[units[i]!] === SPACE || (number && IN_NUMBERS.has(String.fromCharCode(units[i]!)))) spaces++
    else if (wide && STOPS.has(text[origin[i]!]!)) return false
  }
  if (spaces > 0) word.spaced++
  else walk.evidence = true
  return true
}

function skipGap(walk: Walk): void {
  while (walk.at <= walk.last && isGap(walk.folded, walk.at)) walk.at++
}

/** Thai marks sit on the letter before them: nobody writes a space there. */
const binds = (unit: number): boolean =>
  kindOf[unit] === THAI && (unit === 0x0e31 || (unit >= SARA_AM && unit <= 0x0e3a) || (unit >= 0x0e47 && unit <= NIKHAHIT))

/** The text holds Cyrillic, Greek or other letters that look like nothing else: whoever wrote it writes that language, and hides nothing by it. */
function speaksForeign({ units, length, kinds }: Folded): boolean {
  if (kinds[CYRILLIC]! + kinds[LETTER]! === 0) return false
  for (let i = 0; i < length; i++) {
    const kind = kindOf[units[i]!]!
    if ((kind === CYRILLIC || kind === LETTER) && looksLike[units[i]!] === 0) return true
  }
  return false
}
