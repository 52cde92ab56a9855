import type { TaskRow } from '../../../detection/learn/train'
import { EXIT, Exit } from '../../exit'
import { type Globals, result, say } from '../../output'
import { figuresOf, linesOf, positiveOf } from './figures'
import { readTaskRows } from './rows'
import { type Judge, judgeOf } from './shipped'
import { type Strangers, sayStrangers, strangersOf, unknownLabels } from './train'

type Options = { model: string; data: string; label: string; task: string; positive?: string; langField: string; textField: string }

/** Other people's words for the shipped model's classes. */
const SAME: Record<string, string> = {
  '1': 'yes',
  true: 'yes',
  '0': 'no',
  false: 'no',
  pos: 'positive',
  neg: 'negative',
  neu: 'neutral',
  q: 'question',
}
const MEGABYTE = 1024

/** Judges rows with a model and prints how right, how sure and how quick it was. */
export async function evaluate(globals: Globals, options: Options) {
  const started = process.hrtime.bigint()
  const judge = judgeOf(options.model, options.task)
  const loadMs = since(started)
  const { rows } = readTaskRows([options.data], options, globals.quiet === true)
  const { truths, strangers } = truthsOf(judge, rows, options.positive)
  sayStrangers(globals, strangers, rows.length, 'they count as wrong')
  const judged = rows.map(({ text, lang }, i) => ({ ...judge.judge(text, lang), truth: truths[i]! }))
  // The first pass warmed everything up; the second is the one that counts.
  const before = process.hrtime.bigint()
  for (const { text, lang } of rows) judge.judge(text, lang)
  const ms = since(before)
  const positive = judge.classes.length === 2 ? positiveIn(judge, options.positive) : undefined
  const figures = {
    ...figuresOf(judged, judge.classes, positive, strangers.names),
    messages_per_second: Math.round((rows.length * 1000) / Math.max(ms, 0.001)),
    load_ms: Math.round(loadMs * 10) / 10,
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / MEGABYTE),
  }
  result(globals, figures, `${judge.name} on ${options.data}\n${linesOf(figures)}`)
}

/** The number of each row's class; labels that the model does not know have numbers behind those of its own. */
function truthsOf(judge: Judge, rows: TaskRow[], positive?: string): { truths: number[]; strangers: Strangers } {
  const own = rows.map(({ label }) => classOf(judge, label, positive))
  if (own.every((k) => k < 0)) throw new Exit(EXIT.invalid, unknownLabels(rows, judge.classes))
  const strangers = strangersOf(rows.filter((_, i) => own[i]! < 0).map(({ label }) => label))
  const truths = own.map((k, i) => (k < 0 ? judge.classes.length + strangers.names.indexOf(rows[i]!.label) : k))
  return { truths, strangers }
}

/** With --positive, that value is the shipped model's "yes" and every other one its "no". */
function classOf({ classes }: Judge, label: string, positive?: string): number {
  const at = classes.indexOf(label)
  if (positive !== undefined && classes.length === 2 && classes.includes('yes') && !classes.includes(positive))
    return classes.indexOf(label === positive ? 'yes' : 'no')
  return at >= 0 ? at : classes.indexOf(SAME[label.toLowerCase()] ?? label.toLowerCase())
}

function positiveIn({ classes }: Judge, named?: string): number {
  const at = named === undefined ? -1 : classes.indexOf(named)
  if (at < 0 && named !== undefined && !classes.includes('yes'))
    throw new Exit(EXIT.usage, `--positive ${named} is none of the classes (${classes.join(', ')}).`)
  return at >= 0 ? at : positiveOf(classes)
}

const since = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e6
