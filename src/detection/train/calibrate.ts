import { FIRST_HEADS, FIRST_LANES, LANE, SECOND_HEADS } from '../heads'
import { fitStack } from '../learn/stack'
import type { Calibration, HarmCalibration, Lanes } from '../model'
import type { Heard, LookCalibration } from '../second-look'
import type { Example } from './example'
import { LANES, type Learned, scores } from './trainer'

export type Held = { example: Example; logits: Float64Array }

export function scoreAll(learned: Learned, examples: Example[], hashes: Int32Array[]): Held[] {
  return examples.map((example, i) => {
    const logits = new Float64Array(LANES)
    scores(learned, hashes[i]!, example.lang, logits)
    return { example, logits }
  })
}

const LEAST_ROWS = 60
const PACE = 1

/** Platt scaling of the complaint logit by language, and for all together (`other`). `sharpest` bounds the scale, since held-out texts of our own making flatter. */
export function calibrateComplaint(held: Held[], sharpest: number): Record<string, Calibration> {
  const known = held.filter(({ example }) => example.labels.complaint !== undefined)
  const languages = [...new Set(known.map(({ example }) => example.lang))].sort()
  const result: Record<string, Calibration> = { other: platt(known, sharpest) }
  for (const lang of languages) {
    const rows = known.filter(({ example }) => example.lang === lang)
    if (rows.length >= LEAST_ROWS) result[lang] = platt(rows, sharpest)
  }
  return result
}

function platt(rows: Held[], sharpest: number): Calibration {
  let [scale, shift] = [1, 0]
  for (let round = 0; round < 600; round++) {
    let [slopeScale, slopeShift] = [0, 0]
    for (const { example, logits } of rows) {
      const logit = logits[LANE.complaint]!
      const off = 1 / (1 + Math.exp(-(scale * logit + shift))) - example.labels.complaint!
      slopeScale += off * logit
      slopeShift += off
    }
    scale = Math.min(sharpest, Math.max(0.2, scale - (PACE * slopeScale) / rows.length))
    shift -= (PACE * slopeShift) / rows.length
  }
  return { scale: round(scale), shift: round(Math.max(-2, Math.min(2, shift))) }
}

/** Of messages that were not learned: how loud the lane speaks, and what a phrase of harm adds, by language and for all together. */
export function calibrateHarm(held: Held[], phrase: (text: string) => boolean): Record<string, HarmCalibration> {
  const messages = held.filter(({ example }) => example.source === 'messages')
  const languages = [...new Set(messages.map(({ example }) => example.lang))].sort()
  const of = (rows: Held[]): HarmCalibration => {
    const scores = [
      Float32Array.from(rows, ({ logits }) => logits[LANE.harm]!),
      Float32Array.from(rows, ({ example }) => (phrase(example.text) ? 1 : 0)),
    ]
    const labels = Int32Array.from(rows, ({ example }) => (example.labels.severity === 'A' ? 1 : 0))
    const { share, bias } = fitStack(scores, labels, 1)
    return { scale: round(share[0]!), phrase: round(share[1]!), shift: round(bias[0]!) }
  }
  const own = languages.map((lang) => [lang, of(messages.filter(({ example }) => example.lang === lang))])
  return { other: of(messages), ...Object.fromEntries(own) }
}

/** What both looks say of a message that neither had learned, the second by its words alone and by all that it reads, and whether it is A. */
export type Judged = { lang: string; lane: number; words: number; score: number; told: number; a: boolean }
/** Missed harm costs more than a false alarm: where so many of those called A are right, it is called from a lower sureness on, but from none below `least`. */
const LEAN = { right: 0.78, least: 0.2 }

/** How the second look is heard beside the first. The shift leans towards A as far as {@link LEAN} lets it. */
export function calibrateAgain(rows: Judged[]): LookCalibration {
  const whole = heardBeside(rows, 'score')
  const logits = rows.map(({ lane, score, told }) => whole.lane * lane + whole.score * score + whole.phrase * told + whole.shift)
  const lean = [...Array(16).keys()]
    .map((step) => Math.log((1 - LEAN.least) / LEAN.least) * (1 - step / 15))
    .find((more) => {
      const called = rows.filter((_, i) => logits[i]! + more >= 0)
      return called.filter(({ a }) => a).length >= LEAN.right * called.length
    })
  const { shift, ...shares } = whole
  return { ...rounded({ ...shares, shift: shift + (lean ?? 0) }), words: rounded(heardBeside(rows, 'words')) }
}

