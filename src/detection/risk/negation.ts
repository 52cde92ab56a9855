import type { RiskCategory } from '../../domain/finding'
import { type Folded, foldedString } from '../text/normalise'
import { ABROAD, type RiskPack } from './pack'

const CLAUSE = 48
const MOST_FILLERS = 4
/** "not planning to report you to the": turning to somebody takes more words. */
const MOST_TURNING = 7

/** Tells whether a hit is denied: "I am *not going to* sue", "شکایتی *ندارم*". */
export type Negation = (folded: Folded, first: number, last: number, category: RiskCategory) => boolean

/** "I don't want to go to court, but": half a threat. Whoever does not want to complain, but has a wish, threatens nobody. */
const HALF: ReadonlySet<RiskCategory> = new Set(['legal', 'media'])

export function negationOf(pack: RiskPack): Negation {
  const { negations, negationsAfter, fillers, turning } = pack
  const before = deniedBefore(pack, negations, fillers, MOST_FILLERS)
  const after = deniedAfter(negationsAfter, [])
  const notTurning = turning ? deniedBefore(pack, [...negations, ...turning.denials], [...fillers, ...turning.before], MOST_TURNING) : null
  const turnedDown = turning ? deniedAfter(negationsAfter, turning.after) : null
  const but = turning ? new RegExp(any(turning.buts), 'u') : null
  return (folded, first, last, category) => {
    const left = slice(folded, Math.max(0, first - CLAUSE), first)
    const right = slice(folded, last + 1, Math.min(folded.length, last + 1 + CLAUSE))
    const half = but?.test(right) ?? false
    if (before?.test(left) || after?.test(right)) return !half || !HALF.has(category)
    return !half && ABROAD.has(category) && ((notTurning?.test(left) ?? false) || (turnedDown?.test(right) ?? false))
  }
}

const slice = (folded: Folded, from: number, to: number): string => String.fromCharCode(...folded.units.subarray(from, to))

/** The words are escaped and the repetition is bounded, so matching at most 48 units stays linear. */
function deniedBefore({ edges }: RiskPack, words: string[], fillers: string[], most: number): RegExp | null {
  if (words.length === 0) return null
  const gap = edges === 'none' ? '' : ' '
  const between = fillers.length > 0 ? `(?:(?:${any(fillers)})${gap}){0,${most}}` : ''
  return new RegExp(`${gap === ' ' ? '(?:^|[^\\p{L}\\p{N}])' : ''}(?:${any(words)})${gap}${between}$`, 'u')
}

function deniedAfter(words: string[], deeds: string[]): RegExp | null {
  if (words.length === 0) return null
  const deed = deeds.length > 0 ? `(?:(?:${any(deeds)}) ?)?` : ''
  return new RegExp(`^\\S{0,3} ?${deed}(?:${any(words)})`, 'u')
}

const any = (list: string[]): string =>
  list
    .map(foldedString)
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('|')
