import { besideOf } from './base'
import { type Calibrations, calibrate, decide, probabilities } from './decide'
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
  const calibrations = steady(card, { logits, labels, langs })
  const p = logits.map((row, i) => probabilities(row, langs[i]!, calibrations))
  const decision = decide(p, Int32Array.from(labels))
  return { ...file, card: { ...card, calibrations, decision }, model: { ...model, calibrations, decision } }
}

type Heard = { logits: Float64Array[]; labels: number[]; langs: string[] }
type Calibration = Calibrations[string]

function steady({ calibrations: before, languages }: Pick<TaskFile['card'], 'calibrations' | 'languages'>, heard: Heard): Calibrations {
  const lanes = heard.logits[0]!.length
  const fitted = calibrate(Float64Array.from(heard.logits.flatMap((row) => [...row])), Int32Array.from(heard.labels), heard.langs, lanes)
  const [only, ...more] = new Set(heard.langs)
  const others = Object.keys(languages).some((lang) => lang !== '' && lang !== only)
  const found = more.length === 0 && only && others ? { [only]: fitted.other! } : fitted
  const settled = Object.entries(found).map(([lang, full]) => {
    const own = heard.langs.map((other) => lang === 'other' || other === lang)
    return [lang, asFarAsMeant(before[lang] ?? before.other!, full, rowsWhere(heard, own))] as const
  })
  return { ...before, ...Object.fromEntries(settled) }
}

const rowsWhere = ({ logits, labels }: Heard, own: boolean[]) => ({
  logits: logits.filter((_, i) => own[i]),
  labels: labels.filter((_, i) => own[i]),
})

/**
 * A fit to a few hundred rows is partly chance: so many numbers gain half as much likelihood each of rows that mean nothing. It is followed as far as it
 * gains more (James and Stein's share), so that a model that was right stays as it is and one that was far off is put right at once.
 */
function asFarAsMeant(before: Calibration, full: Calibration, rows: Pick<Heard, 'logits' | 'labels'>): Calibration {
  const gain = likelihood(full, rows) - likelihood(before, rows)
  const share = Math.max(0, 1 - (1 + Math.max(1, full.shift.length - 1)) / Math.max(1e-9, 2 * gain))
  const between = (a: number, b: number) => Number((a + (b - a) * share).toPrecision(6))
  return {
    scale: Number((before.scale * (full.scale / before.scale) ** share).toPrecision(6)),
    shift: full.shift.map((to, k) => between(before.shift[k] ?? 0, to)),
  }
}

function likelihood(calibration: Calibration, { logits, labels }: Pick<Heard, 'logits' | 'labels'>): number {
  let sum = 0
  for (const [i, row] of logits.entries()) sum += Math.log(Math.max(1e-9, probabilities(row, '', { other: calibration })[labels[i]!]!))
  return sum
}
