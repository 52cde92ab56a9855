import type { RiskCategory } from '../../domain/finding'
import { type Folded, foldedString, normalise } from '../text/normalise'
import { joined, type Part, partsOf } from './apart'
import { compilePhrases, edgesOf, hitsIn, type Phrase, type PhraseHit, type Phrases } from './hits'
import { type Negation, negationOf } from './negation'
import type { RiskPack } from './pack'
import { asSeen } from './turned'

/**
 * A risk phrase found in a folded text: `first` and `last` are indexes of its units, inclusive; `disguised` where it was written so that
 * a filter would not see it.
 */
export type RiskHit = {
  rule: string
  id: string
  version: string
  category: RiskCategory
  floor: 'A' | 'B' | null
  first: number
  last: number
  disguised: boolean
}

/** What a phrase is for: the rule it belongs to, and whether it excuses that rule's hits instead of being one; `part` where it is half of one. */
type Role = { rule: number; excuse: boolean; part: Part | null }
/** One pack made ready to scan. */
export type Scanner = { lang: string; pack: RiskPack; phrases: Phrases; roles: Role[]; negated: Negation }

const MOST_HITS = 32
/** A "not" near these is part of what they say ("no food", "still not solved"), or no reason to look away. */
const NEVER_NEGATED: ReadonlySet<RiskCategory> = new Set(['self_harm', 'hardship', 'repeat'])

/** Compiles a pack; a phrase that folds to nothing is a fault of the pack. */
export function makeScanner(pack: RiskPack): Scanner {
  const phrases: Phrase[] = []
  const roles: Role[] = []
  const put = (written: string, role: Role) => {
    const open = written.endsWith('*')
    const text = foldedString(open ? written.slice(0, -1) : written)
    if (text.trim() === '') throw new Error(`risk phrases ${pack.id}: rule "${pack.rules[role.rule]!.id}" has an empty phrase`)
    phrases.push({ text, open, edges: pack.edges === 'script' ? edgesOf(text) : pack.edges })
    roles.push(role)
  }
  const add = (rule: number, written: string, excuse: boolean) => {
    const parts = partsOf(written)
    if (!parts) return put(written, { rule, excuse, part: null })
    const number = roles.length
    for (const [i, choices] of parts.entries())
      for (const choice of choices) put(choice, { rule, excuse, part: { number, closes: i === 1 } })
  }
  for (const [index, rule] of pack.rules.entries()) {
    for (const phrase of rule.phrases) add(index, phrase, false)
    for (const phrase of rule.unless ?? []) add(index, phrase, true)
  }
  return { lang: pack.lang, pack, phrases: compilePhrases(phrases), roles, negated: negationOf(pack) }
}

/** The scanners of all languages, each read and compiled when the first text asks for it: most firms hear few languages. */
export type Scanners = {
  /** `folded` is what is about to be scanned: compiling needs the scratch space that it lies in, and puts it back. */
  get(lang: string, folded: Folded): Scanner | undefined
}

export function scannersOf(packOf: (lang: string) => RiskPack | undefined): Scanners {
  const made = new Map<string, Scanner>()
  return {
    get(lang, folded) {
      const known = made.get(lang)
      const pack = known ? undefined : packOf(lang)
      if (!pack) return known
      const scanner = makeScanner(pack)
      made.set(lang, scanner)
      normalise(folded.text)
      return scanner
    },
  }
}

/** Every risk phrase of the whole text, also in disguise, longest per place and rule, in order of place; at most 32. */
export function scan(scanner: Scanner, folded: Folded): RiskHit[] {
  const found = hitsIn(scanner.phrases, folded)
  const hits = found.length === 0 ? [] : settle(scanner, folded, found)
  return folded.turned ? inOrder([...hits, ...turnedHits(scanner, folded, hits)]) : hits
}

/** Leaves out what is excused, denied, or told already by a longer hit of the same rule. */
function settle({ pack, roles, negated }: Scanner, folded: Folded, hits: PhraseHit[]): RiskHit[] {
  const found = joined(
    hits,
    ({ phrase }) => roles[phrase]!.part,
    folded,
    ({ phrase }, { first, last }) => roles[phrase]!.excuse || !negated(folded, first, last, pack.rules[roles[phrase]!.rule]!.category),
  )
  const excuses = found.filter((hit) => roles[hit.phrase]!.excuse)
  const kept: PhraseHit[] = []
  for (const hit of longestFirst(found)) {
    const { rule, excuse } = roles[hit.phrase]!
    const meets = (other: PhraseHit) => roles[other.phrase]!.rule === rule && other.first <= hit.last && other.last >= hit.first
    if (excuse || excuses.some(meets) || kept.some(meets)) continue
    const { category } = pack.rules[rule]!
    if (NEVER_NEGATED.has(category) || !negated(folded, hit.first, hit.last, category)) kept.push(hit)
  }
  return inOrder(kept.map((hit) => named(pack, roles[hit.phrase]!.rule, hit)))
}

function named(pack: RiskPack, number: number, { first, last, disguised }: PhraseHit): RiskHit {
  const rule = pack.rules[number]!
  const id = `${pack.id}.${rule.category}.${rule.id}`
  return {
    rule: `risk:${id}@${pack.version}`,
    id,
    version: pack.version,
    category: rule.category,
    floor: rule.floor ?? null,
    first,
    last,
    disguised,
  }
}

/** What a mark makes people read backwards is scanned once more the way that they see it; the hits point into the text as it was sent. */
function turnedHits(scanner: Scanner, folded: Folded, known: RiskHit[]): RiskHit[] {
  const seen = asSeen(folded.text)
  const again = normalise(seen.text)
  const found = scan(scanner, again).map((hit) => {
    const places = [...again.at.subarray(hit.first, hit.last + 1)].map((i) => seen.at[i]!)
    return { hit, from: Math.min(...places), to: Math.max(...places) }
  })
  normalise(folded.text) // the scratch space holds the caller's text again
  return found
    .map(({ hit, from, to }) => ({ ...hit, disguised: true, first: unitAt(folded, from), last: unitAt(folded, to) }))
    .filter((hit) => !known.some((other) => other.id === hit.id && other.first <= hit.last && other.last >= hit.first))
}

/** The last unit that comes from this offset or one before it. */
function unitAt({ at, length }: Folded, offset: number): number {
  let [low, high] = [0, length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (at[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

const longestFirst = (found: PhraseHit[]): PhraseHit[] =>
  found.length < 2 ? found : found.sort((a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first)

const inOrder = (hits: RiskHit[]): RiskHit[] => hits.sort((a, b) => a.first - b.first || b.last - a.last).slice(0, MOST_HITS)
