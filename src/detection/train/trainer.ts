import { takeFeatures, wordsOf } from '../features'
import { FIRST_HEADS, FIRST_LANES, FIRST_USED, LANE, SECOND_HEADS, SECOND_LANES, SECOND_USED } from '../heads'
import { separate } from '../learn/solve'
import type { Sparse } from '../learn/space'
import type { WordVectors } from '../learn/word-vectors'
import { featureValue } from '../model'
import { normalise } from '../text/normalise'
import type { Example, Labels } from './example'
import { emptyTable, giveRows, LEAST_TEXTS, learnedRow, type Marked, rarityOf, type Table } from './table'

export type Bits = { first: number; second: number }
export type Options = {
  bits: Bits
  /** How dear a mistake is, against large weights. */
  cost: number
  seed: number
  /** Vectors by which words that no text holds are known by their neighbours; they end up in the words' own weights. */
  words: WordVectors | null
  progress?: (done: number, of: number) => void
}
/** Float weights as learned: per table one row of lanes per hash, and by language a bias per lane. */
export type Learned = { first: Table; second: Table }

/** Logits of both tables lie one behind the other, first table first. */
export const LANES = FIRST_LANES + SECOND_LANES
const LANES_USED = FIRST_USED + SECOND_USED
type Head = { lane: number; values: readonly string[]; label: (labels: Labels) => string | undefined }

const FIRST: Head[] = [
  { lane: LANE.sentiment, values: FIRST_HEADS.sentiment, label: (labels) => labels.sentiment },
  { lane: LANE.intent, values: FIRST_HEADS.intent, label: (labels) => labels.intent },
  { lane: LANE.urgency, values: FIRST_HEADS.urgency, label: (labels) => labels.urgency },
  { lane: LANE.emotion, values: FIRST_HEADS.emotion, label: (labels) => labels.emotion },
]
const SECOND: Head[] = [
  { lane: LANE.severity, values: SECOND_HEADS.severity, label: (labels) => labels.severity },
  { lane: LANE.topic, values: SECOND_HEADS.topic, label: (labels) => labels.topic },
]
/**
 * In how many texts a feature must stand to be given a row, where it is more than {@link LEAST_TEXTS}. Rows are scarce, and a full table mistakes
 * strangers for its own; Thai, whose runs of letters are mostly parts of each other, would take more than half of them.
 */
const LEAST_BY_LANGUAGE: Record<string, number> = { th: 12, id: 6, zh: 4 }
/** The margin of a class that a language has no example of. */
const NEVER = -1
const WORDS_SHARE = 0.35
const PASSES = 24

export function marksOf(text: string, words: WordVectors | null): Marked {
  const folded = normalise(text)
  const known = words ? [...new Set(wordsOf(folded))].filter((hash) => words.lexicon.find(hash) >= 0) : []
  const features = takeFeatures(folded)
  return { hashes: features.hashes.slice(0, features.count), words: known }
}

/** Support vector machines, one a lane, over hashed features of all languages and tasks. Deterministic by seed. */
export function train(examples: Example[], marks: Marked[], options: Options): Learned {
  const total = LANES_USED * new Set(examples.map(({ lang }) => lang)).size
  let done = 0
  const tick = () => options.progress?.(++done, total)
  const first = learnTable(examples, marks, options, options.bits.first, FIRST_LANES, solveFirst, tick)
  const second = learnTable(examples, marks, options, options.bits.second, SECOND_LANES, solveSecond, tick)
  return { first, second }
}

/** Each language is learned by itself: its weights go into the rows of its features, which hardly any other language has. */
function learnTable(
  examples: Example[],
  marks: Marked[],
  { cost, seed, words }: Options,
  bits: number,
  lanes: number,
  solveAll: SolveAll,
  tick: () => void,
): Table {
  const table = emptyTable(bits, lanes)
  const spoken = byLanguage(examples, marks)
  giveRows(
    spoken.map(({ lang, marks }) => ({ marks, least: LEAST_BY_LANGUAGE[lang] ?? LEAST_TEXTS })),
    table,
    words,
  )
  for (const { lang, texts, marks } of spoken) {
    const made = matrixOf(marks, table, words)
    table.bias[lang] = new Float32Array(lanes)
    const solve = (lane: number, rows: Int32Array, yes: Int8Array, weight: Float32Array) => {
      if (yes.includes(1)) put(table, lang, lane, separate(made.matrix, rows, yes, { cost, seed, weight, mostPasses: PASSES }), made, words)
      else table.bias[lang]![lane] = NEVER
      tick()
    }
    solveAll(texts, solve)
  }
  return table
}

type Language = { lang: string; texts: Example[]; marks: Marked[] }

function byLanguage(examples: Example[], marks: Marked[]): Language[] {
  return [...new Set(examples.map(({ lang }) => lang))].sort().map((lang) => {
    const own = examples.flatMap((example, i) => (example.lang === lang ? [i] : []))
    return { lang, texts: own.map((i) => examples[i]!), marks: own.map((i) => marks[i]!) }
  })
}

type Solve = (lane: number, rows: Int32Array, yes: Int8Array, weight: Float32Array) => void
/** All questions of one table, each in lanes of its own. */
type SolveAll = (texts: Example[], solve: Solve) => void

const solveFirst: SolveAll = (texts, solve) => {
  solveComplaint(texts, solve)
  solveHarm(texts, solve)
  for (const head of FIRST) solveHead(texts, head, solve)
}
const solveSecond: SolveAll = (texts, solve) => {
  for (const head of SECOND) solveHead(texts, head, solve)
}

