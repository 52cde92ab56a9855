import { ofWords } from '../text/scripts'
import { Builder } from './automaton-builder'
import { BASE, BEHIND, END, FIELDS, PARENT } from './automaton-state'

/**
 * Aho-Corasick as a double array: a scan costs a few look-ups per unit whatever the number of phrases, and room grows with the letters of
 * the phrases and not with letters × alphabet. Each state has four numbers side by side in `states` (`automaton-state.ts`). A phrase has states only
 * as far as it shares its beginning with others and a few letters more; its last `rests` letters are compared where that much stands, at most
 * {@link LONGEST_PHRASE} for each place of a text. Phrases that are written alike are chained by `alike`.
 */
export type Automaton = {
  /** Whether phrases are looked for only where a word begins. */
  atWords: boolean
  /** UTF-16 unit → number in the alphabet, 0 for units that no state waits for. */
  classOf: Uint16Array
  states: Int32Array
  /** The phrase whose states end at this one, or -1. */
  phraseAt: Int32Array
  alike: Int32Array
  phrases: readonly string[]
  rests: Uint8Array
}

/** Phrases longer than this are refused: nobody means them, and the room of an automaton is a promise. */
export const LONGEST_PHRASE = 200
/** All letters of all phrases of one automaton; at this size it is still built in seconds and in less than 256 MB. */
export const MOST_LETTERS = 2_500_000

/**
 * Builds the automaton of folded, non-empty phrases; phrase i is reported as number i. With `atWords` each begins with a unit of words and is found
 * only where a word begins: most letters of a text are passed over then. @throws a sentence where they are too many or too long.
 */
export function buildAutomaton(phrases: readonly string[], atWords = false): Automaton {
  refuseTooMuch(phrases)
  return new Builder(phrases, atWords).build()
}

/** @throws a sentence where phrases are too many or too long for one automaton. */
export function refuseTooMuch(phrases: readonly string[]): void {
  let letters = 0
  for (const phrase of phrases) {
    letters += phrase.length
    if (phrase.length > LONGEST_PHRASE)
      throw new Error(`The phrase "${phrase.slice(0, 40)}…" has ${phrase.length} letters; at most ${LONGEST_PHRASE} are read.`)
  }
  if (letters > MOST_LETTERS)
    throw new Error(`${phrases.length} phrases with ${letters} letters are more than one list holds (${MOST_LETTERS} letters): use fewer.`)
}

/** Told of a phrase and the place of its last unit; false where it has had enough. */
type Visit = (phrase: number, last: number) => boolean

/** Goes once along the units and reports every phrase, until `visit` says that it has had enough. */
export function walk(automaton: Automaton, units: Uint16Array, length: number, visit: Visit): void {
  const { classOf, states } = automaton
  const ofWord = automaton.atWords ? ofWords : OF_NONE
  let state = 0
  let inside = 0
  for (let i = 0; i < length; i++) {
    const unit = units[i]!
    const before = inside
    inside = ofWord[unit]!
    if (state === 0 && before === 1) continue
    const c = classOf[unit]!
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
      if (state === 0 && before === 1) break
    }
    const end = states[state * FIELDS + END]!
    if (end !== 0 && !tell(automaton, end, units, length, i, visit)) return
  }
}

const OF_NONE = new Uint8Array(0x10000)

/** Every phrase whose states end here, if the rest of it follows. */
function tell(
  { states, phraseAt, alike, phrases, rests }: Automaton,
  from: number,
  units: Uint16Array,
  length: number,
  i: number,
  visit: Visit,
) {
  for (let end = from; end !== 0; end = states[states[end * FIELDS + BEHIND]! * FIELDS + END]!)
    for (let number = phraseAt[end]!; number >= 0; number = alike[number]!) {
      const last = i + rests[number]!
      if (last > i && !endsAt(phrases[number]!, units, length, i, last)) break
      if (!visit(number, last)) return false
    }
  return true
}

/** Whether the letters of a phrase that are not states stand behind the unit `i`, up to `last`. */
function endsAt(phrase: string, units: Uint16Array, length: number, i: number, last: number): boolean {
  if (last >= length) return false
  const before = phrase.length - 1 - last
  for (let k = i + 1; k <= last; k++) if (units[k] !== phrase.charCodeAt(before + k)) return false
  return true
}
