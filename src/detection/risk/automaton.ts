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
  #highest = 0
  #tail = 0
  /** Slots below this one are taken, or too scattered to be worth asking. */
  #freeFrom = 1

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases
    this.#order = Int32Array.from(phrases, (_, i) => i).sort((a, b) => compare(phrases[a]!, phrases[b]!) || a - b)
    ;[this.#classOf, this.#width] = alphabetOf(phrases)
    const states = this.#countStates()
    const room = Math.ceil(states * 1.1) + this.#width * 2
    this.#alike = new Int32Array(phrases.length).fill(NONE)
    this.#queue = new Int32Array(states * 4)
    this.#states = new Int32Array(room * FIELDS)
    this.#phraseAt = new Int32Array(room)
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
      lengths: Uint16Array.from(this.#phrases, (phrase) => phrase.length),
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
    const [state, from, to, depth] = [this.#queue[head]!, this.#queue[head + 1]!, this.#queue[head + 2]!, this.#queue[head + 3]!]
    const classes: number[] = []
    const begins: number[] = []
    for (let i = this.#noteEnds(state, from, to, depth); i < to; i++) {
      const c = this.#classOf[this.#phrases[this.#order[i]!]!.charCodeAt(depth)]!
      if (classes.at(-1) === c) continue
      classes.push(c)
      begins.push(i)
    }
    if (classes.length === 0) return
    const base = this.#place(classes)
    this.#states[state * FIELDS + BASE] = base
    for (const c of classes) this.#states[(base + c) * FIELDS + PARENT] = state
    for (let k = 0; k < classes.length; k++) {
      const child = base + classes[k]!
      this.#highest = Math.max(this.#highest, child)
      this.#states[child * FIELDS + BEHIND] = state === 0 ? 0 : this.#behind(state, classes[k]!)
      this.#push(child, begins[k]!, begins[k + 1] ?? to, depth + 1)
    }
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
  #place(classes: number[]): number {
    const least = Math.min(...classes)
    let tried = 0
    for (let slot = Math.max(this.#freeFrom, least + 1); ; slot++) {
      this.#makeRoom(slot + this.#width + 1)
      if (!this.#isFree(slot)) continue
      if (tried++ === 0) this.#freeFrom = slot
      if (this.#allFree(slot - least, classes)) return slot - least
      if (tried > 200) this.#freeFrom = slot - 100
    }
  }

  #allFree(base: number, classes: number[]): boolean {
    for (let k = 0; k < classes.length; k++) if (!this.#isFree(base + classes[k]!)) return false
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

/** Numbers the units that occur, frequent ones first, so that children lie close together. */
function alphabetOf(phrases: readonly string[]): [classOf: Uint16Array, width: number] {
  const counts = new Int32Array(0x10000)
  for (const phrase of phrases) for (let i = 0; i < phrase.length; i++) counts[phrase.charCodeAt(i)]!++
  const used: number[] = []
  for (let unit = 0; unit < counts.length; unit++) if (counts[unit]! > 0) used.push(unit)
  used.sort((a, b) => counts[b]! - counts[a]! || a - b)
  const classOf = new Uint16Array(0x10000)
  for (const [i, unit] of used.entries()) classOf[unit] = i + 1
  return [classOf, used.length + 1]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
