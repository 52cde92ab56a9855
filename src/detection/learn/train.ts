import { type Base, type BaseFiles, type BaseParts, baseFrom, besideOf, unitsOf } from './base'
import { answerOf, calibrate, decide, probabilities } from './decide'
import type { TaskCard, TaskFile } from './file'
import { fitTask, type Labelled } from './fit'
import { accuracy, areaUnderCurve, calibrationError, type Judged, macroF1 } from './metrics'
import { answer, condense } from './task-model'
import { MANY_CLASSES } from './wanted'

/** A row as a file gives it: labels are text. */
export type TaskRow = { text: string; label: string; lang: string }
export type Training = {
  rows: TaskRow[]
  dev: TaskRow[]
  about: Pick<TaskCard, 'task' | 'label' | 'lang_field' | 'trained_on'>
  base: { files: BaseFiles; parts: BaseParts } | null
  seed: number
  progress?: (done: number, of: number) => void
}

/** Learns a task from rows and gives the model with its card. The same rows and seed give the same model. @throws as `fitTask` does, and where all texts are empty */
export function trainTask({ rows, dev, about, base, seed, progress }: Training): TaskFile {
  if (rows.every(({ text }) => text.trim() === '')) throw new Error('no row has a word of text: there is nothing to learn from')
  const classes = [...new Set(rows.map(({ label }) => label))].sort()
  const number = new Map(classes.map((name, k) => [name, k]))
  const labelled: Labelled[] = rows.map(({ text, label, lang }) => ({ text, lang, label: number.get(label)! }))
  const beside = base && (base.parts.logits || base.parts.words || base.parts.list) ? baseFrom(base.files, base.parts) : null
  const fitted = fitTask(labelled, classes.length, {
    seed,
    beside: (text) => besideOf(beside, text),
    units: unitsOf(beside, classes.length > MANY_CLASSES),
    vectors: base?.parts.words ?? false,
    ...(progress ? { progress } : {}),
  })
  const labels = Int32Array.from(labelled, ({ label }) => label)
  const langs = labelled.map(({ lang }) => lang)
  const calibrations = calibrate(fitted.unseen, labels, langs, fitted.lanes)
  const p = langs.map((lang, i) => probabilities(fitted.unseen.subarray(i * fitted.lanes, (i + 1) * fitted.lanes), lang, calibrations))
  const decision = decide(p, labels)
  const judged = p.map((q, i): Judged => ({ p: q, truth: labels[i]!, answer: answerOf(q, decision) }))
  const model = { classes, ...condense(fitted), calibrations, decision }
  const file: TaskFile = {
    card: {
      format: 'redress-task@5',
      ...about,
      classes,
      rows: rows.length,
      seed,
      base: base && beside ? { ...base.parts, id: base.files.id, version: base.files.version } : null,
      unseen: figures(judged, classes.length),
      dev: null,
      languages: countBy(langs),
      members: fitted.members.map(({ name, share }) => ({ name, share: Number(share.toPrecision(4)) })),
      calibrations,
      decision,
    },
    model,
    base: base && beside ? base.files : null,
  }
  const known = dev.filter(({ label }) => number.has(label))
  if (known.length > 0) file.card.dev = figures(judge(file, known), classes.length)
  return file
}

/** What a model says of rows whose labels it knows. */
export function judge(file: TaskFile, rows: TaskRow[]): Judged[] {
  const beside = baseOf(file)
  return rows.map(({ text, label, lang }) => {
    const { p, answer: given } = answer(file.model, text, lang, besideOf(beside, text))
    return { p, answer: given, truth: file.card.classes.indexOf(label) }
  })
}

export const baseOf = ({ base, card }: TaskFile): Base | null => (base && card.base ? baseFrom(base, card.base) : null)

function figures(judged: Judged[], classes: number): Record<string, number> {
  const three = (x: number) => Math.round(x * 10_000) / 10_000
  return {
    n: judged.length,
    accuracy: three(accuracy(judged)),
    macro_f1: three(macroF1(judged, classes)),
    ...(classes === 2
      ? {
          auroc: three(
            areaUnderCurve(
              judged.map(({ p }) => p[1]!),
              judged.map(({ truth }) => truth === 1),
            ),
          ),
        }
      : {}),
    ece: three(calibrationError(judged)),
  }
}

function countBy(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
