import { ofWords } from '../text/scripts'
import type { Automaton } from './automaton'
import { BASE, BEHIND, END, FIELDS, PARENT } from './automaton-state'

const NONE = -1
const UNITS = 0x10000
const FIRST_ROOM = 256
/**
 * A state to do: its number, the phrases in order from one to another that begin as it does, how many letters that is, and for how many of them only
 * one phrase has been left.
 */
const TASK = 5
/** So many letters more than it takes to tell a phrase from all others are states: few texts that begin like it get so far, and are compared. */
const SURE = 1

/**
 * Lays out the beginnings of phrases breadth first: when a state's turn comes, everything shallower has its place and its failure state. The phrases
 * below a state are sorted by their next letter only, and only while they are two: most of their letters are never looked at.
 */
export class Builder {
  readonly #phrases: readonly string[]
  readonly #atWords: boolean
  readonly #letters: Uint16Array
  /** Where each phrase begins among the letters, and the end of all. */
  readonly #starts: Int32Array
  readonly #order: Int32Array
  readonly #sorted: Int32Array
  /** By unit, its number in the alphabet, given when a state first needs it; shallow states have the most children, so those get small numbers. */
  readonly #classOf = new Uint16Array(UNITS)
  #width = 1
  readonly #alike: Int32Array
  readonly #rests: Uint8Array
  readonly #queue: Int32Array
  #states: Int32Array<ArrayBuffer>
  #phraseAt: Int32Array<ArrayBuffer>
  /** The children of the state at hand: the class of each, and where its phrases begin in order; by class, how many phrases. */
  readonly #classes = new Int32Array(UNITS)
  readonly #begins = new Int32Array(UNITS + 1)
  readonly #counts = new Int32Array(UNITS)
  #highest = 0
  #tail = 0
  /** Slots below this one are taken, or too scattered to be worth asking. */
  #freeFrom = 1

  constructor(phrases: readonly string[], atWords: boolean) {
    this.#phrases = phrases
    this.#atWords = atWords
    ;[this.#letters, this.#starts] = lettersOf(phrases)
    this.#order = new Int32Array(phrases.length)
    for (let number = 0; number < phrases.length; number++) this.#order[number] = number
    this.#sorted = new Int32Array(phrases.length)
    this.#alike = new Int32Array(phrases.length).fill(NONE)
    this.#rests = new Uint8Array(phrases.length)
    this.#queue = new Int32Array((this.#letters.length + 1) * TASK)
    const room = phrases.length * 4 + FIRST_ROOM
    this.#states = new Int32Array(room * FIELDS)
    this.#phraseAt = new Int32Array(room)
    this.#clear(0)
    this.#states[PARENT] = 0
  }

  build(): Automaton {
    this.#push(0, 0, this.#order.length, 0, 0)
    for (let head = 0; head < this.#tail; head += TASK) this.#spread(head)
    const size = this.#highest + 1 + this.#width
    this.#makeRoom(size)
    return {
      atWords: this.#atWords,
      classOf: this.#classOf,
      states: this.#states.slice(0, size * FIELDS),
      phraseAt: this.#phraseAt.slice(0, size),
      alike: this.#alike,
      phrases: this.#phrases,
      rests: this.#rests,
    }
  }

  #push(state: number, from: number, to: number, depth: number, alone: number): void {
    this.#queue[this.#tail++] = state
    this.#queue[this.#tail++] = from
    this.#queue[this.#tail++] = to
    this.#queue[this.#tail++] = depth
    this.#queue[this.#tail++] = alone
  }

  /** Notes what ends at one state and places its children. */
  #spread(head: number): void {
    const [state, from, to, depth] = [this.#queue[head]!, this.#queue[head + 1]!, this.#queue[head + 2]!, this.#queue[head + 3]!]
    const alone = to - from === 1 ? this.#queue[head + 4]! + 1 : 0
    const children = depth > 0 && alone > SURE ? 0 : this.#sortByLetter(from, to, depth)
    this.#noteEnds(state, from, children > 0 ? this.#begins[0]! : to, depth)
    if (children === 0) return
    const inside = this.#atWords && depth > 0 && ofWords[this.#letters[this.#starts[this.#order[from]!]! + depth - 1]!] === 1
    const base = this.#place(children)
    this.#states[state * FIELDS + BASE] = base
    for (let k = 0; k < children; k++) this.#states[(base + this.#classes[k]!) * FIELDS + PARENT] = state
    for (let k = 0; k < children; k++) {
      const child = base + this.#classes[k]!
      if (child > this.#highest) this.#highest = child
      this.#states[child * FIELDS + BEHIND] = state === 0 ? 0 : this.#behind(state, this.#classes[k]!, inside)
      this.#push(child, this.#begins[k]!, this.#begins[k + 1]!, depth + 1, alone)
    }
  }

  /** Brings those together that go on with the same letter, those first that end here; returns how many letters there are. */
  #sortByLetter(from: number, to: number, depth: number): number {
    const [order, counts, classes, begins] = [this.#order, this.#counts, this.#classes, this.#begins]
    let children = 0
    for (let i = from; i < to; i++) {
      const c = this.#classAt(order[i]!, depth)
      if (counts[c]!++ === 0 && c !== 0) classes[children++] = c
    }
    let at = from + counts[0]!
    counts[0] = from
    for (let k = 0; k < children; k++) {
      begins[k] = at
      at += counts[classes[k]!]!
      counts[classes[k]!] = begins[k]!
    }
    begins[children] = to
    for (let i = from; i < to; i++) this.#sorted[counts[this.#classAt(order[i]!, depth)]!++] = order[i]!
    for (let i = from; i < to; i++) order[i] = this.#sorted[i]!
    counts[0] = 0
    for (let k = 0; k < children; k++) counts[classes[k]!] = 0
    return children
  }

  /** The class of a phrase's letter, 0 behind its last. */
  #classAt(number: number, depth: number): number {
    const at = this.#starts[number]! + depth
    if (at === this.#starts[number + 1]!) return 0
    const unit = this.#letters[at]!
    if (this.#classOf[unit] === 0) this.#classOf[unit] = this.#width++
    return this.#classOf[unit]!
  }

  /** Of the phrases `from..to` no letter beyond the state's is a state. */
  #noteEnds(state: number, from: number, to: number, depth: number): void {
    for (let i = from; i < to; i++) {
      const number = this.#order[i]!
      this.#rests[number] = this.#starts[number + 1]! - this.#starts[number]! - depth
      this.#alike[number] = this.#phraseAt[state]!
      this.#phraseAt[state] = number
    }
    const behind = this.#states[state * FIELDS + BEHIND]!
    this.#states[state * FIELDS + END] = this.#phraseAt[state] !== NONE ? state : this.#states[behind * FIELDS + END]!
  }

  /** Where the letters of a state end with a shallower one's, which begins where it may: `inside` a word none does. */
  #behind(state: number, c: number, inside: boolean): number {
    for (let at = state; at !== 0; ) {
      at = this.#states[at * FIELDS + BEHIND]!
      if (at === 0 && inside) return 0
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

/** The units of all phrases one after the other, and where each phrase begins; the last number is the end. */
function lettersOf(phrases: readonly string[]): [letters: Uint16Array, starts: Int32Array] {
  const starts = new Int32Array(phrases.length + 1)
  for (let i = 0; i < phrases.length; i++) starts[i + 1] = starts[i]! + phrases[i]!.length
  const letters = new Uint16Array(starts[phrases.length]!)
  Buffer.from(letters.buffer).write(phrases.join(''), 'utf16le')
  return [letters, starts]
}
