import { joinedHalves, mayBeginSplit, soundsLike } from '../text/han-parts'
import { looksLike, nameOf, standsFor } from '../text/look-alikes'
import type { Folded } from '../text/normalise'
import { ARABIC, HAN, kindOf, OTHER, PICTURE, SPACE, THAI } from '../text/scripts'

/**
 * A text stripped to what is left when somebody disguises words: every letter under the one name that it shares with its look-alikes, no
 * spaces or signs, no letter twice in a row, halved characters joined. `from[j]..to[j]` are the folded units behind name j. Scratch space.
 */
export type Skeleton = { names: Uint16Array; from: Int32Array; to: Int32Array; length: number }

const [AT, DOLLAR] = [64, 36]
/** Signs that are letters when they stand between letters, and otherwise what they always are. */
const SIGNS = new Set([...'@$!|+€£'].map((sign) => sign.charCodeAt(0)))
/** Between letters of these scripts a sign is what it seems: nobody reads a Latin letter there. */
const WITHOUT_SIGNS: ReadonlySet<number> = new Set([HAN, THAI, ARABIC])

const skeleton: Skeleton = { names: new Uint16Array(1 << 12), from: new Int32Array(1 << 12), to: new Int32Array(1 << 12), length: 0 }

/** Of the units from `first` up to `stop`. */
export function skeletonOf(folded: Folded, first: number, stop: number): Skeleton {
  if (stop - first > skeleton.names.length) makeRoom(stop - first)
  const { names, from, to } = skeleton
  const { units } = folded
  let n = 0
  let last = 0
  for (let i = first; i < stop; i++) {
    const unit = units[i]!
    const whole = mayBeginSplit[unit] === 1 && i + 1 < stop ? joinedHalves(unit, units[i + 1]!) : 0
    const end = whole === 0 ? i : i + 1
    const name = whole !== 0 ? soundNameOf[whole]! : isGap(folded, i) ? 0 : soundNameOf[unit]!
    if (name === 0) continue
    if (name === last) {
      to[n - 1] = end
    } else {
      names[n] = name
      from[n] = i
      to[n] = end
      n++
      last = name
    }
    i = end
  }
  skeleton.length = n
  return skeleton
}

/** The one name of a unit among its look-alikes and homophones. */
const soundNameOf = new Uint16Array(0x10000)
for (let unit = 0; unit < 0x10000; unit++) soundNameOf[unit] = nameOf[soundsLike[unit] || unit]!

/** The skeleton of a folded phrase. */
export function skeletonOfPhrase(phrase: string): string {
  const names: number[] = []
  let last = 0
  for (let i = 0; i < phrase.length; i++) {
    const unit = phrase.charCodeAt(i)
    const name = isSeparator(unit) ? 0 : soundNameOf[unit]!
    if (name === 0 || name === last) continue
    names.push(name)
    last = name
  }
  return String.fromCharCode(...names)
}

const separates = new Uint8Array(0x10000)
for (let unit = 0; unit < 0x10000; unit++) {
  const kind = kindOf[unit]!
  if ((kind === OTHER || kind === SPACE || kind === PICTURE) && looksLike[unit] === 0) separates[unit] = 1
}

export const isSeparator = (unit: number): boolean => separates[unit] === 1

/** Whether the unit at `i` stands between words, or only between letters: a sign counts as a letter where it replaces one. */
export function isGap({ units, length }: Folded, i: number): boolean {
  const unit = units[i]!
  if (!isSeparator(unit) || mayBeginSplit[unit] === 1) return false
  if (!SIGNS.has(unit) || standsFor[unit] === 0) return true
  const next = isWritten(units, i, length, 1)
  return !(next && (isWritten(units, i, length, -1) || unit === AT || unit === DOLLAR))
}

/** Whether a letter for which a sign could stand in comes next in a direction, maybe after one other sign ("wa$" but also "ca$!no"). */
function isWritten(units: Uint16Array, i: number, length: number, step: 1 | -1): boolean {
  const near = i + step
  const at = near >= 0 && near < length && SIGNS.has(units[near]!) && units[near] !== units[i] ? near + step : near
  return at >= 0 && at < length && !isSeparator(units[at]!) && !WITHOUT_SIGNS.has(kindOf[units[at]!]!)
}

function makeRoom(length: number): void {
  skeleton.names = new Uint16Array(length)
  skeleton.from = new Int32Array(length)
  skeleton.to = new Int32Array(length)
}
