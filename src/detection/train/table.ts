import { documentCounts } from '../learn/lexicon'
import type { WordVectors } from '../learn/word-vectors'
import { markOf, neighbourOf } from '../model'

/** `marks[row]` tells whose row it is; a row that nobody took has no weights. */
export type Table = {
  bits: number
  lanes: number
  weights: Float32Array
  bias: Record<string, Float32Array>
  marks: Uint8Array
  taken: Uint8Array
}
/** What a text looks like to the trainer: its features' hashes, and those of its words that a vector is known of. */
export type Marked = { hashes: Int32Array; words: number[] }

/** What is rare tells more; a feature of fewer texts than this tells nothing. */
export const LEAST_TEXTS = 3
const RARITY_SHARE = 0.25

export const emptyTable = (bits: number, lanes: number): Table => ({
  bits,
  lanes,
  weights: new Float32Array(2 ** bits * lanes),
  bias: {},
  marks: new Uint8Array(2 ** bits),
  taken: new Uint8Array(2 ** bits),
})

/** Texts of one language, and in how many of them a feature must stand to be given a row. */
export type Spoken = { marks: Marked[]; least: number }

/**
 * Gives each feature a row, its own or the neighbour, those first that stand in most times as many texts as they must; a feature that finds both taken
 * is left out.
 */
export function giveRows(spoken: Spoken[], table: Table, words: WordVectors | null): void {
  const wanted = spoken.flatMap(({ marks, least }) => {
    const { hashes, counts } = documentCounts(marks, least)
    return Array.from(hashes, (hash, i) => ({ hash, times: counts[i]! / least }))
  })
  for (const { hash } of wanted.sort((a, b) => b.times - a.times || a.hash - b.hash)) takeRow(table, hash)
  if (words) for (const hash of words.lexicon.hashes().sort((a, b) => a - b)) takeRow(table, hash)
}

/** By row, how rare its features are among these texts; 0 where they tell nothing. */
export function rarityOf(marks: Marked[], table: Table): Float32Array {
  const counts = new Float64Array(2 ** table.bits)
  for (const { hashes } of marks)
    for (const hash of hashes) {
      const row = learnedRow(table, hash)
      if (row >= 0) counts[row]!++
    }
  return Float32Array.from(counts, (count) => (count < LEAST_TEXTS ? 0 : RARITY_SHARE * (Math.log((1 + marks.length) / (1 + count)) + 1)))
}

function takeRow(table: Table, hash: number): number {
  const known = learnedRow(table, hash)
  if (known >= 0) return known
  const own = hash & (2 ** table.bits - 1)
  for (const row of [own, neighbourOf(own)]) {
    if (table.taken[row] !== 0) continue
    table.taken[row] = 1
    table.marks[row] = markOf(hash)
    return row
  }
  return -1
}

/** As the reader finds it: a feature whose mark is another's in the same row shares that row. */
export function learnedRow({ bits, marks, taken }: Table, hash: number): number {
  const own = hash & (2 ** bits - 1)
  const mark = markOf(hash)
  if (taken[own] !== 0 && marks[own] === mark) return own
  const other = neighbourOf(own)
  return taken[other] !== 0 && marks[other] === mark ? other : -1
}
