import { foldsOf } from '../../../detection/learn/fit'
import { judge, type TaskRow, trainTask } from '../../../detection/learn/train'
import { count } from '../../count'
import { EXIT, Exit } from '../../exit'
import { type Globals, result } from '../../output'
import { type Figures, figuresOf, linesOf, positiveOf } from './figures'
import { readTaskRows } from './rows'
import { chooseBase } from './shipped'
import { attempt, fieldsOf, progressOf, seedOf, type TrainOptions } from './train'

/** Trains on all folds but one and judges that one, for each: the figures are of rows that the model judging them had not seen. */
export async function crossval(globals: Globals, options: TrainOptions & { folds: string; positive?: string }) {
  const quiet = globals.quiet === true
  const { rows, sources } = readTaskRows(options.train, fieldsOf(options), quiet)
  const folds = count('folds', options.folds, 2, rows.length)
  const classes = [...new Set(rows.map(({ label }) => label))].sort()
  const positive = positiveOf(classes, options.positive)
  if (positive < 0)
    throw new Exit(EXIT.usage, `--positive ${options.positive} is none of the classes (${classes.slice(0, 12).join(', ')}).`)
  const seed = seedOf(options.seed)
  const fold = foldsOf(
    rows.map(({ label }) => classes.indexOf(label)),
    folds,
    seed,
  )
  const base = chooseBase(options.base, rows, quiet)
  const about = { task: options.task, label: options.label, lang_field: options.langField, trained_on: sources }
  const each: Figures[] = []
  const judged: Placed[] = []
  let ms = 0
  for (let f = 0; f < folds; f++) {
    const kept = rows.filter((_, i) => fold[i] === f)
    const learned = rows.filter((_, i) => fold[i] !== f)
    const progress = progressOf(globals, `fold ${f + 1} of ${folds}`)
    const file = attempt(() => trainTask({ rows: learned, dev: [], about, base, seed, progress }))
    const before = process.hrtime.bigint()
    const here = placed(judge(file, kept), kept, { own: file.card.classes, all: classes, least: file.card.decision.unsure_below })
    ms += Number(process.hrtime.bigint() - before) / 1e6
    each.push(figuresOf(here, classes, positive))
    judged.push(...here)
  }
  const all = { ...figuresOf(judged, classes, positive), messages_per_second: Math.round((rows.length * 1000) / Math.max(ms, 0.001)) }
  const per_fold = each.map(({ accuracy, macro_f1, auroc, ece }) => ({ accuracy, macro_f1, auroc, ece }))
  const data = { task: options.task, folds, seed, ...all, per_fold }
  result(globals, data, `${options.task}: ${folds}-fold cross-validation on ${rows.length} rows\n${linesOf(all)}`)
}

type Placed = { p: number[]; answer: number; truth: number; sure: boolean }
type Among = { own: string[]; all: string[]; least: number }

/** A fold without a rare class has a model without it: its probabilities are put where all classes have a place. */
export function placed(judged: { p: ArrayLike<number>; answer: number }[], rows: TaskRow[], { own, all, least }: Among): Placed[] {
  return judged.map(({ p, answer }, i) => ({
    p: all.map((name) => p[own.indexOf(name)] ?? 0),
    answer: all.indexOf(own[answer]!),
    truth: all.indexOf(rows[i]!.label),
    sure: Math.max(...Array.from(p)) >= least,
  }))
}
