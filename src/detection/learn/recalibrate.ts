import { besideOf } from './base'
import { type Calibrations, calibrate, type Decision, decide, probabilities } from './decide'
import type { TaskFile } from './file'
import { readText } from './space'
import { logitsOf } from './task-model'
import { baseOf, type TaskRow } from './train'

const LEAST_ROWS = 50

/**
 * The same model with its probabilities, its leaning and its sureness fitted to these rows, of which at least 50 are needed. Languages that the rows do
 * not speak keep the probabilities that they had.
 */
export function recalibrate(file: TaskFile, rows: TaskRow[]): TaskFile {
  const { model, card } = file
  if (rows.length < LEAST_ROWS) throw new Error(`${rows.length} rows are too few to calibrate by; at least ${LEAST_ROWS} are needed`)
  const beside = baseOf(file)
  const logits = rows.map(({ text }) => logitsOf(model, readText(text), besideOf(beside, text)))
  const labels = rows.map(({ label }) => card.classes.indexOf(label))
  const langs = rows.map(({ lang }) => lang)
  const { calibrations, decision } = refit(card, { logits, labels, langs })
  return { ...file, card: { ...card, calibrations, decision }, model: { ...model, calibrations, decision } }
}

export function refit(card: Before, heard: Heard): Pick<TaskFile['card'], 'calibrations' | 'decision'> {
  const { calibrations, share } = steady(card, heard)
  const p = heard.logits.map((row, i) => probabilities(row, heard.langs[i]!, calibrations))
  return { calibrations, decision: decisionBetween(card.decision, decide(p, Int32Array.from(heard.labels)), share) }
}

/** What is answered and when nobody should be sure are found by counting a few rows: they go as far as the probabilities do. */
function decisionBetween(before: Decision, full: Decision, share: number): Decision {
  return {
    lean: full.lean.map((to, k) => between(before.lean[k] ?? 0, to, share)),
    unsure_below: between(before.unsure_below, full.unsure_below, share),
  }
}

const between = (a: number, b: number, share: number): number => Number((a + (b - a) * share).toPrecision(6))

type Before = Pick<TaskFile['card'], 'calibrations' | 'languages' | 'decision'>
type Heard = { logits: Float64Array[]; labels: number[]; langs: string[] }
type Calibration = Calibrations[string]

/** The calibrations, and the share of the way that they went, evened over the rows. */
function steady({ calibrations: before, languages }: Before, heard: Heard): { calibrations: Calibrations; share: number } {
  const lanes = heard.logits[0]!.length
  const fitted = calibrate(Float64Array.from(heard.logits.flatMap((row) => [...row])), Int32Array.from(heard.labels), heard.langs, lanes)
  const [only, ...more] = new Set(heard.langs)
  const others = Object.keys(languages).some((lang) => lang !== '' && lang !== only)
  const found = more.length === 0 && only && others ? { [only]: fitted.other! } : fitted
  const settled = Object.entries(found).map(([lang, full]) => {
    const own = heard.langs.map((other) => lang === 'other' || other === lang)
    return { lang, own, ...asFarAsMeant(before[lang] ?? before.other!, full, rowsWhere(heard, own)) }
  })
  const shares = heard.langs.map((_, i) => settled.findLast(({ own }) => own[i])?.share ?? 0)
  return {
    calibrations: { ...before, ...Object.fromEntries(settled.map(({ lang, calibration }) => [lang, calibration])) },
    share: shares.reduce((sum, share) => sum + share, 0) / shares.length,
  }
}

const rowsWhere = ({ logits, labels }: Heard, own: boolean[]) => ({
  logits: logits.filter((_, i) => own[i]),
  labels: labels.filter((_, i) => own[i]),
})

/**
 * A fit to a few hundred rows is partly chance: so many numbers gain half as much likelihood each of rows that mean nothing. It is followed as far as it
 * gains more (James and Stein's share), so that a model that was right stays as it is and one that was far off is put right at once.
 */
function asFarAsMeant(
  before: Calibration,
  full: Calibration,
  rows: Pick<Heard, 'logits' | 'labels'>,
): { calibration: Calibration; share: number } {
  const gain = likelihood(full, rows) - likelihood(before, rows)
  const share = Math.max(0, 1 - (1 + Math.max(1, full.shift.length - 1)) / Math.max(1e-9, 2 * gain))
  const scale = Number((before.scale * (full.scale / before.scale) ** share).toPrecision(6))
  return { calibration: { scale, shift: full.shift.map((to, k) => between(before.shift[k] ?? 0, to, share)) }, share }
}

function likelihood(calibration: Calibration, { logits, labels }: Pick<Heard, 'logits' | 'labels'>): number {
  let sum = 0
  for (const [i, row] of logits.entries()) sum += Math.log(Math.max(1e-9, probabilities(row, '', { other: calibration })[labels[i]!]!))
  return sum
}
