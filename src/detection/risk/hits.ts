import type { Folded } from '../text/normalise'
import { ARABIC, HAN, HANGUL, KANA, kindOf, ofWords, THAI } from '../text/scripts'
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
/**
 * Phrases made ready, those that only begin where a word does apart from those that may stand anywhere. `longest` is of those that may be disguised;
 * their automaton is built when the first text asks for it.
 */
export type Phrases = { list: readonly Phrase[]; longest: number; plain: readonly Part[]; skeletons: () => Part }
/** Number `i` of the automaton is phrase `owner[i]`; each begins with a unit of one of the `scripts`. */
type Part = { automaton: Automaton; owner: Int32Array; scripts: readonly number[] }
/** Phrase number `phrase` stands at the folded units `first..last`. */
export type PhraseHit = { phrase: number; first: number; last: number; disguised: boolean }

/** Enough hits for anything that is asked of them, and an end to what a text made of phrases alone would cost. */
const MOST_HITS = 512
const MOST_TRIES = 20_000
const LEAST_NAMES = 2
const MOST_STARTS = 8
/** Marks at the end of a phrase, which a skeleton does not hold. */
const LONGEST_TAIL = 3

/** Those from number `plainFrom` on are not looked for in disguise. */
export function compilePhrases(list: readonly Phrase[], plainFrom = list.length): Phrases {
  const hidden = list.slice(0, plainFrom)
  return {
    list,
    longest: hidden.reduce((longest, { text }) => Math.max(longest, text.length), 0),
    plain: [true, false].map((atWords) => partFor(list, atWords)).filter(({ owner }) => owner.length > 0),
    skeletons: once(() => skeletonsFor(hidden)),
  }
}

/** What `make` made when it was first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function partFor(list: readonly Phrase[], atWords: boolean): Part {
  const owner: number[] = []
  const texts: string[] = []
  const scripts = new Set<number>()
  for (let number = 0; number < list.length; number++) {
    const phrase = list[number]!
    if (beginsWord(phrase) !== atWords) continue
    owner.push(number)
    texts.push(phrase.text)
    scripts.add(kindOf[phrase.text.charCodeAt(0)]!)
  }
  return { automaton: buildAutomaton(texts, atWords), owner: Int32Array.from(owner), scripts: [...scripts] }
}

const beginsWord = ({ edges, text }: Phrase): boolean => edges !== 'none' && ofWords[text.charCodeAt(0)] === 1

function skeletonsFor(list: readonly Phrase[]): Part {
  const names: string[] = []
  const owners: number[] = []
  for (const [number, { text }] of list.entries()) {
    const name = skeletonOfPhrase(text)
    if (name.length < LEAST_NAMES) continue
    names.push(name)
    owners.push(number)
  }
  return { automaton: buildAutomaton(names), owner: Int32Array.from(owners), scripts: [] }
}

/** The phrases that stand in the text as they are spelled. */
export function plainHits({ list, plain }: Phrases, folded: Folded): PhraseHit[] {
  const found: PhraseHit[] = []
  for (const { automaton, owner, scripts } of plain) {
    if (!scripts.some((script) => folded.kinds[script]! > 0)) continue
    walk(automaton, folded.units, folded.length, (number, i) => {
      const phrase = list[owner[number]!]!
      const first = i - phrase.text.length + 1
      if (fits(phrase, folded, first, i)) found.push({ phrase: owner[number]!, first, last: i, disguised: false })
      return found.length < MOST_HITS
    })
  }
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
      const hit = hitFrom(phrases, owner[number]!, folded, skeleton, j - automaton.phrases[number]!.length + 1, last)
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

const isOfWord = (unit: number): boolean => ofWords[unit] === 1

function fits({ edges, open }: Phrase, folded: Folded, first: number, last: number): boolean {
  if (edges === 'none') return true
  if (isOfWord(folded.units[first]!) && first > 0 && isOfWord(folded.units[first - 1]!)) return false
  if (edges === 'start' || open) return true
  return !isOfWord(folded.units[last]!) || last + 1 >= folded.length || !isOfWord(folded.units[last + 1]!)
}
