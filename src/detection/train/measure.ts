import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Detector } from '../detect'
import { type Row, readRows } from './public-sets'

type Wanted = {
  set: string
  split: string
  most: number
  complaint: (row: Row) => number | null
  only?: (row: Row) => boolean
  name?: string
}

const byLabel = (row: Row) => (row.label === 1 ? 1 : 0)
const byField = (row: Row) => row.complaint ?? null
/** What can be measured where the sets are at hand; those without a licence are measured on and never learned from. */
const SETS: Wanted[] = [
  { set: 'complaints-en', split: 'train', most: 3_000, complaint: byLabel },
  {
    set: 'complaints-en',
    split: 'train',
    most: 3_000,
    complaint: byLabel,
    only: (row) => !String(row.topic).startsWith('random'),
    name: 'complaints-en, to brands',
  },
  { set: 'wisesight-th', split: 'dev', most: 3_000, complaint: byField },
  { set: 'smsa-id', split: 'dev', most: 2_000, complaint: byField },
  { set: 'hotel-zh', split: 'train', most: 2_000, complaint: byLabel },
  { set: 'waimai-zh', split: 'train', most: 2_000, complaint: byLabel },
  { set: 'shopping-zh', split: 'train', most: 3_000, complaint: byLabel },
  { set: 'deepsentipers-fa', split: 'train', most: 3_000, complaint: byField },
  {
    set: 'deepsentipers-fa',
    split: 'train',
    most: 3_000,
    complaint: byField,
    only: (row) => row.label !== 0,
    name: 'deepsentipers-fa, without neutral',
  },
  { set: 'snappfood-fa', split: 'train', most: 3_000, complaint: byLabel },
  { set: 'alexa-en', split: 'train', most: 3_000, complaint: byLabel },
]

export type Measured = {
  set: string
  lang: string
  rows: number
  accuracy: number
  f1: number
  macroF1: number
  auc: number
  brier: number
  unsure: number
  error: number
}

/** One line per set: accuracy and F1 at p ≥ 0.5, area under the curve, Brier score, the share that was "not sure", and the calibration error. */
export function measureSets(detector: Detector, data: string): Measured[] {
  return SETS.filter(({ set, split }) => existsSync(join(data, set, `${split}.jsonl.gz`))).map((wanted) =>
    measureSet(detector, data, wanted),
  )
}

function measureSet(detector: Detector, data: string, { set, split, most, complaint, only, name }: Wanted): Measured {
  const rows = readRows(data, set, split).filter((row) => complaint(row) !== null && (only?.(row) ?? true))
  const stride = Math.max(1, Math.floor(rows.length / most))
  const judged = rows
    .filter((_, i) => i % stride === 0)
    .map((row) => {
      const { value, p } = detector.detect(row.text).complaint
      return { p, unsure: value === 'unsure', truth: complaint(row)! }
    })
  const count = (test: (j: (typeof judged)[number]) => boolean) => judged.filter(test).length
  const hit = count((j) => j.p >= 0.5 && j.truth === 1)
  const falseAlarm = count((j) => j.p >= 0.5 && j.truth === 0)
  const miss = count((j) => j.p < 0.5 && j.truth === 1)
  const quiet = judged.length - hit - falseAlarm - miss
  const f1 = f(hit, falseAlarm, miss)
  return {
    set: name ?? set,
    lang: set.slice(-2),
    rows: judged.length,
    accuracy: three((hit + quiet) / judged.length),
    f1: three(f1),
    macroF1: three((f1 + f(quiet, miss, falseAlarm)) / 2),
    auc: three(auc(judged)),
    brier: three(judged.reduce((sum, j) => sum + (j.p - j.truth) ** 2, 0) / judged.length),
    unsure: three(count((j) => j.unsure) / judged.length),
    error: three(calibrationError(judged)),
  }
}

type Message = {
  text: string
  complaint: 'yes' | 'no'
  severity: string
  sentiment: string
  urgency: string
  intent: string
  topic: string
  emotion: string
}
const TASKS = ['sentiment', 'intent', 'urgency', 'severity', 'topic', 'emotion'] as const

