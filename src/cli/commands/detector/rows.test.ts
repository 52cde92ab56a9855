import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { figuresOf, positiveOf } from './figures'
import { readTaskRows } from './rows'

const dir = mkdtempSync(join(tmpdir(), 'redress-rows-'))
afterAll(() => rmSync(dir, { recursive: true }))
const fields = { label: 'label', langField: 'lang', textField: 'text' }
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}

test('numbers and truth values count as their text, bare rows are left out, and .gz is read as it is', () => {
  const lines = '{"text":"a","label":1}\n{"text":"b","label":true,"lang":"th"}\n{"text":"c","label":null}\n\n{"text":"d","label":"x"}\n'
  const plain = readTaskRows([file('a.jsonl', lines)], fields, true)
  expect(plain.rows).toEqual([
    { text: 'a', label: '1', lang: '' },
    { text: 'b', label: 'true', lang: 'th' },
    { text: 'd', label: 'x', lang: '' },
  ])
  expect(readTaskRows([file('a.jsonl.gz', gzipSync(lines))], fields, true).rows).toEqual(plain.rows)
  const fromWindows = `\ufeff${lines.replaceAll('\n', '\r\n')}`
  expect(readTaskRows([file('w.jsonl', fromWindows)], fields, true).rows).toEqual(plain.rows)
})

test.each([
  ['no such label', '{"text":"a","topic":"x"}', /no row with the field "label".*text, topic/],
  ['not JSON', '{"text":"a","label":1}\nhello', /:2 is not a JSON object/],
  ['no text', '{"body":"a","label":1}', /:1 has no text in "text".*--text-field/],
])('%s is refused with the place and the way out', (name, content, words) => {
  expect(() => readTaskRows([file(`${name}.jsonl`, content)], fields, true)).toThrow(words)
})

test.each([
  [['no', 'yes'], undefined, 1],
  [['1', '0'], undefined, 0],
  [['bad', 'good'], 'bad', 0],
  [['bad', 'good'], undefined, 1],
])('of %j, with --positive %s, number %i is looked for', (classes, named, at) => {
  expect(positiveOf(classes, named)).toBe(at)
})

test('figures of two classes have an area and a precision, those of three have not', () => {
  const row = { p: [0.2, 0.8], answer: 1, truth: 1, sure: false }
  expect(figuresOf([row, { p: [0.9, 0.1], answer: 0, truth: 0 }], ['a', 'b'])).toMatchObject({
    n: 2,
    auroc: 1,
    average_precision: 1,
    abstain_rate: 0.5,
  })
  expect(figuresOf([{ p: [0.2, 0.7, 0.1], answer: 1, truth: 1 }], ['a', 'b', 'c'])).not.toHaveProperty('auroc')
})

test('a class that the model does not know has its rows, none of them right, and takes no figure away', () => {
  const right = { p: [0.2, 0.8], answer: 1, truth: 1 }
  const figures = figuresOf([right, right, right, { p: [0.4, 0.6], answer: 1, truth: 2 }], ['no', 'yes'], 1, ['maybe'])
  expect(figures).toMatchObject({ n: 4, accuracy: 0.75, auroc: 1, average_precision: 1, brier: 0.28 })
  expect(figures.per_class).toMatchObject({ yes: { recall: 1, precision: 0.75, n: 3 }, maybe: { recall: 0, n: 1 } })
  expect(figures.macro_f1).toBeCloseTo((2 * 0.75) / 1.75 / 2, 4)
})
