import { FIRST_HEADS, FIRST_LANES, LANE, SECOND_HEADS } from '../heads'
import type { Calibration } from '../model'
import type { Example } from './example'
import { LANES, type Learned, scores } from './trainer'

export type Held = { example: Example; logits: Float64Array }

export function scoreAll(learned: Learned, examples: Example[], hashes: Int32Array[]): Held[] {
  return examples.map((example, i) => {
    const logits = new Float64Array(LANES)
    scores(learned, hashes[i]!, logits)
    return { example, logits }
  })
}

const LEAST_ROWS = 60

/** Platt scaling of the complaint logit by language, and for all together (`other`); never sharper than `sharpest`, since held-out texts of our own making flatter. */
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
    scale = Math.min(sharpest, Math.max(0.2, scale - (0.3 * slopeScale) / rows.length))
    shift -= (0.3 * slopeShift) / rows.length
  }
  return { scale: round(scale), shift: round(Math.max(-1.5, Math.min(1.5, shift))) }
}

/** The temperature that makes each many-valued head likeliest on the held-out texts; at least 1. */
export function temperatures(held: Held[]): Record<string, number> {
  const heads = {
    sentiment: [LANE.sentiment, FIRST_HEADS.sentiment],
    intent: [LANE.intent, FIRST_HEADS.intent],
    urgency: [LANE.urgency, FIRST_HEADS.urgency],
    severity: [FIRST_LANES + LANE.severity, SECOND_HEADS.severity],
    topic: [FIRST_LANES + LANE.topic, SECOND_HEADS.topic],
  } as const
  return Object.fromEntries(
    Object.entries(heads).map(([task, [lane, values]]) => {
      const rows = held.filter(({ example }) => example.labels[task as keyof typeof heads] !== undefined)
      const loss = (t: number) => rows.reduce((sum, row) => sum + surprise(row, task as keyof typeof heads, lane, values, t), 0)
      const tried = [1, 1.2, 1.4, 1.7, 2, 2.5, 3]
      return [task, rows.length === 0 ? 1 : tried.reduce((a, b) => (loss(b) < loss(a) ? b : a))]
    }),
  )
}

function surprise(
  { example, logits }: Held,
  task: 'sentiment' | 'intent' | 'urgency' | 'severity' | 'topic',
  lane: number,
  values: readonly string[],
  t: number,
): number {
  const target = values.indexOf(example.labels[task]!)
  const all = values.map((_, k) => logits[lane + k]! / t)
  const most = Math.max(...all)
  return Math.log(all.reduce((sum, x) => sum + Math.exp(x - most), 0)) + most - all[target]!
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