/** By language, on messages that were held back from all training: area under the curve for complaints, severity A told as such (recall, precision) and put before a person, accuracy of the other tasks. */
export function measureHeldBack(detector: Detector, dir: string): Record<string, string | number>[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => {
      const lines = readFileSync(join(dir, name), 'utf8').split('\n')
      const rows = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Message)
      const found = rows.map(({ text }) => detector.detect(text))
      const judged = rows.map((row, i) => ({ p: found[i]!.complaint.p, truth: row.complaint === 'yes' ? 1 : 0 }))
      const harm = rows.flatMap((row, i) => (row.severity === 'A' ? [found[i]!] : []))
      const alarms = found.filter(({ severity }) => severity.value === 'A').length
      const told = harm.filter(({ severity }) => severity.value === 'A').length
      const right = (task: (typeof TASKS)[number]) =>
        rows.filter((row, i) => (task === 'topic' ? found[i]!.topics[0]?.value : found[i]![task]?.value) === row[task]).length / rows.length
      return {
        lang: name.slice(0, 2),
        rows: rows.length,
        complaint_auc: three(auc(judged)),
        brier: three(judged.reduce((sum, { p, truth }) => sum + (p - truth) ** 2, 0) / judged.length),
        error: three(calibrationError(judged)),
        harm_recall: three(told / Math.max(1, harm.length)),
        harm_precision: three(told / Math.max(1, alarms)),
        harm_before_a_person: three(harm.filter(({ complaint }) => complaint.value !== 'no').length / Math.max(1, harm.length)),
        ...Object.fromEntries(TASKS.map((task) => [task, three(right(task))])),
      }
    })
}

const f = (hit: number, alarm: number, miss: number): number => (hit === 0 ? 0 : (2 * hit) / (2 * hit + alarm + miss))

function auc(judged: { p: number; truth: number }[]): number {
  const sorted = [...judged].sort((a, b) => a.p - b.p)
  let [rankSum, yes] = [0, 0]
  for (let i = 0; i < sorted.length; ) {
    let j = i
    while (j < sorted.length && sorted[j]!.p === sorted[i]!.p) j++
    for (let k = i; k < j; k++) if (sorted[k]!.truth === 1) [rankSum, yes] = [rankSum + (i + j + 1) / 2, yes + 1]
    i = j
  }
  return (rankSum - (yes * (yes + 1)) / 2) / (yes * (judged.length - yes))
}

function calibrationError(judged: { p: number; truth: number }[]): number {
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = judged.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin)
    error += Math.abs(inside.reduce((sum, { p, truth }) => sum + p - truth, 0)) / judged.length
  }
  return error
}

/**
 * Messages a second on one core (processor time, so that a busy machine does not count) for about 600 bytes: joined texts by language, and a mixture as
 * it arrives: three in ten in other letters, one in eight a complaint.
 */
export function measureSpeed(
  detector: Detector,
  data: string,
): { texts: string; bytes: number; perSecond: number; microseconds: number }[] {
  const has = (set: string) => existsSync(join(data, set, 'train.jsonl.gz'))
  const of = (set: string, wanted: (row: Row) => boolean = () => true) =>
    has(set)
      ? joined(
          readRows(data, set, 'train')
            .filter(wanted)
            .map(({ text }) => text),
          500,
          600,
        )
      : []
  const calm = [...of('banking77-en', (row) => row.label !== 'card_arrival'), ...of('complaints-en', (row) => row.label === 0)]
  const corpora: [string, string[]][] = [
    ['English', of('complaints-en')],
    ['Thai', of('wisesight-th')],
    ['Chinese', of('hotel-zh')],
    ['Persian', of('deepsentipers-fa')],
    [
      'mixed',
      mixture(
        calm,
        of('complaints-en', (row) => row.label === 1),
        [of('wisesight-th', (row) => row.complaint === 0), of('hotel-zh', (row) => row.label === 0), of('deepsentipers-fa')],
      ),
    ],
  ]
  return corpora.filter(([, messages]) => messages.length > 0).map(([texts, messages]) => speedOf(detector, texts, messages))
}

function mixture(calm: string[], angry: string[], foreign: string[][]): string[] {
  if (calm.length === 0 || angry.length === 0 || foreign.some((texts) => texts.length === 0)) return []
  return Array.from({ length: 600 }, (_, i) => {
    const from = i % 8 === 0 ? angry : i % 10 < 3 ? foreign[i % foreign.length]! : calm
    return from[i % from.length]!
  })
}

function speedOf(
  detector: Detector,
  texts: string,
  messages: string[],
): { texts: string; bytes: number; perSecond: number; microseconds: number } {
  const bytes = messages.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / messages.length
  for (let round = 0; round < 3; round++) for (const text of messages) detector.detect(text)
  const before = process.cpuUsage()
  for (let round = 0; round < 10; round++) for (const text of messages) detector.detect(text)
  const spent = process.cpuUsage(before)
  const each = (spent.user + spent.system) / (messages.length * 10)
  return { texts, bytes: Math.round(bytes), perSecond: Math.round(1_000_000 / each), microseconds: three(each) }
}

function joined(texts: string[], bytes: number, most: number): string[] {
  const messages: string[] = []
  let message = ''
  for (const text of texts) {
    message = message === '' ? text : `${message} ${text}`
    if (Buffer.byteLength(message) < bytes) continue
    messages.push(Buffer.from(message).toString()) // one flat string, as a parser would hand it over
    message = ''
    if (messages.length === most) break
  }
  return messages
}

const three = (x: number): number => Math.round(x * 1000) / 1000
