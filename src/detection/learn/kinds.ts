import { larger, mix, put, taken } from './grams'

/** What stands for a word, or undefined: the tokens of the kinds that it belongs to. */
type TokensOf = (word: number) => readonly number[] | undefined

const KIND_SEED = 0x27d4eb2f
const PAIR_SEED = 0x165667b1
const NEAR_SEED = 0x1d8e4e27
const TRIPLE_SEED = 0x4cf5ad43
const APART_SEED = 0x2127599b
const SKIP_SEED = 0x52dce729
/** How many kinds further on a pair still reaches. */
const REACH = 4
/** Two kinds this many words apart stand side by side. */
const NEAR = 2

/** A kind's token, by its number: "son" and "toddler" are children, "scalded" is hurt. */
export const kindToken = (kind: number): number => mix(kind ^ KIND_SEED)

/**
 * The tokens of the line at hand: those of the word at `i` lie from `from[i]` to `from[i + 1]`. `stands` are the places of words that have kinds.
 * Scratch space.
 */
let tokens = new Int32Array(1 << 10)
let from = new Int32Array(1 << 9)
let stands = new Int32Array(1 << 9)
let isKind = new Uint8Array(1 << 9)
let standing = 0

/**
 * What a line of words says in kinds, so that what was learned of one child and one burn is known of all: kinds in their order whatever stands
 * between, and pairs and triples of neighbours in which a kind stands for the word. Scratch space, repeats and all.
 */
export function kindGrams(line: Int32Array, tokensOf: TokensOf): Int32Array {
  standIn(line, tokensOf)
  return taken(() => {
    if (standing === 0) return
    takeOrder()
    for (let i = 0; i + 1 < line.length; i++) takeNeighbours(i, i + 2 < line.length)
  })
}

/** A word's tokens are those of its kinds, or the word itself. */
function standIn(line: Int32Array, tokensOf: TokensOf): void {
  if (line.length >= from.length) makeRoom(line.length)
  standing = 0
  let end = 0
  for (let i = 0; i < line.length; i++) {
    const own = tokensOf(line[i]!)
    const more = own === undefined ? 1 : own.length
    if (end + more > tokens.length) tokens = larger(tokens)
    from[i] = end
    isKind[i] = own === undefined ? 0 : 1
    if (own === undefined) tokens[end++] = line[i]!
    else {
      stands[standing++] = i
      for (let k = 0; k < more; k++) tokens[end++] = own[k]!
    }
  }
  from[line.length] = end
}

function takeOrder(): void {
  for (let i = 0; i < standing; i++) {
    const at = stands[i]!
    for (let t = from[at]!; t < from[at + 1]!; t++) {
      const token = tokens[t]!
      put(token)
      for (let k = i + 1; k <= i + REACH && k < standing; k++) takePairs(token, stands[k]!, APART_SEED)
      if (i + 1 === standing) continue
      const next = stands[i + 1]!
      takePairs(token, next, PAIR_SEED)
      if (next - at <= NEAR) takePairs(token, next, NEAR_SEED)
      if (i + 2 < standing)
        for (let s = from[next]!; s < from[next + 1]!; s++) takePairs(pair(token, tokens[s]!, TRIPLE_SEED), stands[i + 2]!, TRIPLE_SEED)
    }
  }
}

/** A word, the next and the one after, only where a kind is among them: words alone have a view of their own. */
function takeNeighbours(i: number, hasThird: boolean): void {
  const [a, b, c] = [isKind[i]!, isKind[i + 1]!, hasThird ? isKind[i + 2]! : 0]
  if (a + b + c === 0) return
  for (let t = from[i]!; t < from[i + 1]!; t++) {
    const first = tokens[t]!
    if (a + b > 0) takePairs(first, i + 1, SKIP_SEED ^ PAIR_SEED)
    if (!hasThird) continue
    if (a + c > 0) takePairs(first, i + 2, SKIP_SEED)
    for (let s = from[i + 1]!; s < from[i + 2]!; s++) takePairs(pair(first, tokens[s]!, SKIP_SEED ^ TRIPLE_SEED), i + 2, TRIPLE_SEED)
  }
}

const pair = (first: number, second: number, seed: number): number => mix(Math.imul(first, 31) ^ second ^ seed)

/** One token with each of those of the word at `place`. */
function takePairs(first: number, place: number, seed: number): void {
  for (let t = from[place]!; t < from[place + 1]!; t++) put(pair(first, tokens[t]!, seed))
}

function makeRoom(words: number): void {
  ;[from, stands, isKind] = [new Int32Array(2 * words), new Int32Array(2 * words), new Uint8Array(2 * words)]
}