function heardBeside(rows: Judged[], score: 'score' | 'words'): Heard {
  const column = (name: 'lane' | 'score' | 'words' | 'told') => Float32Array.from(rows, (row) => row[name])
  const labels = Int32Array.from(rows, ({ a }) => (a ? 1 : 0))
  const { share, bias } = fitStack([column('lane'), column(score), column('told')], labels, 1)
  return { lane: share[0]!, score: share[1]!, phrase: share[2]!, shift: bias[0]! }
}

const rounded = ({ lane, score, phrase, shift }: Heard): Heard => ({
  lane: round(lane),
  score: round(score),
  phrase: round(phrase),
  shift: round(shift),
})

type Task = 'sentiment' | 'intent' | 'urgency' | 'emotion' | 'severity' | 'topic'
const HEADS: Record<Task, [number, readonly string[]]> = {
  sentiment: [LANE.sentiment, FIRST_HEADS.sentiment],
  intent: [LANE.intent, FIRST_HEADS.intent],
  urgency: [LANE.urgency, FIRST_HEADS.urgency],
  emotion: [LANE.emotion, FIRST_HEADS.emotion],
  severity: [FIRST_LANES + LANE.severity, SECOND_HEADS.severity],
  topic: [FIRST_LANES + LANE.topic, SECOND_HEADS.topic],
}

/** By lane, what makes margins into logits of a softmax: how much louder, and how much is added, as the held-out texts have it. */
export function headScales(held: Held[]): { loud: Float64Array; shift: Float64Array } {
  const [loud, shift] = [new Float64Array(LANES).fill(1), new Float64Array(LANES)]
  for (const [task, [lane, values]] of Object.entries(HEADS) as [Task, [number, readonly string[]]][]) {
    const rows = held.filter(({ example }) => example.labels[task] !== undefined)
    if (rows.length < LEAST_ROWS) continue
    const scores = new Float32Array(rows.length * values.length)
    for (const [i, { logits }] of rows.entries()) for (let k = 0; k < values.length; k++) scores[i * values.length + k] = logits[lane + k]!
    const labels = Int32Array.from(rows, ({ example }) => values.indexOf(example.labels[task]!))
    const { share, bias } = fitStack([scores], labels, values.length)
    loud.fill(Math.max(0.1, share[0]!), lane, lane + values.length)
    shift.set(bias, lane)
  }
  return { loud, shift }
}

/** The same lanes with louder weights and shifted biases. `from` is the table's first lane among all. */
export function scaled({ scale, bias }: Lanes, { loud, shift }: ReturnType<typeof headScales>, from: number): Lanes {
  const six = (x: number) => Number(x.toPrecision(6))
  return {
    scale: scale.map((step, k) => six(step * loud[from + k]!)),
    bias: Object.fromEntries(
      Object.entries(bias).map(([lang, list]) => [lang, list.map((b, k) => six(b * loud[from + k]! + shift[from + k]!))]),
    ),
  }
}

/**
 * The band of "not sure" on held-out probabilities: just below `low` at most three in ten are complaints, just above `high` at least two in three;
 * kept within [0.2, 0.45] and [0.55, 0.6], since too wide a band buries people in questions.
 */
export function unsureBand(rows: { p: number; complaint: number }[]): { low: number; high: number } {
  const share = (from: number, to: number) => {
    const inside = rows.filter(({ p }) => p >= from && p < to)
    return inside.length < 10 ? null : inside.reduce((sum, row) => sum + row.complaint, 0) / inside.length
  }
  let low = 0.45
  while (low > 0.2 && (share(low - 0.05, low) ?? low) > 0.3) low -= 0.05
  let high = 0.55
  while (high < 0.6 && (share(high, high + 0.05) ?? high) < 0.65) high += 0.05
  return { low: round(low), high: round(high) }
}

const round = (x: number): number => Math.round(x * 1000) / 1000
