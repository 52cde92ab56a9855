import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeTask } from '../../../detection/learn/file'
import { recalibrate } from '../../../detection/learn/recalibrate'
import { judge, type TaskRow, trainTask } from '../../../detection/learn/train'
import { EXIT, Exit } from '../../exit'
import { type Globals, result, say, table } from '../../output'
import { type Figures, figuresOf } from './figures'
import { type Fields, readTaskRows } from './rows'
import { chooseBase, readModel } from './shipped'

export type TrainOptions = {
  train: string[]
  dev?: string
  label: string
  task: string
  base: string
  langField: string
  textField: string
  out: string
  seed: string
}

export const fieldsOf = ({ label, langField, textField }: Pick<TrainOptions, 'label' | 'langField' | 'textField'>): Fields => ({
  label,
  langField,
  textField,
})

/** Learns a task from rows and writes the model; prints what it is worth on rows that it had not seen. */
export async function train(globals: Globals, options: TrainOptions) {
  const started = process.hrtime.bigint()
  needFolder(options.out)
  const quiet = globals.quiet === true
  const { rows, sources } = readTaskRows(options.train, fieldsOf(options), quiet)
  const dev = options.dev ? readTaskRows([options.dev], fieldsOf(options), quiet).rows : []
  const file = attempt(() =>
    trainTask({
      rows,
      dev,
      about: { task: options.task, label: options.label, lang_field: options.langField, trained_on: sources },
      base: chooseBase(options.base, rows, quiet),
      seed: seedOf(options.seed),
      progress: progressOf(globals, `learning ${options.task}`),
    }),
  )
  writeTask(options.out, file)
  const { card } = file
  const seconds = Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10
  const data = {
    model: options.out,
    task: card.task,
    rows: card.rows,
    classes: card.classes,
    base: card.base,
    unseen: card.unseen,
    dev: card.dev,
    seconds,
  }
  result(
    globals,
    data,
    `${options.out}: ${card.task} with ${card.classes.length} classes from ${card.rows} rows in ${seconds} s\n${trainTable(card)}`,
  )
}

function trainTable({ unseen, dev }: { unseen: Record<string, number>; dev: Record<string, number> | null }): string {
  const names = Object.keys(unseen)
  const line = (about: string, figures: Record<string, number>) => [about, ...names.map((name) => String(figures[name] ?? ''))]
  return table(['', ...names], [line('rows it had not seen (inner cross-validation)', unseen), ...(dev ? [line('--dev', dev)] : [])])
}

/** Writes a model whose probabilities are fitted to these rows. */
export async function calibrate(
  globals: Globals,
  options: { model: string; data: string; label: string; out: string; langField: string; textField: string },
) {
  needFolder(options.out)
  const file = readModel(options.model)
  const { rows } = readTaskRows([options.data], fieldsOf(options), globals.quiet === true)
  const known = rows.filter(({ label }) => file.card.classes.includes(label))
  if (known.length === 0) throw new Exit(EXIT.invalid, unknownLabels(rows, file.card.classes))
  const strangers = strangersOf(rows.map(({ label }) => label).filter((label) => !file.card.classes.includes(label)))
  sayStrangers(globals, strangers, rows.length, 'they are left out')
  const before = figuresOf(judge(file, known), file.card.classes)
  const fitted = attempt(() => recalibrate(file, known))
  writeTask(options.out, fitted)
  const after = figuresOf(judge(fitted, known), file.card.classes)
  const data = {
    model: options.out,
    rows: known.length,
    left_out: strangers.rows,
    before: short(before),
    after: short(after),
    calibrations: fitted.card.calibrations,
    decision: fitted.card.decision,
  }
  result(
    globals,
    data,
    `${options.out}: fitted to ${known.length} rows; calibration error ${before.ece} → ${after.ece}, Brier score ${before.brier} → ${after.brier} (on these rows)`,
  )
}

const short = ({ ece, brier, accuracy, macro_f1 }: Figures) => ({ ece, brier, accuracy, macro_f1 })

export function unknownLabels(rows: TaskRow[], classes: string[]): string {
  const given = [...new Set(rows.map(({ label }) => label))].slice(0, 6)
  return `None of the labels (${given.join(', ')}) is one that the model knows (${classes.slice(0, 12).join(', ')}).`
}

/** Rows whose label a model does not know, and these labels. */
export type Strangers = { rows: number; names: string[] }
export const strangersOf = (labels: string[]): Strangers => ({ rows: labels.length, names: [...new Set(labels)].sort() })

/** Says how many of all rows are strangers, and what becomes of them. */
export function sayStrangers({ quiet }: Globals, { rows, names }: Strangers, all: number, fate: string): void {
  if (rows > 0 && !quiet) say(`${rows} of ${all} rows have labels that the model does not know (${names.slice(0, 6).join(', ')}): ${fate}`)
}

function needFolder(out: string): void {
  if (!existsSync(dirname(out))) throw new Exit(EXIT.usage, `--out ${out}: the folder ${dirname(out)} does not exist.`)
}

export function seedOf(given: string): number {
  const seed = Number(given)
  if (!Number.isInteger(seed)) throw new Exit(EXIT.usage, `--seed ${given} is not a whole number.`)
  return seed
}

export function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Exit(EXIT.invalid, error instanceof Error ? error.message : String(error))
  }
}

export function progressOf(globals: Globals, words: string): (done: number, of: number) => void {
  let told = -1
  return (done, of) => {
    const tenth = Math.floor((done * 10) / of)
    if (globals.quiet || tenth === told) return
    told = tenth
    say(`${words}: ${tenth * 10} %`)
  }
}
