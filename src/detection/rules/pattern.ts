import { foldedString } from '../text/normalise'
import { type Node, type Pattern, PatternRefused, parsePattern, type Range } from './parse-pattern'

/** Says whether a pattern occurs in the first `length` units. One pass, however the pattern is written. */
export type Matcher = (units: Uint16Array, length: number) => boolean

/** States of the machine that a pattern unfolds to; `(a{99}){99}` is refused here. */
const MOST_STATES = 2_000
/** Sets of states kept at a time; when there are more, they are forgotten and made again as the text needs them. */
const MOST_KEPT = 1_000
const ACCEPT = -1

/** What a state waits for: a unit of its set, or nothing (then it leads on at once, to one state or two). */
type State = { set: { ranges: readonly Range[]; negated: boolean } | null; to: number; or: number }

/**
 * Compiles a pattern of our own linear subset: an automaton whose sets of states are worked out as texts need them, so that the time is
 * linear in the text and nothing is ever tried twice. Letters of the pattern are folded as texts are.
 * @throws PatternRefused with a sentence that says what to write instead.
 */
export function compilePattern(source: string): Matcher {
  const pattern = parsePattern(source)
  const states: State[] = []
  const start = unfold(states, folded(pattern.node), ACCEPT)
  return new Machine(states, start, pattern).matches
}

function unfold(states: State[], node: Node, next: number): number {
  if (node.kind === 'set') return add(states, { set: node, to: next, or: next })
  if (node.kind === 'all') return node.parts.reduceRight((after, part) => unfold(states, part, after), next)
  if (node.kind === 'any')
    return node.parts.map((part) => unfold(states, part, next)).reduce((one, other) => add(states, { set: null, to: one, or: other }))
  let after = next
  if (node.most === Number.POSITIVE_INFINITY) {
    const loop = add(states, { set: null, to: next, or: next })
    states[loop]!.to = unfold(states, node.part, loop)
    after = loop
  } else for (let n = node.least; n < node.most; n++) after = add(states, { set: null, to: unfold(states, node.part, after), or: next })
  for (let n = 0; n < node.least; n++) after = unfold(states, node.part, after)
  return after
}

function add(states: State[], state: State): number {
  if (states.length >= MOST_STATES)
    throw new PatternRefused('The pattern unfolds to too many states: use smaller counts, or fewer of them inside one another.')
  return states.push(state) - 1
}

class Machine {
  readonly #states: State[]
  readonly #start: number
  readonly #pattern: Pattern
  readonly #classOf: Uint16Array
  readonly #width: number
  readonly #samples: number[]
  #sets: number[][] = []
  #accepts: boolean[] = []
  #next = new Int32Array(0)
  #known = new Map<string, number>()

  constructor(states: State[], start: number, pattern: Pattern) {
    this.#states = states
    this.#start = start
    this.#pattern = pattern
    ;[this.#classOf, this.#samples] = classesOf(states)
    this.#width = this.#samples.length
    this.#forget()
  }

  matches: Matcher = (units, length) => {
    const { toEnd } = this.#pattern
    let at = 0
    for (let i = 0; i < length; i++) {
      if (this.#accepts[at] && !toEnd) return true
      const slot = at * this.#width + this.#classOf[units[i]!]!
      let to = this.#next[slot]!
      if (to === 0) to = this.#work(at, slot)
      at = to - 1
    }
    return this.#accepts[at]!
  }

  /** The set of states after one unit, as its number plus one; remembered in `#next`. */
  #work(at: number, slot: number): number {
    const sample = this.#samples[slot - at * this.#width]!
    const after = this.#sets[at]!.flatMap((state) => {
      const { set, to } = this.#states[state]!
      return set && holds(set, sample) ? [to] : []
    })
    if (!this.#pattern.fromStart) after.push(this.#start)
    const reached = this.#reach(after)
    if (this.#sets.length >= MOST_KEPT) {
      this.#forget()
      return this.#keep(reached) + 1
    }
    const to = this.#keep(reached) + 1
    this.#next[slot] = to
    return to
  }

  #forget(): void {
    this.#sets = []
    this.#accepts = []
    this.#known = new Map()
    this.#next = new Int32Array((MOST_KEPT + 1) * this.#width)
    this.#keep(this.#reach([this.#start]))
  }

  #keep(set: number[]): number {
    const key = set.join()
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = this.#sets.push(set.filter((state) => state !== ACCEPT)) - 1
    this.#accepts.push(set.includes(ACCEPT))
    this.#known.set(key, number)
    return number
  }

  /** Everything that these states lead to without reading anything, in order. */
  #reach(from: number[]): number[] {
    const seen = new Set<number>()
    const todo = [...from]
    while (todo.length > 0) {
      const state = todo.pop()!
      if (seen.has(state)) continue
      seen.add(state)
      const known = state === ACCEPT ? null : this.#states[state]!
      if (known && known.set === null) todo.push(known.to, known.or)
    }
    return [...seen].filter((state) => state === ACCEPT || this.#states[state]!.set !== null).sort((a, b) => a - b)
  }
}

/** Units that no set of the pattern tells apart are one class; `samples` holds a unit of each. */
function classesOf(states: State[]): [classOf: Uint16Array, samples: number[]] {
  const edges = new Set([0])
  for (const { set } of states) for (const [first, last] of set?.ranges ?? []) edges.add(first).add(last + 1)
  const samples = [...edges].filter((edge) => edge <= 0xffff).sort((a, b) => a - b)
  const classOf = new Uint16Array(0x10000)
  for (const [number, first] of samples.entries()) classOf.fill(number, first, samples[number + 1] ?? 0x10000)
  return [classOf, samples]
}

const holds = ({ ranges, negated }: { ranges: readonly Range[]; negated: boolean }, unit: number): boolean =>
  ranges.some(([first, last]) => unit >= first && unit <= last) !== negated

/** Single letters are folded as the text is; a range stays as it is written, in lower case too where it is one of Latin capitals. */
function folded(node: Node): Node {
  if (node.kind === 'times') return { ...node, part: folded(node.part) }
  if (node.kind !== 'set') return { ...node, parts: node.parts.map(folded) }
  return { ...node, ranges: node.ranges.flatMap(foldedRange) }
}

function foldedRange([first, last]: Range): Range[] {
  if (first !== last) return first >= 65 && last <= 90 ? [[first + 32, last + 32]] : [[first, last]]
  const letter = foldedString(String.fromCharCode(first))
  return letter.length === 1 ? [[letter.charCodeAt(0), letter.charCodeAt(0)]] : [[first, last]]
}
