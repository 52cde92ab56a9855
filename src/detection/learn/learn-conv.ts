import { seeded } from '../train/example'
import { type Conv, loudest, numbered, WIDTH } from './conv'
import { documentCounts, Lexicon } from './lexicon'
import { walk, wholeSteps } from './solve'
import { BEFORE, drawer, Top } from './top'

/** How it is learned: `keepWords` is the share of words that it hears at a time, `keepUnits` the share of filters and sums. */
export type ConvPlan = { dims: number; filters: number; passes: number; keepWords: number; keepUnits: number }
/** Texts as numbers of words, in their order. */
export type Lines = { hashes: Int32Array; lexicon: Lexicon; lines: Int32Array[] }

const RATE = 0.05
const WORD_SPREAD = 0.1
const FILTER_SPREAD = 3
/** A word of one text alone teaches nothing about others. */
const LEAST_TEXTS = 2

export function linesOf(lines: Int32Array[]): Lines {
  const { hashes } = documentCounts(
    lines.map((line) => ({ hashes: new Int32Array(new Set(line)) })),
    LEAST_TEXTS,
  )
  const lexicon = Lexicon.of(hashes)
  return { hashes, lexicon, lines: lines.map((line) => numbered(lexicon, line)) }
}

/** The same rows, plan and seed give the same network. */
export function learnConv(texts: Lines, rows: Int32Array, labels: Int32Array, classes: number, plan: ConvPlan, seed: number): Conv {
  const learner = new Learner(texts, classes, plan, seeded(seed))
  learner.learn(rows, labels)
  return learner.conv()
}

/** Row by row; each word's and each filter's pace sinks with the slope it has had (AdaGrad). */
class Learner {
  private readonly words: Float32Array
  private readonly wordSlope: Float32Array
  private readonly filters: Float32Array
  private readonly filterSlope: Float32Array
  private readonly bias: Float32Array
  private readonly top: Top
  /** The words of the row at hand, and the slopes that come back to them. */
  private x = new Float32Array(0)
  private slopes = new Float32Array(0)
  private readonly heard: Float32Array
  /** Where each filter was loudest. */
  private readonly spot: Int32Array
  private readonly open: Uint8Array

  constructor(
    private readonly texts: Lines,
    classes: number,
    private readonly plan: ConvPlan,
    private readonly random: () => number,
  ) {
    const { dims, filters } = plan
    const draw = drawer(random)
    const drawn = (length: number, spread: number) => Float32Array.from({ length }, () => draw() * spread)
    this.words = drawn((texts.hashes.length + 1) * dims, WORD_SPREAD)
    this.wordSlope = new Float32Array(texts.hashes.length + 1).fill(BEFORE)
    this.filters = drawn(filters * WIDTH * dims, FILTER_SPREAD / Math.sqrt(WIDTH * dims))
    this.filterSlope = new Float32Array(filters).fill(BEFORE)
    this.bias = new Float32Array(filters)
    this.top = new Top(classes, filters + dims, draw)
    this.heard = new Float32Array(filters + dims)
    this.spot = new Int32Array(filters)
    this.open = new Uint8Array(dims)
  }

  learn(rows: Int32Array, labels: Int32Array): void {
    walk(rows, this.plan.passes, this.random, (row, rest) => {
      const line = this.texts.lines[row]!
      const count = Math.max(WIDTH, line.length)
      this.read(line, count)
      this.listen(count)
      this.top.speak(this.heard)
      const back = this.top.mend(this.heard, labels[row]!, RATE * rest)
      this.mendFilters(back, RATE * rest)
      this.mendWords(line, count, back, RATE * rest)
    })
  }

  /** Some of the words into `x`; the others are silent. */
  private read(line: Int32Array, count: number): void {
    const { words, random, plan } = this
    const { dims, keepWords } = plan
    if (count * dims > this.x.length) [this.x, this.slopes] = [new Float32Array(2 * count * dims), new Float32Array(2 * count * dims)]
    const { x } = this
    x.fill(0, 0, count * dims)
    for (let i = 0; i < line.length; i++) {
      if (random() >= keepWords) continue
      const at = line[i]! * dims
      for (let d = 0; d < dims; d++) x[i * dims + d] = words[at + d]!
    }
  }

  /** Some of the filters and of the sums over what was read. */
  private listen(count: number): void {
    const { x, heard, spot, open, filters, bias, random, plan } = this
    const { dims, keepUnits } = plan
    for (let j = 0; j < plan.filters; j++) {
      const [most, at] = random() < keepUnits ? loudest(filters, j * WIDTH * dims, bias[j]!, x, count, dims) : [0, -1]
      heard[j] = most / keepUnits
      spot[j] = at
    }
    const share = 1 / (Math.sqrt(count) * keepUnits)
    for (let d = 0; d < dims; d++) {
      open[d] = random() < keepUnits ? 1 : 0
      let sum = 0
      if (open[d] === 1) for (let i = 0; i < count; i++) sum += x[i * dims + d]!
      heard[plan.filters + d] = sum * share
    }
  }

  private mendFilters(back: Float32Array, rate: number): void {
    const { x, slopes, spot, filters, filterSlope, bias, plan } = this
    const { dims, keepUnits } = plan
    const span = WIDTH * dims
    slopes.fill(0)
    for (let j = 0; j < plan.filters; j++) {
      if (spot[j]! < 0) continue
      const off = back[j]! / keepUnits
      const [from, at] = [j * span, spot[j]! * dims]
      let loud = 1
      for (let d = 0; d < span; d++) loud += x[at + d]! * x[at + d]!
      filterSlope[j]! += (off * off * loud) / span
      const step = (rate * off) / Math.sqrt(filterSlope[j]!)
      for (let d = 0; d < span; d++) {
        slopes[at + d]! += off * filters[from + d]!
        filters[from + d]! -= step * x[at + d]!
      }
      bias[j]! -= step
    }
  }

  private mendWords(line: Int32Array, count: number, back: Float32Array, rate: number): void {
    const { slopes, open, words, wordSlope, plan } = this
    const { dims, keepUnits } = plan
    const share = 1 / (Math.sqrt(count) * keepUnits)
    for (let i = 0; i < line.length; i++) {
      let squares = 0
      for (let d = 0; d < dims; d++) {
        if (open[d] === 1) slopes[i * dims + d]! += back[plan.filters + d]! * share
        squares += slopes[i * dims + d]! ** 2
      }
      if (squares === 0) continue
      const word = line[i]!
      wordSlope[word]! += squares / dims
      const step = rate / Math.sqrt(wordSlope[word]!)
      for (let d = 0; d < dims; d++) words[word * dims + d]! -= step * slopes[i * dims + d]!
    }
  }

  conv(): Conv {
    const { texts, words, filters, bias, plan } = this
    const { whole, step } = wholeSteps(words, plan.dims)
    return { hashes: texts.hashes, lexicon: texts.lexicon, words: whole, step, filters, bias, ...this.top.lanes() }
  }
}
