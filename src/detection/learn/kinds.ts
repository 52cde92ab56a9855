import { mix, put, taken } from './grams'

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
 * What a line of words says in kinds, so that what was learned of one child and one burn is known of all: kinds in their order whatever stands
 * between, and pairs and triples of neighbours in which a kind stands for the word. Scratch space, repeats and all.
 */
export function kindGrams(line: Int32Array, tokensOf: TokensOf): Int32Array {
  const stands: number[] = []
  const tokens: (readonly number[])[] = []
  const isKind = new Uint8Array(line.length + 2)
  for (let i = 0; i < line.length; i++) {
    const own = tokensOf(line[i]!)
    tokens.push(own ?? [line[i]!])
    if (own) isKind[stands[stands.push(i) - 1]!] = 1
  }
  return taken(() => {
    if (stands.length === 0) return
    takeOrder(stands, tokens)
    for (let i = 0; i + 1 < line.length; i++) takeNeighbours(tokens, i, isKind)
  })
}

function takeOrder(stands: number[], tokens: (readonly number[])[]): void {
  for (let i = 0; i < stands.length; i++)
    for (const token of tokens[stands[i]!]!) {
      put(token)
      for (let k = i + 1; k <= i + REACH && k < stands.length; k++) takePairs(token, tokens[stands[k]!]!, APART_SEED)
      if (i + 1 === stands.length) continue
      const next = tokens[stands[i + 1]!]!
      takePairs(token, next, PAIR_SEED)
      if (stands[i + 1]! - stands[i]! <= NEAR) takePairs(token, next, NEAR_SEED)
      if (i + 2 < stands.length)
        for (const second of next) takePairs(pair(token, second, TRIPLE_SEED), tokens[stands[i + 2]!]!, TRIPLE_SEED)
    }
}

/** A word, the next and the one after, only where a kind is among them: words alone have a view of their own. */
function takeNeighbours(tokens: (readonly number[])[], i: number, isKind: Uint8Array): void {
  const [a, b, c] = [isKind[i]!, isKind[i + 1]!, isKind[i + 2]!]
  if (a + b + c === 0) return
  const third = tokens[i + 2]
  for (const first of tokens[i]!) {
    if (a + b > 0) takePairs(first, tokens[i + 1]!, SKIP_SEED ^ PAIR_SEED)
    if (!third) continue
    if (a + c > 0) takePairs(first, third, SKIP_SEED)
    for (const second of tokens[i + 1]!) takePairs(pair(first, second, SKIP_SEED ^ TRIPLE_SEED), third, TRIPLE_SEED)
  }
}

const pair = (first: number, second: number, seed: number): number => mix(Math.imul(first, 31) ^ second ^ seed)

function takePairs(first: number, seconds: readonly number[], seed: number): void {
  for (let i = 0; i < seconds.length; i++) put(pair(first, seconds[i]!, seed))
}
