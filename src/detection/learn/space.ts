import { charsOf, type Grams, VIEWS, type View, wordsOf } from './grams'
import { documentCounts, Lexicon } from './lexicon'

/** Many rows of few values: row i lies at `start[i]..start[i+1]`. */
export type Sparse = { rows: number; columns: number; start: Int32Array; column: Int32Array; value: Float32Array }
/** One row, as scratch space or a copy. */
export type Row = { column: Int32Array; value: Float32Array; length: number }

/** One view's grams with their rarity (in sixteenths), from column `from` on. */
export type Block = { view: View; from: number; hashes: Int32Array; rarity: Uint8Array; lexicon: Lexicon }
/** Numbers that stand beside the grams (what a base model says, a text's looks), each made to mean 0 and a spread of `unit`. */
export type Dense = { from: number; mean: Float32Array; factor: Float32Array; unit: Float32Array }
/** Where the features of a task lie: the blocks of grams one behind the other, then the dense numbers. */
export type Space = { blocks: Block[]; dense: Dense; columns: number }

/** A text's grams, and its words in their order. */
export type Read = Record<View, Grams> & { line: Int32Array }

/** A gram of one text alone teaches nothing about others; in a small set, a single text may be all there is. */
const LEAST_TEXTS = 2
const SMALL_SET = 400
const FARTHEST = 4
const RARITY_STEPS = 16

export function readText(text: string): Read {
  const { grams: words, line } = wordsOf(text)
  return { chars: charsOf(text), words, line }
}

export function makeSpace(texts: Read[], dense: Float32Array[], unit: Float32Array): Space {
  let from = 0
  const blocks = VIEWS.map((view): Block => {
    const { hashes, counts } = documentCounts(
      texts.map((read) => read[view]),
      texts.length < SMALL_SET ? 1 : LEAST_TEXTS,
    )
    const rarity = Uint8Array.from(counts, (count) =>
      Math.min(255, Math.round((Math.log((1 + texts.length) / (1 + count)) + 1) * RARITY_STEPS)),
    )
    const block = { view, from, hashes, rarity, lexicon: Lexicon.of(hashes) }
    from += hashes.length
    return block
  })
  const made = standardise(dense, unit, from)
  return { blocks, dense: made, columns: from + made.mean.length }
}

function standardise(rows: Float32Array[], unit: Float32Array, from: number): Dense {
  const width = unit.length
  const [mean, factor] = [new Float32Array(width), new Float32Array(width)]
  for (let k = 0; k < width; k++) {
    let [sum, squares] = [0, 0]
    for (const row of rows) {
      sum += row[k]!
      squares += row[k]! * row[k]!
    }
    mean[k] = sum / rows.length
    const spread = Math.sqrt(Math.max(0, squares / rows.length - mean[k]! * mean[k]!))
    factor[k] = spread < 1e-6 ? 0 : unit[k]! / spread
  }
  return { from, mean, factor, unit }
}

const row: Row = { column: new Int32Array(1 << 15), value: new Float32Array(1 << 15), length: 0 }

/** The features of one text: per block (1 + log count) × rarity, made to length 1. Scratch space. */
export function rowOf(space: Space, read: Read, dense: Float32Array): Row {
  row.length = 0
  for (const block of space.blocks) addBlock(block, read[block.view])
  addDense(space.dense, dense)
  return row
}

function addBlock({ lexicon, rarity, from }: Block, { hashes, counts }: Grams): void {
  const first = row.length
  if (first + hashes.length > row.column.length) growRow(first + hashes.length)
  let squares = 0
  for (let i = 0; i < hashes.length; i++) {
    const number = lexicon.find(hashes[i]!)
    if (number < 0) continue
    const value = (counts[i] === 1 ? 1 : 1 + Math.log(counts[i]!)) * rarity[number]!
    row.column[row.length] = from + number
    row.value[row.length++] = value
    squares += value * value
  }
  const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let i = first; i < row.length; i++) row.value[i]! *= factor
}

function addDense({ from, mean, factor, unit }: Dense, numbers: Float32Array): void {
  if (row.length + numbers.length > row.column.length) growRow(row.length + numbers.length)
  for (let k = 0; k < numbers.length; k++) {
    const most = FARTHEST * unit[k]!
    row.column[row.length] = from + k
    row.value[row.length++] = Math.max(-most, Math.min(most, (numbers[k]! - mean[k]!) * factor[k]!))
  }
}

function growRow(needed: number): void {
  const [column, value] = [new Int32Array(needed * 2), new Float32Array(needed * 2)]
  column.set(row.column)
  value.set(row.value)
  row.column = column
  row.value = value
}

export function matrixOf(space: Space, texts: Read[], dense: Float32Array[]): Sparse {
  const start = new Int32Array(texts.length + 1)
  const most = texts.reduce((sum, read) => sum + VIEWS.reduce((n, view) => n + read[view].hashes.length, 0), 0)
  const room = most + texts.length * (dense[0]?.length ?? 0)
  const [column, value] = [new Int32Array(room), new Float32Array(room)]
  let used = 0
  for (const [i, read] of texts.entries()) {
    const made = rowOf(space, read, dense[i]!)
    column.set(made.column.subarray(0, made.length), used)
    value.set(made.value.subarray(0, made.length), used)
    used += made.length
    start[i + 1] = used
  }
  return { rows: texts.length, columns: space.columns, start, column: column.slice(0, used), value: value.slice(0, used) }
}

/** The same rows, where it only counts that a gram is there: each block's grams alike, and of length 1 together. */
export function presenceOf({ blocks }: Space, { start, column, value, ...rest }: Sparse): Sparse {
  const alike = Float32Array.from(value)
  const ends = blocks.map(({ from, hashes }) => from + hashes.length)
  for (let row = 0; row < rest.rows; row++) {
    let first = start[row]!
    for (const end of ends) {
      let k = first
      while (k < start[row + 1]! && column[k]! < end) k++
      alike.fill(1 / Math.sqrt(Math.max(1, k - first)), first, k)
      first = k
    }
  }
  return { start, column, value: alike, ...rest }
}
