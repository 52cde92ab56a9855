import { type Folded, foldedString } from '../text/normalise'
import type { RiskPack } from './pack'

const CLAUSE = 48

/** Tells whether a hit is denied: "I am *not going to* sue", "شکایتی *ندارم*". */
export type Negation = (folded: Folded, first: number, last: number) => boolean

export function negationOf(pack: RiskPack): Negation {
  const [before, after] = [negator(pack, true), negator(pack, false)]
  return (folded, first, last) =>
    (before?.test(slice(folded, Math.max(0, first - CLAUSE), first)) ?? false) ||
    (after?.test(slice(folded, last + 1, Math.min(folded.length, last + 1 + CLAUSE))) ?? false)
}

const slice = (folded: Folded, from: number, to: number): string => String.fromCharCode(...folded.units.subarray(from, to))

/** The words are escaped and the repetition is bounded, so matching at most 48 units stays linear. */
function negator(pack: RiskPack, before: boolean): RegExp | null {
  const words = before ? pack.negations : pack.negationsAfter
  if (words.length === 0) return null
  const any = (list: string[]) =>
    list
      .map(foldedString)
      .sort((a, b) => b.length - a.length)
      .map(literally)
      .join('|')
  if (!before) return new RegExp(`^\\S{0,3} ?(?:${any(words)})`, 'u')
  const gap = pack.edges === 'none' ? '' : ' '
  const fillers = pack.fillers.length > 0 ? `(?:(?:${any(pack.fillers)})${gap}){0,4}` : ''
  return new RegExp(`${gap === ' ' ? '(?:^|[^\\p{L}\\p{N}])' : ''}(?:${any(words)})${gap}${fillers}$`, 'u')
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
