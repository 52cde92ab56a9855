import type { Lexicon } from './lexicon'

/** So many words side by side a filter looks at. */
export const WIDTH = 3
const MOST_WORDS = 160

/**
 * A small network that hears words in their order: each filter looks at neighbouring words and keeps the spot where it is loudest; beside the
 * filters stand the sums of the words' own numbers. Numbers of words are whole, with a step for each dimension.
 */
export type Conv = {
  /** Words in rising order of their hashes; one row more stands for all others. */
  hashes: Int32Array
  lexicon: Lexicon
  /** A row of dimensions to a word. */
  words: Int8Array
  step: Float32Array
  /** `WIDTH` rows of dimensions to a filter. */
  filters: Float32Array
  bias: Float32Array
  /** Filters, then dimensions, to a lane. */
  second: Float32Array
  top: Float32Array
}

/** The numbers of a text's words, in their order; of a long text, how it begins and how it ends. */
export function numbered(lexicon: Lexicon, line: Int32Array): Int32Array {
  const half = MOST_WORDS / 2
  const read = line.length > MOST_WORDS ? Int32Array.of(...line.subarray(0, half), ...line.subarray(-half)) : line
  return read.map((hash) => {
    const number = lexicon.find(hash)
    return number < 0 ? lexicon.size : number
  })
}

/** Where a filter, whose rows begin at `from`, is loudest among the words of `x`; -1 where it is silent everywhere. */
export function loudest(filters: Float32Array, from: number, bias: number, x: Float32Array, words: number, dims: number): [number, number] {
  let [most, spot] = [0, -1]
  const span = WIDTH * dims
  for (let i = 0; i + WIDTH <= words; i++) {
    let sum = bias
    const at = i * dims
    for (let d = 0; d < span; d++) sum += filters[from + d]! * x[at + d]!
    if (sum > most) [most, spot] = [sum, i]
  }
  return [most, spot]
}

const scratch = new Float32Array(MOST_WORDS * 64)

/** Adds what the network says of a text's {@link numbered} words to `into`, one number a lane. */
export function hearConv(conv: Conv, numbers: Int32Array, into: Float64Array): void {
  const { words, step, filters, bias, second, top } = conv
  const dims = step.length
  const count = Math.max(WIDTH, numbers.length)
  const x = scratch.fill(0, 0, count * dims)
  const heard = new Float32Array(bias.length + dims)
  for (const [i, number] of numbers.entries())
    for (let d = 0; d < dims; d++) {
      const value = words[number * dims + d]! * step[d]!
      x[i * dims + d] = value
      heard[bias.length + d]! += value / Math.sqrt(count)
    }
  for (let j = 0; j < bias.length; j++) heard[j] = loudest(filters, j * WIDTH * dims, bias[j]!, x, count, dims)[0]
  for (let lane = 0; lane < into.length; lane++) {
    let sum = top[lane]!
    for (let j = 0; j < heard.length; j++) sum += second[lane * heard.length + j]! * heard[j]!
    into[lane]! += sum
  }
}

export const louderConv = (conv: Conv, share: number): Conv => ({
  ...conv,
  second: conv.second.map((weight) => weight * share),
  top: conv.top.map((weight) => weight * share),
})
