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

/** By network and word: what the word adds to each filter at each of its places, then its own numbers. Worked out when a word is first met. */
const met = new WeakMap<Conv, Map<number, Float32Array>>()

function heardOf(conv: Conv, number: number): Float32Array {
  const known = met.get(conv) ?? new Map<number, Float32Array>()
  met.set(conv, known)
  const found = known.get(number)
  if (found) return found
  const { words, step, filters, bias } = conv
  const [dims, count] = [step.length, bias.length]
  const heard = new Float32Array(WIDTH * count + dims)
  const own = step.map((one, d) => one * words[number * dims + d]!)
  for (let place = 0; place < WIDTH; place++)
    for (let j = 0; j < count; j++)
      for (let d = 0; d < dims; d++) heard[place * count + j]! += filters[(j * WIDTH + place) * dims + d]! * own[d]!
  heard.set(own, WIDTH * count)
  known.set(number, heard)
  return heard
}

/** Adds what the network says of a text's {@link numbered} words to `into`, one number a lane. */
export function hearConv(conv: Conv, numbers: Int32Array, into: Float64Array): void {
  const { step, bias, second, top } = conv
  const [dims, filters] = [step.length, bias.length]
  const words = Array.from(numbers, (number) => heardOf(conv, number))
  const share = 1 / Math.sqrt(Math.max(WIDTH, words.length))
  const heard = new Float32Array(filters + dims)
  for (const word of words) for (let d = 0; d < dims; d++) heard[filters + d]! += word[WIDTH * filters + d]! * share
  while (words.length < WIDTH) words.push(new Float32Array(WIDTH * filters))
  const sums = new Float32Array(filters)
  for (let i = 0; i + WIDTH <= words.length; i++) {
    sums.set(bias)
    for (let place = 0; place < WIDTH; place++) {
      const word = words[i + place]!
      for (let j = 0; j < filters; j++) sums[j]! += word[place * filters + j]!
    }
    for (let j = 0; j < filters; j++) if (sums[j]! > heard[j]!) heard[j] = sums[j]!
  }
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
