import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Conv, hearConv, louderConv, WIDTH } from './conv'
import { readTask, writeTask } from './file'
import { type ConvPlan, learnConv, linesOf } from './learn-conv'
import { readText } from './space'
import { judge, trainTask } from './train'

const plan: ConvPlan = { dims: 8, filters: 12, passes: 12, keepWords: 1, keepUnits: 1 }

/** The same five words each time: what counts is whether "not" stands before "good" or before "bad". */
const TEXTS = Array.from({ length: 240 }, (_, i) => {
  const [yes, start] = [i % 2 === 0, i % 3 === 0]
  const parts = yes ? ['not bad', 'good'] : ['not good', 'bad']
  return { text: (start ? parts : [...parts].reverse()).join(' and '), label: yes ? 1 : 0 }
})
const lines = linesOf(TEXTS.map(({ text }) => readText(text).line))
const labels = Int32Array.from(TEXTS, ({ label }) => label)
const rows = Int32Array.from(TEXTS.keys())

const says = (conv: Conv, line: Int32Array, lanes = 1): number[] => {
  const into = new Float64Array(lanes)
  hearConv(conv, line, into)
  return [...into]
}

test('what the order of words alone tells, the filters hear', () => {
  const conv = learnConv(lines, rows, labels, 2, plan, 1)
  const right = TEXTS.filter(({ label }, i) => (says(conv, lines.lines[i]!)[0]! > 0 ? 1 : 0) === label)
  expect(right.length).toBe(TEXTS.length)
})

test('the same seed draws the same network, another seed another; a louder one says a multiple', () => {
  const of = (seed: number) => learnConv(lines, rows, labels, 2, { ...plan, passes: 1, keepWords: 0.7, keepUnits: 0.5 }, seed)
  expect(of(1).filters.join()).toBe(of(1).filters.join())
  expect(of(1).filters.join()).not.toBe(of(2).filters.join())
  expect(says(louderConv(of(1), 3), lines.lines[0]!)[0]!).toBeCloseTo(3 * says(of(1), lines.lines[0]!)[0]!, 4)
})

test('no words, unknown words and very many words are all answered; of three classes the scores speak against each other', () => {
  const three = Int32Array.from(labels, (label, i) => (i % 5 === 0 ? 2 : label))
  const conv = learnConv(lines, rows, three, 3, { ...plan, passes: 2 }, 1)
  const unknown = lines.lexicon.size
  for (const line of [[], [unknown], new Array<number>(WIDTH).fill(unknown), new Array<number>(160).fill(0)]) {
    const scores = says(conv, Int32Array.from(line), 3)
    expect(scores.every(Number.isFinite)).toBe(true)
    expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(0, 4)
  }
})

test('a long text is read from both ends', () => {
  const words = Array.from({ length: 300 }, (_, i) => `w${i}`)
  const { lexicon, lines: numbers } = linesOf([words.join(' '), words.join(' ')].map((text) => readText(text).line))
  expect(numbers[0]!.length).toBe(160)
  const number = (word: string) => lexicon.find(readText(word).line[1]!)
  expect([...numbers[0]!.subarray(1, 3)]).toEqual([number('w0'), number('w1')])
  expect(numbers[0]!.at(-2)).toBe(number('w299'))
})

const trained = trainTask({
  rows: TEXTS.map(({ text, label }) => ({ text, label: String(label), lang: 'en' })),
  dev: [],
  about: { task: 'good', label: 'label', lang_field: 'lang', trained_on: [] },
  base: null,
  seed: 1,
})
const path = join(mkdtempSync(join(tmpdir(), 'conv-')), 'm.model')
writeTask(path, trained)
const asked = TEXTS.slice(0, 4).map(({ text, label }) => ({ text, label: String(label), lang: 'en' }))

test('a trained model keeps it, and says the same when it is read again', () => {
  expect(trained.card.members.map(({ name }) => name)).toContain('order')
  expect(readTask(path).model.convs.length).toBe(1)
  expect(judge(readTask(path), asked)).toEqual(judge(trained, asked))
})

test('a file of the format before, which knows no order, is read; any other format is refused', () => {
  const old = writeAs('REDRESS3')
  expect(readTask(old).model.convs).toEqual([])
  expect(judge(readTask(old), asked).length).toBe(asked.length)
  expect(() => readTask(writeAs('REDRESS9'))).toThrow('not a model')
})

/** The same file under another mark, and without the count that the format before did not have. */
function writeAs(magic: string): string {
  const bytes = Buffer.from(readFileSync(path, 'latin1').replace('"convs":1', '"xonvs":1'), 'latin1')
  bytes.write(magic, 'latin1')
  const other = join(path, '..', magic)
  writeFileSync(other, bytes)
  return other
}
