import { accuracy, type Judged, likeliest, macroF1 } from './metrics'
import { fitStack, toProbabilities } from './stack'

/** `logit' = scale · logit + shift[lane]`, by language; `other` where a language has none of its own. */
export type Calibrations = Record<string, { scale: number; shift: number[] }>
/** How answers are given: what is added to each class's log probability, and below which probability nobody should be sure. */
export type Decision = { lean: number[]; unsure_below: number }

/** A language's own calibration needs rows of its own. */
const OWN_ROWS = 100
/** Of the answers that count as sure, this share is to be right. */
const RIGHT_WHEN_SURE = 0.95
/**
 * So much accuracy may be given for a better mean over the classes, in which a rare one counts like a common one. Of more than three, accuracy is
 * what people ask for, and a lean that seems to cost nothing on these rows costs something on others: it has to gain.
 */
const priceOf = (classes: number): number => (classes > 3 ? -0.001 : 0.02)
const STEPS = [-1.2, -0.9, -0.6, -0.4, -0.25, -0.12, 0.12, 0.25, 0.4, 0.6, 0.9, 1.2]

/** Fits the calibration of all rows and of each language that has enough; `langs[i]` belongs to the logits `i * lanes…`. */
export function calibrate(logits: Float64Array, labels: Int32Array, langs: string[], lanes: number): Calibrations {
  const found: Calibrations = { other: one(logits, labels, lanes, () => true) }
  for (const lang of [...new Set(langs)].sort()) {
    const rows = langs.filter((other) => other === lang).length
    if (rows >= OWN_ROWS && rows < langs.length) found[lang] = one(logits, labels, lanes, (row) => langs[row] === lang)
  }
  return found
}

function one(logits: Float64Array, labels: Int32Array, lanes: number, wanted: (row: number) => boolean): Calibrations[string] {
  const rows = [...labels.keys()].filter(wanted)
  const scores = new Float32Array(rows.length * lanes)
  for (const [i, row] of rows.entries()) for (let k = 0; k < lanes; k++) scores[i * lanes + k] = logits[row * lanes + k]!
  const { share, bias } = fitStack(
    [scores],
    Int32Array.from(rows, (row) => labels[row]!),
    lanes,
  )
  return { scale: five(Math.max(0.05, share[0]!)), shift: bias.map(five) }
}

/** Probabilities of all classes from the logits of one row. */
export function probabilities(logits: ArrayLike<number>, lang: string, calibrations: Calibrations): Float64Array {
  const { scale, shift } = calibrations[lang] ?? calibrations.other ?? { scale: 1, shift: [] }
  const p = Float64Array.from(logits, (logit, k) => scale * logit + (shift[k] ?? 0))
  toProbabilities(p)
  return p.length === 1 ? Float64Array.of(1 - p[0]!, p[0]!) : p
}

export function answerOf(p: ArrayLike<number>, { lean }: Decision): number {
  let [at, most] = [0, Number.NEGATIVE_INFINITY]
  for (let k = 0; k < p.length; k++) {
    const weight = Math.log(Math.max(1e-12, p[k]!)) + (lean[k] ?? 0)
    if (weight > most) [at, most] = [k, weight]
  }
  return at
}

/**
 * Leans towards rare classes as far as that betters the mean F1 and costs hardly any accuracy, and finds the probability from which
 * answers are right in {@link RIGHT_WHEN_SURE} of the cases (1 where no answers are).
 */
export function decide(p: Float64Array[], labels: Int32Array): Decision {
  const classes = p[0]?.length ?? 0
  const judge = (lean: number[]): Outcome => (classes === 2 ? expected(p, lean) : counted(p, labels, lean))
  let lean = new Array<number>(classes).fill(0)
  let best = judge(lean)
  const least = best.right - priceOf(classes)
  for (let pass = 0; pass < (classes > 12 ? 0 : 2); pass++)
    for (let k = classes === 2 ? 1 : 0; k < classes; k++)
      for (const step of STEPS) {
        const tried = lean.map((value, j) => (j === k ? value + step : value))
        const outcome = judge(tried)
        if (outcome.f1 > best.f1 + 1e-4 && outcome.right >= least) [best, lean] = [outcome, tried]
      }
  return { lean: lean.map(five), unsure_below: five(sureFrom(p, labels)) }
}

type Outcome = { f1: number; right: number }

function counted(p: Float64Array[], labels: Int32Array, lean: number[]): Outcome {
  const judged = p.map((q, row): Judged => ({ p: q, truth: labels[row]!, answer: answerOf(q, { lean, unsure_below: 0 }) }))
  return { f1: macroF1(judged, lean.length), right: accuracy(judged) }
}

/** What the probabilities themselves lead one to expect: of two classes steadier than counting, where a few rows near the middle decide. */
function expected(p: Float64Array[], lean: number[]): Outcome {
  const hit = [0, 0]
  const said = [0, 0]
  const are = [0, 0]
  for (const q of p) {
    const answer = answerOf(q, { lean, unsure_below: 0 })
    hit[answer]! += q[answer]!
    said[answer]!++
    for (const k of [0, 1]) are[k]! += q[k]!
  }
  const f1 = [0, 1].map((k) => (2 * hit[k]!) / Math.max(1, are[k]! + said[k]!))
  return { f1: (f1[0]! + f1[1]!) / 2, right: (hit[0]! + hit[1]!) / Math.max(1, p.length) }
}

function sureFrom(p: Float64Array[], labels: Int32Array): number {
  const rows = p.map((q, row) => ({ top: q[likeliest(q)]!, right: likeliest(q) === labels[row] })).sort((a, b) => b.top - a.top)
  let [right, from] = [0, 1]
  for (const [i, row] of rows.entries()) {
    if (row.right) right++
    if (right / (i + 1) >= RIGHT_WHEN_SURE) from = row.top
  }
  return from
}

const five = (x: number): number => Number(x.toPrecision(6))
