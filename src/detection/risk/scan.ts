import type { RiskCategory } from '../../domain/finding'
import { type Folded, foldedString } from '../text/normalise'
import { kindOf, OTHER, PICTURE, SPACE } from '../text/scripts'
import { type Automaton, buildAutomaton } from './automaton'
import type { RiskPack } from './pack'

/** A risk phrase found in a folded text: `first` and `last` are indexes of its units, inclusive. */
export type RiskHit = { rule: string; id: string; version: string; category: RiskCategory; first: number; last: number }

type Phrase = { rule: number; open: boolean; excuse: boolean }
/** One pack made ready to scan. */
export type Scanner = { lang: string; pack: RiskPack; automaton: Automaton; phrases: Phrase[]; before: RegExp | null; after: RegExp | null }

const MOST_HITS = 32
const CLAUSE = 48
/** A "not" near these is part of what they say ("no food", "still not solved"), or no reason to look away. */
const NEVER_NEGATED: ReadonlySet<RiskCategory> = new Set(['self_harm', 'hardship', 'repeat'])

/** Compiles a pack; a phrase that folds to nothing is a fault of the pack. */
export function makeScanner(pack: RiskPack): Scanner {
  const [texts, phrases]: [string[], Phrase[]] = [[], []]
  const add = (rule: number, written: string, excuse: boolean) => {
    const open = written.endsWith('*')
    const text = foldedString(open ? written.slice(0, -1) : written)
    if (text === '') throw new Error(`risk phrases ${pack.id}: rule "${pack.rules[rule]!.id}" has an empty phrase`)
    texts.push(text)
    phrases.push({ rule, open, excuse })
  }
  for (const [index, rule] of pack.rules.entries()) {
    for (const phrase of rule.phrases) add(index, phrase, false)
    for (const phrase of rule.unless ?? []) add(index, phrase, true)
  }
  return { lang: pack.lang, pack, automaton: buildAutomaton(texts), phrases, before: negator(pack, true), after: negator(pack, false) }
}

/** Every risk phrase of the whole text, longest per place and rule, in order of place; at most 32. */
export function scan(scanner: Scanner, folded: Folded): RiskHit[] {
  const found = rawHits(scanner, folded)
  if (found.length === 0) return []
  const excuses = found.filter((hit) => hit.excuse)
  const kept: RawHit[] = []
  const { pack } = scanner
  for (const hit of found) {
    if (hit.excuse || excuses.some((excuse) => excuse.rule === hit.rule && excuse.first <= hit.last && excuse.last >= hit.first)) continue
    if (kept.some((other) => other.rule === hit.rule && other.first <= hit.last && other.last >= hit.first)) continue
    if (NEVER_NEGATED.has(pack.rules[hit.rule]!.category) || !negated(scanner, folded, hit)) kept.push(hit)
  }
  return kept
    .sort((a, b) => a.first - b.first || b.last - a.last)
    .slice(0, MOST_HITS)
    .map((hit) => {
      const rule = pack.rules[hit.rule]!
      const id = `${pack.id}.${rule.category}.${rule.id}`
      return { rule: `risk:${id}@${pack.version}`, id, version: pack.version, category: rule.category, first: hit.first, last: hit.last }
    })
}

type RawHit = { rule: number; excuse: boolean; first: number; last: number }

function rawHits(scanner: Scanner, folded: Folded): RawHit[] {
  const { classOf, width, table, ends, outputs, lengths } = scanner.automaton
  const { units, length } = folded
  const found: RawHit[] = []
  let state = 0
  for (let i = 0; i < length; i++) {
    state = table[state * width + classOf[units[i]!]!]!
    if (ends[state] === 0) continue
    for (const number of outputs[state]!) {
      const first = i - lengths[number]! + 1
      const phrase = scanner.phrases[number]!
      if (!fits(scanner.pack.edges, folded, first, i, phrase.open)) continue
      found.push({ rule: phrase.rule, excuse: phrase.excuse, first, last: i })
    }
    if (found.length > MOST_HITS * 16) break
  }
  return found.length < 2 ? found : found.sort((a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first)
}

function fits(edges: RiskPack['edges'], folded: Folded, first: number, last: number, open: boolean): boolean {
  if (edges === 'none') return true
  if (isWord(folded.units[first]!) && first > 0 && isWord(folded.units[first - 1]!)) return false
  if (edges === 'start' || open) return true
  return !isWord(folded.units[last]!) || last + 1 >= folded.length || !isWord(folded.units[last + 1]!)
}

function isWord(unit: number): boolean {
  const kind = kindOf[unit]!
  return kind !== OTHER && kind !== SPACE && kind !== PICTURE
}

function negated(scanner: Scanner, folded: Folded, hit: RawHit): boolean {
  if (scanner.before?.test(slice(folded, Math.max(0, hit.first - CLAUSE), hit.first))) return true
  return scanner.after?.test(slice(folded, hit.last + 1, Math.min(folded.length, hit.last + 1 + CLAUSE))) ?? false
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
