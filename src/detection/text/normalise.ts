import { DROP, foldMany, foldTable, foldUnit, MANY, UNKNOWN } from './fold'
import { DIGIT, KINDS, kindOf, OTHER, PICTURE, SPACE } from './scripts'

/**
 * A text as detection reads it. `units[0..length)` are folded code units; `at[i]` is the UTF-16 offset in the original of
 * the character that unit i came from (never decreasing). `kinds` counts units per script; `stretched` tells of letters repeated more than
 * twice, `turned` of a mark that makes what follows read from right to left. The arrays are scratch space of the normaliser: they are
 * valid until its next call.
 */
export type Folded = {
  text: string
  units: Uint16Array
  at: Int32Array
  length: number
  kinds: Int32Array
  capitals: number
  stretched: boolean
  turned: boolean
}

const ROOM = 1 << 16
const SARA_AA = 0x0e32
const SARA_AM = 0x0e33
const NIKHAHIT = 0x0e4d
const SARA_E = 0x0e40
const SARA_AE = 0x0e41
/** RIGHT-TO-LEFT OVERRIDE */
const TURN = 0x202e

/** The original's units, copied out in one go: reading a typed array is several times quicker than asking a string for each unit. */
let original = new Uint16Array(ROOM)
let originalBytes = Buffer.from(original.buffer)
let units = new Uint16Array(ROOM)
let at = new Int32Array(ROOM)
const kinds = new Int32Array(KINDS)
let stretched = false

/** Folds any string (lone surrogates, NUL and all). White space runs become one space and letter runs longer than two become two. Linear, one pass. */
export function normalise(text: string): Folded {
  makeRoom(text.length)
  originalBytes.write(text, 0, 'utf16le')
  kinds.fill(0)
  stretched = false
  let turned = false
  const from = original
  const { length } = text
  let toUnits = units
  let toAt = at
  let n = 0
  let last = 0
  let capitals = 0
  for (let i = 0; i < length; i++) {
    const unit = from[i]!
    let folded = foldTable[unit]!
    if (folded <= MANY) {
      if (folded === UNKNOWN) folded = foldUnit(unit)
      if (folded === DROP) {
        if (unit === TURN) turned = true
        continue
      }
      if (folded === MANY) {
        n = pushMany(text, i, n)
        toUnits = units
        toAt = at
        last = n > 0 ? toUnits[n - 1]! : 0
        if (isPair(text, i)) i++
        continue
      }
    }
    if (unit >= 65 && unit <= 90) capitals++
    if (folded === last || folded === SARA_AA) {
      n = push(n, folded, i)
      last = toUnits[n - 1]!
      continue
    }
    toUnits[n] = folded
    toAt[n] = i
    kinds[kindOf[folded]!]!++
    last = folded
    n++
  }
  return { text, units, at, length: n, kinds, capitals, stretched, turned }
}

function pushMany(text: string, origin: number, from: number): number {
  const letters = foldMany(text.codePointAt(origin)!)
  const needed = letters.length + text.length - origin
  if (from + needed > units.length) grow(from, needed)
  let n = from
  for (let k = 0; k < letters.length; k++) n = push(n, letters.charCodeAt(k), origin)
  return n
}

const isPair = (text: string, i: number): boolean => text.codePointAt(i)! > 0xffff

/** The folded text as a string: for packs, tests and people, not for the hot path. */
export function foldedString(text: string): string {
  if (!UNFOLDED.test(text)) return text
  const { units: letters, length } = normalise(text)
  return Buffer.from(letters.buffer, letters.byteOffset, length * 2).toString('utf16le')
}

/** Anything but small Latin letters, digits and spaces that stand alone, which are folded already: most of what thousands of phrases are made of. */
const UNFOLDED = /[^a-z0-9 '-]|([a-z])\1\1|([ '-])\2/

function push(n: number, unit: number, origin: number): number {
  const kind = kindOf[unit]!
  const last = n > 0 ? units[n - 1]! : 0
  if (unit === last) {
    if (kind === SPACE) return n
    if (unit === SARA_E) {
      units[n - 1] = SARA_AE // two SARA E look like SARA AE and are typed for it
      return n
    }
    if (n > 1 && units[n - 2] === unit && kind !== DIGIT && kind !== PICTURE) {
      stretched ||= kind !== OTHER
      return n
    }
  } else if (unit === SARA_AA && last === NIKHAHIT) {
    units[n - 1] = SARA_AM
    return n
  }
  units[n] = unit
  at[n] = origin
  kinds[kind]!++
  return n + 1
}

function makeRoom(length: number): void {
  if (units.length > ROOM && length < ROOM) reset(ROOM)
  else if (length > original.length) reset(length)
}

function reset(size: number): void {
  original = new Uint16Array(size)
  originalBytes = Buffer.from(original.buffer)
  roomForFolded(size)
}

function roomForFolded(size: number): void {
  units = new Uint16Array(size)
  at = new Int32Array(size)
}

function grow(used: number, more: number): void {
  const [oldUnits, oldAt] = [units, at]
  roomForFolded(Math.ceil((used + more) * 1.5))
  units.set(oldUnits.subarray(0, used))
  at.set(oldAt.subarray(0, used))
}
