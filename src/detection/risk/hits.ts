import type { Folded } from '../text/normalise'
import { ARABIC, HAN, HANGUL, KANA, kindOf, OTHER, PICTURE, SPACE, THAI } from '../text/scripts'
import { type Automaton, buildAutomaton, walk } from './automaton'
import { disguiseEnd } from './disguise'
import { isGap, type Skeleton, skeletonOf, skeletonOfPhrase } from './skeleton'
import { hidingPlaces } from './suspicion'

/** Where a phrase must begin and end: at word edges, only begin at one, or anywhere. */
export type Edges = 'word' | 'start' | 'none'
/** How a phrase stands where nobody said it: in scripts without spaces anywhere, in Arabic letters at the beginning of a word, else as words. */
export function edgesOf(text: string): Edges {
  const kind = kindOf[text.charCodeAt(0)]!
  if (kind === THAI || kind === HAN || kind === KANA || kind === HANGUL) return 'none'
  return kind === ARABIC ? 'start' : 'word'
}

/** A folded phrase; an `open` one may go on inside its word. */
export type Phrase = { text: string; open: boolean; edges: Edges }
/** Phrases made ready. The second automaton, for phrases in disguise, is built when the first text asks for it. */
export type Phrases = { list: readonly Phrase[]; longest: number; automaton: Automaton; skeletons: () => Skeletons }
type Skeletons = { automaton: Automaton; owner: Int32Array }
/** Phrase number `phrase` stands at the folded units `first..last`. */
export type PhraseHit = { phrase: number; first: number; last: number; disguised: boolean }

/** Enough hits for anything that is asked of them, and an end to what a text made of phrases alone would cost. */
const MOST_HITS = 512
const MOST_TRIES = 20_000
const LEAST_NAMES = 2
const MOST_STARTS = 8
/** Marks at the end of a phrase, which a skeleton does not hold. */
const LONGEST_TAIL = 3

export function compilePhrases(list: readonly Phrase[]): Phrases {
  let skeletons: Skeletons | undefined
  return {
    list,
    longest: list.reduce((longest, { text }) => Math.max(longest, text.length), 0),
    automaton: buildAutomaton(list.map(({ text }) => text)),
    skeletons: () => {
      skeletons ??= skeletonsFor(list)
      return skeletons
    },
  }
}

function skeletonsFor(list: readonly Phrase[]): Skeletons {
  const names: string[] = []
  const owners: number[] = []
  for (const [number, { text }] of list.entries()) {
    const name = skeletonOfPhrase(text)
    if (name.length < LEAST_NAMES) continue
    names.push(name)
    owners.push(number)
  }
  return { automaton: buildAutomaton(names), owner: Int32Array.from(owners) }
}

/** The phrases that stand in the text as they are spelled, in order of where they end. */
export function plainHits({ list, automaton }: Phrases, folded: Folded): PhraseHit[] {
  const found: PhraseHit[] = []
  walk(automaton, folded.units, folded.length, (number, i) => {
    const phrase = list[number]!
    const first = i - phrase.text.length + 1
    if (fits(phrase, folded, first, i)) found.push({ phrase: number, first, last: i, disguised: false })
    return found.length < MOST_HITS
  })
  return found
}

/** The phrases that stand in the text, as they are spelled or in disguise. */
export function hitsIn(phrases: Phrases, folded: Folded): PhraseHit[] {
  const found = plainHits(phrases, folded)
  found.push(...disguisedHits(phrases, folded))
  return found
}

/** The phrases that stand in the text in disguise, and only those; looked for where something may hide. */
function disguisedHits(phrases: Phrases, folded: Folded): PhraseHit[] {
  const places = hidingPlaces(folded, Math.ceil(phrases.longest * 1.5))
  const found: PhraseHit[] = []
  if (places.length === 0) return found
  const { automaton, owner } = phrases.skeletons()
  let tries = 0
  for (let place = 0; place < places.length; place += 2) {
    const skeleton = skeletonOf(folded, places[place]!, places[place + 1]!)
    walk(automaton, skeleton.names, skeleton.length, (number, j) => {
      const last = Math.min(folded.length - 1, skeleton.to[j]! + LONGEST_TAIL)
      const hit = hitFrom(phrases, owner[number]!, folded, skeleton, j - automaton.lengths[number]! + 1, last)
      if (hit) found.push(hit)
      return found.length < MOST_HITS && ++tries < MOST_TRIES
    })
  }
  return found
}

/** The name where a phrase may begin stands for several letters, as in `iil` or `i l`: the last few of them are tried, nearest the rest first. */
function hitFrom({ list }: Phrases, number: number, folded: Folded, { from, to }: Skeleton, j: number, last: number): PhraseHit | null {
  const phrase = list[number]!
  let tries = 0
  for (let first = to[j]!; first >= from[j]! && tries < MOST_STARTS; first--) {
    if (isGap(folded, first)) continue
    tries++
    const end = disguiseEnd(phrase.text, folded, first, last)
    if (end >= 0 && fits(phrase, folded, first, end)) return { phrase: number, first, last: end, disguised: true }
  }
  return null
}

function fits({ edges, open }: Phrase, folded: Folded, first: number, last: number): boolean {
  if (edges === 'none') return true
  if (isWord(folded.units[first]!) && first > 0 && isWord(folded.units[first - 1]!)) return false
  if (edges === 'start' || open) return true
  return !isWord(folded.units[last]!) || last + 1 >= folded.length || !isWord(folded.units[last + 1]!)
}

function isWord(unit: number): boolean {
  const kind = kindOf[unit]!
  return kind !== OTHER && kind !== SPACE && kind !== PICTURE
}
