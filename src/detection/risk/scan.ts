import type { RiskCategory, Tag } from '../../domain/finding'
import { type Folded, foldedString, normalise } from '../text/normalise'
import { joined, type Part, partsOf } from './apart'
import { refuseTooMuch } from './automaton'
import { compilePhrases, edgesOf, hitsIn, once, type Phrase, type PhraseHit, type Phrases } from './hits'
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

/** A phrase that is looked for on the way: where it stands its tag is told, no more. */
export type Aside = { phrase: Phrase; tag: Tag }
/** What stands in a text: the risk phrases, and the tags of what was looked for on the way, as often as it stands there. */
export type Scanned = { hits: RiskHit[]; tags: Tag[] }
/** What a phrase is for: the rule it belongs to, and whether it excuses that rule's hits instead of being one; `part` where it is half of one. */
type Role = { rule: number; excuse: boolean; part: Part | null }
/** One pack made ready to scan. What excuses is compiled when the first text says something to be excused; its phrases are numbered behind the others. */
export type Scanner = {
  lang: string
  pack: RiskPack
  phrases: Phrases
  /** Of the phrases that come last in `phrases`. */
  tags: Tag[]
  excuses: () => Phrases
  roles: Role[]
  negated: Negation
}

const MOST_HITS = 32
/** A "not" near these is part of what they say ("no food", "still not solved"), or no reason to look away. */
const NEVER_NEGATED: ReadonlySet<RiskCategory> = new Set(['self_harm', 'hardship', 'repeat'])

/** Compiles a pack; a phrase that folds to nothing is a fault of the pack. */
export function makeScanner(pack: RiskPack, asides: readonly Aside[] = []): Scanner {
  const listed = listedIn(pack, false, 0)
  const excusing = listedIn(pack, true, listed.roles.length)
  const all = [...listed.phrases, ...asides.map(({ phrase }) => phrase)]
  refuseTooMuch([...all, ...excusing.phrases].map(({ text }) => text))
  return {
    lang: pack.lang,
    pack,
    phrases: compilePhrases(all, listed.phrases.length),
    tags: asides.map(({ tag }) => tag),
    excuses: once(() => compilePhrases(excusing.phrases)),
    roles: [...listed.roles, ...excusing.roles],
    negated: negationOf(pack),
  }
}

/** The phrases of all rules, or what excuses them; the roles are numbered from `first` on. */
function listedIn({ id, edges, rules }: RiskPack, excuse: boolean, first: number): { phrases: Phrase[]; roles: Role[] } {
  const phrases: Phrase[] = []
  const roles: Role[] = []
  const put = (rule: number, written: string, part: Part | null) => {
    const open = written.endsWith('*')
    const text = foldedString(open ? written.slice(0, -1) : written)
    if (text.trim() === '') throw new Error(`risk phrases ${id}: rule "${rules[rule]!.id}" has an empty phrase`)
    phrases.push({ text, open, edges: edges === 'script' ? edgesOf(text) : edges })
    roles.push({ rule, excuse, part })
  }
  for (const [rule, { phrases: said, unless = [] }] of rules.entries())
    for (const written of excuse ? unless : said) {
      const parts = partsOf(written)
      if (!parts) put(rule, written, null)
      const number = first + roles.length
      for (const [i, choices] of parts?.entries() ?? []) for (const choice of choices) put(rule, choice, { number, closes: i === 1 })
    }
  return { phrases, roles }
}

/** The scanners of all languages, each read and compiled when the first text asks for it: most firms hear few languages. */
export type Scanners = {
  /** `folded` is what is about to be scanned: compiling needs the scratch space that it lies in, and puts it back. */
  get(lang: string, folded: Folded): Scanner | undefined
}

export function scannersOf(
  packOf: (lang: string) => RiskPack | undefined,
  asidesOf: (lang: string) => readonly Aside[] = () => [],
): Scanners {
  const made = new Map<string, Scanner>()
  return {
    get(lang, folded) {
      const known = made.get(lang)
      const pack = known ? undefined : packOf(lang)
      if (!pack) return known
      const scanner = makeScanner(pack, asidesOf(lang))
      made.set(lang, scanner)
      normalise(folded.text)
      return scanner
    },
  }
}

/** Every risk phrase of the whole text, also in disguise, longest per place and rule, in order of place; at most 32. */
export const scan = (scanner: Scanner, folded: Folded): RiskHit[] => scanned(scanner, folded).hits

/** As {@link scan} does, and what else was looked for in the same pass. */
export function scanned(scanner: Scanner, folded: Folded): Scanned {
  const found = hitsIn(scanner.phrases, folded)
  if (found.length === 0 && !folded.turned) return NOTHING
  const from = ownPhrases(scanner)
  const said = wholeIn(
    scanner,
    folded,
    found.filter(({ phrase }) => phrase < from),
  )
  const hits = said.length === 0 ? [] : settle(scanner, folded, said, excusesIn(scanner, folded))
  const tags = found.filter(({ phrase }) => phrase >= from).map(({ phrase }) => scanner.tags[phrase - from]!)
  return { hits: folded.turned ? inOrder([...hits, ...turnedHits(scanner, folded, hits)]) : hits, tags }
}

const NOTHING: Scanned = { hits: [], tags: [] }
/** How many phrases are the pack's own: tags come behind them. */
const ownPhrases = ({ phrases, tags }: Scanner): number => phrases.list.length - tags.length

/** The hits with those in two parts put together. */
function wholeIn({ pack, roles, negated }: Scanner, folded: Folded, hits: PhraseHit[]): PhraseHit[] {
  return joined(
    hits,
    ({ phrase }) => roles[phrase]!.part,
    folded,
    ({ phrase }, { first, last }) => roles[phrase]!.excuse || !negated(folded, first, last, pack.rules[roles[phrase]!.rule]!.category),
  )
}

function excusesIn(scanner: Scanner, folded: Folded): PhraseHit[] {
  const behind = ownPhrases(scanner)
  const numbered = hitsIn(scanner.excuses(), folded).map((hit) => ({ ...hit, phrase: hit.phrase + behind }))
  return wholeIn(scanner, folded, numbered)
}

/** Leaves out what is excused, denied, or told already by a longer hit of the same rule. */
function settle({ pack, roles, negated }: Scanner, folded: Folded, said: PhraseHit[], excuses: PhraseHit[]): RiskHit[] {
  const kept: PhraseHit[] = []
  for (const hit of longestFirst(said)) {
    const { rule } = roles[hit.phrase]!
    const meets = (other: PhraseHit) => roles[other.phrase]!.rule === rule && other.first <= hit.last && other.last >= hit.first
    if (excuses.some(meets) || kept.some(meets)) continue
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