function solveHead(texts: Example[], { lane, values, label }: Head, solve: Solve): void {
  const rows = Int32Array.from(texts.keys()).filter((i) => label(texts[i]!.labels) !== undefined)
  const weight = Float32Array.from(rows, (i) => texts[i]!.weight)
  for (const [k, value] of values.entries())
    solve(
      lane + k,
      rows,
      Int8Array.from(rows, (i) => (label(texts[i]!.labels) === value ? 1 : -1)),
      weight,
    )
}

/**
 * Most messages were written to be hard to tell apart, so for this question those count for less than plain words do: what the world says is
 * plainer. Chosen by the area under the curve on real sets, see the guide.
 */
const MESSAGES_SHARE = 0.12

/** A text on which people differ counts for both sides, each by its share. */
function solveComplaint(examples: Example[], solve: Solve): void {
  const sides = examples.flatMap(({ labels, weight: whole, source, ordinary }, i) => {
    if (labels.complaint === undefined) return []
    const weight = source === 'messages' && !ordinary ? whole * MESSAGES_SHARE : whole
    const yes = { i, yes: 1, weight: weight * labels.complaint }
    const no = { i, yes: -1, weight: weight * (1 - labels.complaint) }
    return [yes, no].filter((side) => side.weight > 0.01)
  })
  solve(
    LANE.complaint,
    Int32Array.from(sides, ({ i }) => i),
    Int8Array.from(sides, ({ yes }) => yes),
    Float32Array.from(sides, ({ weight }) => weight),
  )
}

/** How loud a text speaks of harm: the messages were written to tell it from what only sounds like it. Chosen by folds of the teaching messages. */
const HARM_SHARE = { messages: 4, other: 1, unlabelled: 0.5 }

/** Severity A against all else. A text that says nothing of severity counts a little as one without harm. */
function solveHarm(examples: Example[], solve: Solve): void {
  const rows = examples.flatMap(({ labels: { severity, complaint }, source, weight }, i) => {
    if (source === 'words' || (severity === undefined && complaint === undefined)) return []
    const share = severity === undefined ? HARM_SHARE.unlabelled : HARM_SHARE[source === 'messages' ? source : 'other']
    return [{ i, yes: severity === 'A' ? 1 : -1, weight: weight * share }]
  })
  solve(
    LANE.harm,
    Int32Array.from(rows, ({ i }) => i),
    Int8Array.from(rows, ({ yes }) => yes),
    Float32Array.from(rows, ({ weight }) => weight),
  )
}

type Made = { matrix: Sparse; rarity: Float32Array }

/** Rows of features, each as loud as it is rare, and behind them the sums of the words' vectors. */
function matrixOf(marks: Marked[], table: Table, words: WordVectors | null): Made {
  const width = words?.width ?? 0
  const first = 2 ** table.bits
  const rarity = rarityOf(marks, table)
  const start = new Int32Array(marks.length + 1)
  const room = marks.reduce((sum, { hashes, words: known }) => sum + hashes.length + (known.length > 0 ? width : 0), 0)
  const [column, value] = [new Int32Array(room), new Float32Array(room)]
  let at = 0
  for (const [i, { hashes, words: known }] of marks.entries()) {
    const share = featureValue(hashes.length)
    for (const hash of hashes) {
      const row = learnedRow(table, hash)
      if (row < 0 || rarity[row] === 0) continue
      column[at] = row
      value[at++] = rarity[row]! * share
    }
    if (words && known.length > 0) {
      for (let k = 0; k < width; k++) column[at + k] = first + k
      for (const hash of known) addVector(value, at, words, hash, share * WORDS_SHARE)
      at += width
    }
    start[i + 1] = at
  }
  return { matrix: { rows: marks.length, columns: first + width, start, column: column.slice(0, at), value: value.slice(0, at) }, rarity }
}

function addVector(into: Float32Array, at: number, { lexicon, steps, values, width }: WordVectors, hash: number, share: number): void {
  const number = lexicon.find(hash)
  for (let k = 0; k < width; k++) into[at + k]! += values[number * width + k]! * steps[number]! * share
}

/** Turns a lane's weights into weights of plain features: rarity, and what the vectors say of each known word, go into them. */
function put(table: Table, lang: string, lane: number, learned: Float64Array, { rarity }: Made, words: WordVectors | null): void {
  const { weights, bias, bits, lanes } = table
  const rows = 2 ** bits
  for (let row = 0; row < rows; row++) weights[row * lanes + lane]! += learned[row]! * rarity[row]!
  bias[lang]![lane] = learned[learned.length - 1]!
  if (!words || lang !== words.lang) return
  for (const hash of words.lexicon.hashes()) {
    const number = words.lexicon.find(hash)
    let sum = 0
    for (let k = 0; k < words.width; k++) sum += learned[rows + k]! * words.values[number * words.width + k]! * words.steps[number]!
    const row = learnedRow(table, hash)
    if (row >= 0) weights[row * lanes + lane]! += sum * WORDS_SHARE
  }
}

/** Logits of all lanes of both tables, first table first. */
export function scores(learned: Learned, hashes: Int32Array, lang: string, into: Float64Array): void {
  scoreTable(learned.first, hashes, lang, into, 0)
  scoreTable(learned.second, hashes, lang, into, FIRST_LANES)
}

function scoreTable(table: Table, hashes: Int32Array, lang: string, into: Float64Array, offset: number): void {
  const { lanes, weights, bias } = table
  for (let k = 0; k < lanes; k++) into[offset + k] = 0
  for (const hash of hashes) {
    const own = learnedRow(table, hash)
    if (own < 0) continue
    const row = own * lanes
    for (let k = 0; k < lanes; k++) into[offset + k]! += weights[row + k]!
  }
  const value = featureValue(hashes.length)
  for (let k = 0; k < lanes; k++) into[offset + k] = into[offset + k]! * value + (bias[lang]?.[k] ?? 0)
}
