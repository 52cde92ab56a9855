import type { Folded } from '../text/normalise'
import { kindOf, OTHER, PICTURE, SPACE } from '../text/scripts'
import { type Automaton, BASE, BEHIND, buildAutomaton, END, FIELDS, PARENT } from './automaton'
import { isDisguised } from './disguise'
import { skeletonOf, skeletonsOf } from './skeleton'

/** Where a phrase must begin and end: at word edges, only begin at one, or anywhere. */
export type Edges = 'word' | 'start' | 'none'
/** A folded phrase; an `open` one may go on inside its word. */
export type Phrase = { text: string; open: boolean; edges: Edges }
/** Phrases made ready. The second automaton, for phrases in disguise, is built when the first text asks for it. */
export type Phrases = { list: readonly Phrase[]; automaton: Automaton; skeletons: () => Skeletons }
type Skeletons = { automaton: Automaton; owner: Int32Array }
/** Phrase number `phrase` stands at the folded units `first..last`. */
export type PhraseHit = { phrase: number; first: number; last: number; disguised: boolean }

/** Enough hits for anything that is asked of them, and an end to what a text made of phrases alone would cost. */
const MOST_HITS = 512
const MOST_TRIES = 20_000
const LEAST_NAMES = 2

export function compilePhrases(list: readonly Phrase[]): Phrases {
  let skeletons: Skeletons | undefined
  return {
    list,
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
  for (const [number, { text }] of list.entries())
    for (const name of skeletonsOf(text)) {
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

/** The phrases that stand in the text in disguise, and only those. */
export function disguisedHits(phrases: Phrases, folded: Folded): PhraseHit[] {
  const { automaton, owner } = phrases.skeletons()
  const { names, from, to, length } = skeletonOf(folded)
  const found: PhraseHit[] = []
  let tries = 0
  walk(automaton, names, length, (number, j) => {
    const phrase = phrases.list[owner[number]!]!
    const [first, last] = [from[j - automaton.lengths[number]! + 1]!, to[j]!]
    if (fits(phrase, folded, first, last) && isDisguised(phrase.text, folded, first, last))
      found.push({ phrase: owner[number]!, first, last, disguised: true })
    return found.length < MOST_HITS && ++tries < MOST_TRIES
  })
  return found
}

/** Goes once along the units and reports every phrase where it ends, until `visit` says that it has had enough. */
export function walk(automaton: Automaton, units: Uint16Array, length: number, visit: (phrase: number, at: number) => boolean): void {
  const { classOf, states, phraseAt, alike } = automaton
  let state = 0
  for (let i = 0; i < length; i++) {
    const c = classOf[units[i]!]!
    if (c === 0) {
      state = 0
      continue
    }
    for (;;) {
      const child = states[state * FIELDS + BASE]! + c
      if (states[child * FIELDS + PARENT] === state) {
        state = child
        break
      }
      if (state === 0) break
      state = states[state * FIELDS + BEHIND]!
    }
    for (let end = states[state * FIELDS + END]!; end !== 0; end = states[states[end * FIELDS + BEHIND]! * FIELDS + END]!)
      for (let number = phraseAt[end]!; number >= 0; number = alike[number]!) if (!visit(number, i)) return
  }
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
