import { alphabetOf, lengthsOf, sorted } from './alphabet'

/**
 * Aho-Corasick as a double array: a scan costs a few look-ups per unit whatever the number of phrases, and room grows with the letters of
 * the phrases and not with letters × alphabet. Each state has four numbers side by side in `states` (the fields below). Phrases that are
 * written alike are chained by `alike`.
 */
export type Automaton = {
  /** UTF-16 unit → number in the alphabet, 0 for units that no phrase holds. */
  classOf: Uint16Array
  states: Int32Array
  /** The phrase that ends exactly at a state, or -1. */
  phraseAt: Int32Array
  alike: Int32Array
  lengths: Uint16Array
}

/** Where the children of a state begin: the child for class c lies at this plus c. */
const BASE = 0
/** Whose child a state is: it tells whether what lies at that place is ours. */
const PARENT = 1
/** Where to go on from where no child fits. */
const BEHIND = 2
/** The nearest state, this one or one behind it, at which a phrase ends; 0 for none. */
const END = 3
const FIELDS = 4
const NONE = -1
/** Phrases longer than this are refused: nobody means them, and the room of an automaton is a promise. */
export const LONGEST_PHRASE = 200
/** All letters of all phrases of one automaton; at this size it is still built in seconds and in less than 256 MB. */
export const MOST_LETTERS = 2_500_000

/** Builds the automaton of folded, non-empty phrases; phrase i is reported as number i. @throws a sentence where they are too many or too long. */
export function buildAutomaton(phrases: readonly string[]): Automaton {
  refuseTooMuch(phrases)
  return new Builder(phrases).build()
}

