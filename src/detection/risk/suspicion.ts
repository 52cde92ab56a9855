import { looksLike } from '../text/look-alikes'
import type { Folded } from '../text/normalise'
import { ARABIC, CYRILLIC, DIGIT, HAN, kindOf, LATIN, LETTER, SPACE, THAI } from '../text/scripts'

const APOSTROPHE = 39
const HYPHEN = 45
const [GAP, LETTERS, NUMBER, MARK, ODD] = [0, 1, 2, 3, 4]
const roleOf = new Uint8Array(0x10000)
for (let unit = 0; unit < 0x10000; unit++) roleOf[unit] = role(unit)

function role(unit: number): number {
  const kind = kindOf[unit]!
  if (looksLike[unit] !== 0) return ODD
  if (kind === SPACE) return GAP
  if (kind === DIGIT) return NUMBER
  if (kind === LATIN || kind === ARABIC || kind === THAI) return LETTERS
  return unit === APOSTROPHE ? LETTERS : MARK
}

/** Where in a text something may be disguised: pairs of units, the first of the place and the one after its last, in order and apart. */
export type Places = readonly number[]

/**
 * A quick look for what a disguise would need, with room of `reach` units around it for the rest of a phrase; most texts hold nothing of the
 * kind and are read no further. In Chinese, and where letters of several scripts meet, it may be anywhere.
 */
export function hidingPlaces(folded: Folded, reach: number): Places {
  const { kinds, units, length } = folded
  if (folded.turned || kinds[HAN]! + kinds[CYRILLIC]! + kinds[LETTER]! > 0) return [0, length]
  const places: number[] = []
  let short = 0
  for (let i = 0; i < length; ) {
    let end = i
    let seen = 0
    let leant = false
    for (; end < length; end++) {
      const now = roleOf[units[end]!]!
      if (now === GAP) break
      seen |= 1 << now
      if (folded.stretched) leant ||= isLeant(folded, end)
    }
    short = isShort(units, i, end) ? short + 1 : 0
    const odd = leant || (seen & (1 << ODD)) !== 0 || short >= LEAST_SPELLED
    if (odd || ((seen & (seen - 1)) !== 0 && isBroken(units, i, end))) widen(places, i - reach, Math.min(end + reach, length))
    i = end + 1
  }
  return places
}

/** So many words of one letter in a row are one word spelled out. */
const LEAST_SPELLED = 3

/** The writer leant on the key: one letter stands for several of the original. */
const isLeant = ({ units, at, length, text }: Folded, i: number): boolean =>
  i > 0 && units[i] === units[i - 1] && (i + 1 < length ? at[i + 1]! : text.length) - at[i]! > 1

function widen(places: number[], from: number, to: number): void {
  const last = places.length - 1
  if (last > 0 && from <= places[last]!) places[last] = to
  else places.push(Math.max(from, 0), to)
}

/** A word of one letter, with its marks in Thai. */
const isShort = (units: Uint16Array, from: number, end: number): boolean =>
  end > from && end - from <= (kindOf[units[end - 1]!] === THAI ? 3 : 1)

/**
 * Whether something without spaces looks like a word that was broken up by marks or spelled with digits. Not so: a sum or a time (76.90, 17:30), a
 * number with its unit (50mg, 14th), and what ends in a number of three figures or more (LP-18182, UV400).
 */
function isBroken(units: Uint16Array, from: number, end: number): boolean {
  while (from < end && roleOf[units[from]!] === MARK) from++
  while (end > from && roleOf[units[end - 1]!] === MARK) end--
  const [letters, digits, marks] = [countOf(units, from, end, LETTERS), countOf(units, from, end, NUMBER), countOf(units, from, end, MARK)]
  if (letters === 0) return digits >= LEAST_HIDDEN && marks > 0 && isBrokenNumber(units, from, end, digits, marks)
  if (digits === 0) return marks > 0
  const first = runOf(units, from, end, 1)
  if (first === digits && letters === end - from - digits && letters <= MOST_OF_UNIT) return false
  const tail = runOf(units, end - 1, from - 1, -1)
  if (tail < LEAST_OF_CODE || tail !== digits) return true
  let stop = end - tail
  while (stop > from && roleOf[units[stop - 1]!] === MARK) stop--
  return countOf(units, from, stop, MARK) > 0
}

const MOST_OF_UNIT = 2
const LEAST_OF_CODE = 3
const LEAST_HIDDEN = 3
/** So many digits have the numbers that people are told to call; one of them may hide behind hyphens. */
const CALLED = 5

/** Digits that stand one by one, or a number to call with hyphens in it. */
const isBrokenNumber = (units: Uint16Array, from: number, end: number, digits: number, marks: number): boolean =>
  marks >= digits - 1 || (digits === CALLED && hasHyphen(units, from, end))

function countOf(units: Uint16Array, from: number, end: number, wanted: number): number {
  let count = 0
  for (let i = from; i < end; i++) if (roleOf[units[i]!] === wanted) count++
  return count
}

/** The length of the run of digits that begins at a place and goes on in a direction. */
function runOf(units: Uint16Array, from: number, stop: number, step: 1 | -1): number {
  let i = from
  while (i !== stop && roleOf[units[i]!] === NUMBER) i += step
  return Math.abs(i - from)
}

function hasHyphen(units: Uint16Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (units[i] === HYPHEN) return true
  return false
}
