import type { Folded } from '../text/normalise'
import type { PhraseHit } from './hits'

/** How far the two parts of a phrase may stand apart, in folded units: a few words. */
const REACH = 36
/** Beyond these something else is spoken of. */
const ENDS = new Set([...'.!?;,:\n،؛؟。！？；，、：'].map((mark) => mark.charCodeAt(0)))

/** Which of a phrase's parts an entry of the automaton is; both parts of one phrase have one number. */
export type Part = { number: number; closes: boolean }

/**
 * A phrase in two parts, "brakes on|brake on … failed|gave out", as what may begin it and what may end it; null where it is in one part.
 * It stands where one of the first is followed by one of the second in the same clause.
 */
export function partsOf(written: string): [opens: string[], closes: string[]] | null {
  if (!written.includes('…')) return null
  const [first, second] = written.split('…')
  if (first === undefined || second === undefined) return null
  return [first, second].map((part) => part.split('|').map((choice) => choice.trim())) as [string[], string[]]
}

/** The hits with those of parts put together, each end with the nearest beginning before it; parts that stand alone are left out. */
export function joined(
  found: PhraseHit[],
  partOf: (hit: PhraseHit) => Part | null,
  folded: Folded,
  wanted: (whole: PhraseHit, end: PhraseHit) => boolean,
): PhraseHit[] {
  if (!found.some((hit) => partOf(hit))) return found
  const open = new Map<number, PhraseHit>()
  const whole: PhraseHit[] = []
  for (const hit of [...found].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const part = partOf(hit)
    if (!part) whole.push(hit)
    else if (!part.closes) open.set(part.number, hit)
    else {
      const from = open.get(part.number)
      if (!from || !near(folded, from.last, hit.first)) continue
      const both = { phrase: from.phrase, first: from.first, last: hit.last, disguised: from.disguised || hit.disguised }
      if (wanted(both, hit)) whole.push(both)
    }
  }
  return whole
}

function near({ units }: Folded, last: number, first: number): boolean {
  if (first <= last || first - last > REACH) return false
  for (let i = last + 1; i < first; i++) if (ENDS.has(units[i]!)) return false
  return true
}