function refuseTooMuch(phrases: readonly string[]): void {
  let letters = 0
  for (const phrase of phrases) {
    letters += phrase.length
    if (phrase.length > LONGEST_PHRASE)
      throw new Error(`The phrase "${phrase.slice(0, 40)}…" has ${phrase.length} letters; at most ${LONGEST_PHRASE} are read.`)
  }
  if (letters > MOST_LETTERS)
    throw new Error(`${phrases.length} phrases with ${letters} letters are more than one list holds (${MOST_LETTERS} letters): use fewer.`)
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

/** Lays out the trie of sorted phrases breadth first: when a state's turn comes, everything shallower has its place and its failure state. */
class Builder {
  readonly #phrases: readonly string[]
  readonly #order: Int32Array
  readonly #classOf: Uint16Array
  readonly #width: number
  readonly #alike: Int32Array
  /** States to do, four numbers each: state, first and last phrase in order below it, depth. */
  readonly #queue: Int32Array
  #states: Int32Array<ArrayBuffer>
  #phraseAt: Int32Array<ArrayBuffer>
  /** The children of the state at hand: the class of each, and where its phrases begin. */
  readonly #classes: Int32Array
  readonly #begins: Int32Array
  #highest = 0
  #tail = 0
  /** Slots below this one are taken, or too scattered to be worth asking. */
  #freeFrom = 1

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases
    this.#order = sorted(phrases)
    ;[this.#classOf, this.#width] = alphabetOf(phrases)
    const states = this.#countStates()
    const room = Math.ceil(states * 1.1) + this.#width * 2
    this.#alike = new Int32Array(phrases.length).fill(NONE)
    this.#queue = new Int32Array(states * 4)
    this.#states = new Int32Array(room * FIELDS)
    this.#phraseAt = new Int32Array(room)
    this.#classes = new Int32Array(this.#width)
    this.#begins = new Int32Array(this.#width + 1)
    this.#clear(0)
    this.#states[PARENT] = 0
  }

  build(): Automaton {
    this.#push(0, 0, this.#order.length, 0)
    for (let head = 0; head < this.#tail; head += 4) this.#spread(head)
    const size = this.#highest + 1 + this.#width
    this.#makeRoom(size)
    return {
      classOf: this.#classOf,
      states: this.#states.slice(0, size * FIELDS),
      phraseAt: this.#phraseAt.slice(0, size),
      alike: this.#alike,
      lengths: lengthsOf(this.#phrases),
    }
  }

  /** Every letter that a phrase does not share with the one before it in order is a state of its own. */
  #countStates(): number {
    let states = 1
    for (let i = 0; i < this.#order.length; i++) {
      const [phrase, before] = [this.#phrases[this.#order[i]!]!, i > 0 ? this.#phrases[this.#order[i - 1]!]! : '']
      let shared = 0
      while (shared < before.length && phrase.charCodeAt(shared) === before.charCodeAt(shared)) shared++
      states += phrase.length - shared
    }
    return states
  }

  #push(state: number, from: number, to: number, depth: number): void {
    this.#queue[this.#tail++] = state
    this.#queue[this.#tail++] = from
    this.#queue[this.#tail++] = to
    this.#queue[this.#tail++] = depth
  }

  /** Notes what ends at one state and places its children. */
  #spread(head: number): void {
    const state = this.#queue[head]!
    const to = this.#queue[head + 2]!
    const depth = this.#queue[head + 3]!
    const children = this.#collect(this.#noteEnds(state, this.#queue[head + 1]!, to, depth), to, depth)
    if (children === 0) return
    const base = this.#place(children)
    this.#states[state * FIELDS + BASE] = base
    for (let k = 0; k < children; k++) this.#states[(base + this.#classes[k]!) * FIELDS + PARENT] = state
    for (let k = 0; k < children; k++) {
      const child = base + this.#classes[k]!
      if (child > this.#highest) this.#highest = child
      this.#states[child * FIELDS + BEHIND] = state === 0 ? 0 : this.#behind(state, this.#classes[k]!)
      this.#push(child, this.#begins[k]!, this.#begins[k + 1]!, depth + 1)
    }
  }

  /** The different letters at this depth of the phrases `from..to`; returns how many. */
  #collect(from: number, to: number, depth: number): number {
    let children = 0
    let last = 0
    for (let i = from; i < to; i++) {
      const c = this.#classOf[this.#phrases[this.#order[i]!]!.charCodeAt(depth)]!
      if (c === last) continue
      this.#classes[children] = c
      this.#begins[children++] = i
      last = c
    }
    this.#begins[children] = to
    return children
  }

  /** Phrases that end here come first in order; returns where the longer ones begin. */
  #noteEnds(state: number, from: number, to: number, depth: number): number {
    let i = from
    for (; i < to && this.#phrases[this.#order[i]!]!.length === depth; i++) {
      this.#alike[this.#order[i]!] = this.#phraseAt[state]!
      this.#phraseAt[state] = this.#order[i]!
    }
    const behind = this.#states[state * FIELDS + BEHIND]!
    this.#states[state * FIELDS + END] = this.#phraseAt[state] !== NONE ? state : this.#states[behind * FIELDS + END]!
    return i
  }

  #behind(state: number, c: number): number {
    for (let at = state; at !== 0; ) {
      at = this.#states[at * FIELDS + BEHIND]!
      const to = this.#states[at * FIELDS + BASE]! + c
      if (this.#states[to * FIELDS + PARENT] === at) return to
    }
    return 0
  }

  /** The lowest base, above what is full, at which all these children find a free slot. */
  #place(children: number): number {
    let least = this.#width
    for (let k = 0; k < children; k++) if (this.#classes[k]! < least) least = this.#classes[k]!
    let tried = 0
    for (let slot = Math.max(this.#freeFrom, least + 1); ; slot++) {
      if (slot + this.#width >= this.#phraseAt.length) this.#makeRoom(slot + this.#width + 1)
      if (!this.#isFree(slot)) continue
      if (tried++ === 0) this.#freeFrom = slot
      if (this.#allFree(slot - least, children)) return slot - least
      if (tried > 200) this.#freeFrom = slot - 100
    }
  }

  #allFree(base: number, children: number): boolean {
    for (let k = 0; k < children; k++) if (!this.#isFree(base + this.#classes[k]!)) return false
    return true
  }

  #isFree(slot: number): boolean {
    return this.#states[slot * FIELDS + PARENT] === NONE
  }

  #makeRoom(slots: number): void {
    const have = this.#phraseAt.length
    if (slots <= have) return
    const room = Math.max(slots, Math.ceil(have * 1.3))
    const [states, phraseAt] = [this.#states, this.#phraseAt]
    this.#states = new Int32Array(room * FIELDS)
    this.#phraseAt = new Int32Array(room)
    this.#states.set(states)
    this.#phraseAt.set(phraseAt)
    this.#clear(have)
  }

  #clear(from: number): void {
    this.#phraseAt.fill(NONE, from)
    for (let at = from * FIELDS + PARENT; at < this.#states.length; at += FIELDS) this.#states[at] = NONE
  }
}
