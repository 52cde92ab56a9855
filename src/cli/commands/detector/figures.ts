import {
  accuracy,
  accuracyAt,
  areaUnderCurve,
  averagePrecision,
  brier,
  calibrationError,
  type Judged,
  macroF1,
  perClass,
} from '../../../detection/learn/metrics'
import { table } from '../../output'

export type Figures = {
  n: number
  accuracy: number
  macro_f1: number
  per_class: Record<string, { precision: number; recall: number; f1: number; n: number }>
  auroc?: number
  average_precision?: number
  ece: number
  brier: number
  abstain_rate: number
  accuracy_at_coverage: Record<string, number>
}
const COVERAGES = ['0.5', '0.8', '0.9', '1']
const POSITIVES = ['yes', 'true', '1']

/** The class that is looked for in a task of two: the one named (-1 where it is none of them), else yes, true or 1, else the second. */
export function positiveOf(classes: string[], named?: string): number {
  if (named !== undefined) return classes.indexOf(named)
  const at = classes.findIndex((name) => POSITIVES.includes(name.toLowerCase()))
  return at < 0 ? 1 : at
}

/**
 * All figures of judged rows, rounded to four places. `sure` is false where the model would rather ask a person; `strangers` are classes that it does not
 * know, numbered behind its own.
 */
export function figuresOf(
  judged: (Judged & { sure?: boolean })[],
  classes: string[],
  positive = positiveOf(classes),
  strangers: string[] = [],
): Figures {
  const all = [...classes, ...strangers]
  const binary = classes.length === 2
  const scores = binary ? judged.map(({ p }) => p[positive]!) : []
  const yes = binary ? judged.map(({ truth }) => truth === positive) : []
  return {
    n: judged.length,
    accuracy: four(accuracy(judged)),
    macro_f1: four(macroF1(judged, all.length)),
    per_class: Object.fromEntries(perClass(judged, all.length).map((of, k) => [all[k]!, rounded(of)])),
    ...(binary ? { auroc: four(areaUnderCurve(scores, yes)), average_precision: four(averagePrecision(scores, yes)) } : {}),
    ece: four(calibrationError(judged)),
    brier: four(brier(judged)),
    abstain_rate: four(judged.filter(({ sure }) => sure === false).length / Math.max(1, judged.length)),
    accuracy_at_coverage: Object.fromEntries(COVERAGES.map((share) => [share, four(accuracyAt(judged, Number(share)))])),
  }
}

export function linesOf(figures: Figures): string {
  const one = Object.entries(figures).filter(([, value]) => typeof value === 'number') as [string, number][]
  const classes = Object.entries(figures.per_class).map(([name, { precision, recall, f1, n }]) => [
    name,
    ...[precision, recall, f1, n].map(String),
  ])
  const coverage = Object.entries(figures.accuracy_at_coverage).map(([share, right]) => `${share}: ${right}`)
  return [
    table(['figure', 'value'], [...one.map(([name, value]) => [name, String(value)]), ['accuracy_at_coverage', coverage.join(', ')]]),
    '',
    table(['class', 'precision', 'recall', 'f1', 'n'], classes),
  ].join('\n')
}

const rounded = ({ precision, recall, f1, n }: Figures['per_class'][string]) => ({
  precision: four(precision),
  recall: four(recall),
  f1: four(f1),
  n,
})
const four = (x: number): number => (Number.isFinite(x) ? Math.round(x * 10_000) / 10_000 : 0)
