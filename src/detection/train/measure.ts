import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Detector } from '../detect'
import { readRows, type Row } from './public-sets'

type Wanted = { set: string; split: string; most: number; complaint: (row: Row) => number | null; only?: (row: Row) => boolean; name?: string }

const byLabel = (row: Row) => (row.label === 1 ? 1 : 0)
const byField = (row: Row) => row.complaint ?? null
/** What can be measured where the sets are at hand; those without a licence are measured on and never learned from. */
const SETS: Wanted[] = [
  { set: 'complaints-en', split: 'train', most: 3_000, complaint: byLabel },
  { set: 'complaints-en', split: 'train', most: 3_000, complaint: byLabel, only: (row) => !String(row.topic).startsWith('random'), name: 'complaints-en, to brands' },
  { set: 'wisesight-th', split: 'dev', most: 3_000, complaint: byField },
  { set: 'smsa-id', split: 'dev', most: 2_000, complaint: byField },
  { set: 'hotel-zh', split: 'train', most: 2_000, complaint: byLabel },
  { set: 'waimai-zh', split: 'train', most: 2_000, complaint: byLabel },
  { set: 'shopping-zh', split: 'train', most: 3_000, complaint: byLabel },
  { set: 'deepsentipers-fa', split: 'train', most: 3_000, complaint: byField },
  { set: 'snappfood-fa', split: 'train', most: 3_000, complaint: byLabel },
]

export type Measured = { set: string; rows: number; accuracy: number; f1: number; macroF1: number; auc: number; brier: number; unsure: number; error: number }

/** One line per set: accuracy and F1 at p ≥ 0.5, area under the curve, Brier score, the share that was "not sure", and the calibration error. */
export function measureSets(detector: Detector, data: string): Measured[] {
  return SETS.filter(({ set, split }) => existsSync(join(data, set, `${split}.jsonl.gz`))).map((wanted) => measureSet(detector, data, wanted))
}

function measureSet(detector: Detector, data: string, { set, split, most, complaint, only, name }: Wanted): Measured {
  const rows = readRows(data, set, split).filter((row) => complaint(row) !== null && (only?.(row) ?? true))
  const stride = Math.max(1, Math.floor(rows.length / most))
  const judged = rows.filter((_, i) => i % stride === 0).map((row) => {
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
    set: name ?? set, rows: judged.length, accuracy: three((hit + quiet) / judged.length), f1: three(f1), macroF1: three((f1 + f(quiet, miss, falseAlarm)) / 2),
    auc: three(auc(judged)), brier: three(judged.reduce((sum, j) => sum + (j.p - j.truth) ** 2, 0) / judged.length),
    unsure: three(count((j) => j.unsure) / judged.length), error: three(calibrationError(judged)),
  }
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

/** Messages a second on one core for about 600 bytes, by language: texts of the sets are joined until they are that long. */
export function measureSpeed(detector: Detector, data: string): { texts: string; bytes: number; perSecond: number; microseconds: number }[] {
  const corpora = [
    ['English', 'complaints-en'], ['Thai', 'wisesight-th'], ['Chinese', 'hotel-zh'], ['Persian', 'deepsentipers-fa'],
  ].filter(([, set]) => existsSync(join(data, set!, 'train.jsonl.gz')))
  return corpora.map(([texts, set]) => {
    const messages = joined(readRows(data, set!, 'train').map(({ text }) => text), 600, 600)
    const bytes = messages.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / messages.length
    for (const text of messages) detector.detect(text)
    const start = process.hrtime.bigint()
    for (let round = 0; round < 10; round++) for (const text of messages) detector.detect(text)
    const each = Number(process.hrtime.bigint() - start) / 1_000 / (messages.length * 10)
    return { texts: texts!, bytes: Math.round(bytes), perSecond: Math.round(1_000_000 / each), microseconds: three(each) }
  })
}

function joined(texts: string[], bytes: number, most: number): string[] {
  const messages: string[] = []
  let message = ''
  for (const text of texts) {
    message = message === '' ? text : `${message} ${text}`
    if (Buffer.byteLength(message) < bytes) continue
    messages.push(message)
    message = ''
    if (messages.length === most) break
  }
  return messages
}

const three = (x: number): number => Math.round(x * 1000) / 1000
