import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTask, type TaskFile, writeTask } from './file'
import { accuracy, type Judged } from './metrics'
import { recalibrate } from './recalibrate'
import { readText } from './space'
import { judge, type TaskRow, trainTask } from './train'

const dir = mkdtempSync(join(tmpdir(), 'redress-task-'))
afterAll(() => rmSync(dir, { recursive: true }))

const THINGS = ['kettle', 'lamp', 'phone', 'chair', 'router', 'radio', 'watch', 'desk', 'printer', 'bag']
const SAYINGS: Record<string, string[]> = {
  bad: ['my X broke at once', 'the X is awful', 'awful X, I want my money', 'X broke again', 'the worst X ever'],
  good: ['I love my X', 'a lovely X', 'thanks for the X', 'the X is perfect', 'best X, thanks'],
  ask: ['when does the X come?', 'where is the X made?', 'is the X in stock?', 'how big is the X?', 'do you sell a X?'],
}
const rowsOf = (labels: string[], lang = 'en'): TaskRow[] =>
  labels.flatMap((label) => SAYINGS[label]!.flatMap((saying) => THINGS.map((thing) => ({ text: saying.replace('X', thing), label, lang }))))
const about = { task: 'tone', label: 'label', lang_field: 'lang', trained_on: [] }
const learn = (rows: TaskRow[], seed = 1): TaskFile => trainTask({ rows, dev: [], about, base: null, seed })
const three = learn(rowsOf(['bad', 'good', 'ask']))
const two = learn(rowsOf(['bad', 'good']))
const right = (file: TaskFile, rows: TaskRow[]) => accuracy(judge(file, rows))

test('a handful of sayings is enough for sentences that it has never read', () => {
  expect(
    right(three, [
      { text: 'the toaster broke', label: 'bad', lang: 'en' },
      { text: 'I love the toaster, thanks', label: 'good', lang: 'en' },
      { text: 'is the toaster in blue in stock?', label: 'ask', lang: 'en' },
    ]),
  ).toBe(1)
  expect(three.card.unseen.accuracy).toBeGreaterThan(0.9)
  expect(two.card.unseen.auroc).toBeGreaterThan(0.95)
})

test.each([
  ['three classes', three],
  ['two classes', two],
] as const)('%s: the file gives back the same probabilities, which add up', (name, file) => {
  const path = join(dir, `${name}.model`)
  writeTask(path, file)
  const rows = rowsOf(file.card.classes)
  const [before, after] = [judge(file, rows), judge(readTask(path), rows)]
  expect(after).toEqual(before)
  for (const { p } of after) expect(Array.from(p).reduce((a, b) => a + b)).toBeCloseTo(1, 9)
})

test('the same rows and seed give the same bytes, another seed other ones', () => {
  const bytes = (seed: number) => {
    const path = join(dir, 'again.model')
    writeTask(path, learn(rowsOf(['bad', 'good', 'ask']), seed))
    return readFileSync(path).toString('base64')
  }
  const once = bytes(1)
  expect(bytes(1)).toBe(once)
  expect(bytes(2)).not.toBe(once)
})

test('a file that is no model, or only a part of one, is refused with its name', () => {
  const path = join(dir, 'whole.model')
  writeTask(path, three)
  const whole = readFileSync(path)
  writeFileSync(join(dir, 'part.model'), whole.subarray(0, whole.length - 100))
  writeFileSync(join(dir, 'other.model'), 'a letter to a friend')
  expect(() => readTask(join(dir, 'part.model'))).toThrow(/part\.model is cut short/)
  expect(() => readTask(join(dir, 'other.model'))).toThrow(/other\.model is not a model/)
})

test('one label, or hardly any rows, cannot be learned from, and it says so', () => {
  expect(() => learn(rowsOf(['bad']))).toThrow('all rows have the same label')
  expect(() => learn(rowsOf(['bad', 'good']).slice(0, 4))).toThrow('4 rows are too few')
  expect(() => learn(rowsOf(['bad', 'good']).map((row) => ({ ...row, text: ' \n' })))).toThrow('no row has a word of text')
})

test('calibrating by rows whose labels are turned round makes nothing sure', () => {
  const turned = rowsOf(['bad', 'good']).map((row, i) => (i % 2 === 0 ? row : { ...row, label: row.label === 'bad' ? 'good' : 'bad' }))
  const top = (judged: Judged[]) => judged.reduce((sum, { p }) => sum + Math.max(...Array.from(p)), 0) / judged.length
  const fitted = recalibrate(two, turned)
  expect(top(judge(two, turned))).toBeGreaterThan(0.8)
  expect(top(judge(fitted, turned))).toBeLessThan(0.7)
  expect(() => recalibrate(two, turned.slice(0, 10))).toThrow('10 rows are too few')
})

test('rows that agree with the model leave its probabilities as they are, and a language that they do not speak keeps its own', () => {
  const [english, german] = [rowsOf(['bad', 'good']), rowsOf(['bad', 'good'], 'de')]
  const model = learn([...english, ...german])
  const odds = english.flatMap(({ text, lang }, i): TaskRow[] => {
    const [{ p }] = judge(model, [{ text, lang, label: 'bad' }]) as [Judged]
    return [{ text, lang, label: p[0]! > (i % 100) / 100 ? 'bad' : 'good' }]
  })
  const { calibrations, decision } = recalibrate(model, odds).card
  expect(calibrations).toMatchObject({ de: model.card.calibrations.de, other: model.card.calibrations.other })
  expect(decision).toEqual(model.card.decision)
  const top = (file: TaskFile) => judge(file, german).map(({ p }) => p[0])
  const turned = english.map((row, i) => (i % 2 === 0 ? row : { ...row, label: row.label === 'bad' ? 'good' : 'bad' }))
  expect(top(recalibrate(model, turned))).toEqual(top(model))
})

test('a language with its own rows has its own calibration', () => {
  const rows = [...rowsOf(['bad', 'good']), ...rowsOf(['bad', 'good'], 'de')]
  expect(Object.keys(learn(rows).card.calibrations)).toEqual(['other', 'de', 'en'])
})

test.each([
  ['nothing', ''],
  ['a megabyte of one letter', 'a'.repeat(1_000_000)],
  ['a megabyte of Thai', 'ก้'.repeat(500_000)],
  ['NUL and half a pair', '\u0000\ud83d'],
  ['emoji alone', '😡'.repeat(2_000)],
])('%s has grams and an answer like any text', (_, text) => {
  for (const view of ['chars', 'words'] as const) {
    const { hashes, counts } = readText(text)[view]
    expect(counts.length).toBe(hashes.length)
    expect(hashes.every((hash, i) => i === 0 || hashes[i - 1]! < hash)).toBe(true)
  }
  const [{ p }] = judge(three, [{ text, label: 'ask', lang: '' }]) as [Judged]
  expect(Array.from(p).reduce((a, b) => a + b)).toBeCloseTo(1, 9)
})
