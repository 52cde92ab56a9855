import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compilePhrases, edgesOf } from '../../../../detection/risk/hits'
import type { DetectorBench } from './bench'
import { slopeOf } from './growth'
import { type Measured, measureEngine, qualityOf } from './measure'
import { detectorText, detectorVerdict } from './report'
import { ownRows, rowsIn } from './rows'

const row = (complaint: boolean) => ({
  text: complaint ? 'I am disappointed that my refund has still not been paid after five weeks.' : 'Thank you so much, it works perfectly!',
  complaint,
})
const rows = { name: 'few', train: [row(true), row(false), row(true), row(false)], test: [row(true), row(false), row(false)] }

test.each(['redress', 'redress-quick', 'sentiment', 'natural'])('%s is measured on the same rows as the others', async (name) => {
  const it = await measureEngine(name, rows, 1)
  expect(it).toMatchObject({ name, missing: null, accuracy: 1, macroF1: 1 })
  expect(it.perSecond).toBeGreaterThan(10)
})

test('what is not there is said to be missing, and what nobody knows is a mistake', async () => {
  const { env } = process
  process.env = { ...env, PATH: '/nowhere' }
  const gone = await measureEngine('fasttext', rows, 1).finally(() => {
    process.env = env
  })
  expect(gone).toMatchObject({ missing: 'not installed', perSecond: null })
  await expect(measureEngine('abacus', rows, 1)).rejects.toThrow(/abacus/)
})

test('quality is counted over both classes alike', () => {
  const of = (labels: string) => [...labels].map((label) => ({ text: '', complaint: label === 'y' }))
  expect(qualityOf(of('yynn'), [true, true, false, false])).toEqual({ macroF1: 1, accuracy: 1 })
  expect(qualityOf(of('yynn'), [true, false, false, false])).toEqual({ macroF1: 0.733, accuracy: 0.75 })
  expect(qualityOf(of('nnnn'), [false, false, false, false])).toEqual({ macroF1: 0.5, accuracy: 1 })
})

test.each([
  [[10, 1], [1_000, 1], 0],
  [[10, 2], [1_000, 200], 1],
  [[1, 1], [100, 10], 0.5],
])('from %j to %j the slope is %f', (first, last, slope) => {
  const point = ([of, microseconds]: number[]) => ({ of: of!, microseconds: microseconds! })
  expect(slopeOf([point(first), point(last)])).toBe(slope)
})

describe('rows', () => {
  test('that come with Redress judge on what was held back', () => {
    const { train, test: judged } = ownRows()
    expect([train.length > 3_000, judged.length > 1_000, judged.some(({ complaint }) => complaint)]).toEqual([true, true, true])
    const taught = new Set(train.map(({ text }) => text))
    expect(judged.filter(({ text }) => text.length > 12 && taught.has(text))).toEqual([])
  })

  test('of a folder may be packed, and are split where nothing judges', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rows-'))
    const lines = Array.from({ length: 10 }, (_, i) => JSON.stringify({ text: `t${i}`, label: i % 2 })).join('\n')
    writeFileSync(path.join(folder, 'train.jsonl.gz'), gzipSync(lines))
    const split = rowsIn(folder, 'label')
    rmSync(folder, { recursive: true })
    expect([split.train.length, split.test.length, split.test.map(({ complaint }) => complaint)]).toEqual([8, 2, [false, true]])
    expect(() => rowsIn(folder, 'label')).toThrow(/holds no train/)
  })
})

test('a hundred thousand phrases are made ready one after the other, not each beside all others', () => {
  const list = Array.from({ length: 100_000 }, (_, i) => ({
    text: `phrase ${(i * 7_919).toString(36)} ${i}`,
    open: false,
    edges: edgesOf('a'),
  }))
  const before = process.cpuUsage()
  compilePhrases(list).skeletons()
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(30_000)
})

const measured = (name: string, perSecond: number): Measured => ({
  name,
  about: '',
  missing: null,
  macroF1: 0.8,
  accuracy: 0.8,
  perSecond,
  readyMs: 100,
  memoryMb: 60,
})
const bench = (parts: Partial<DetectorBench> = {}): DetectorBench => {
  const growth = { points: [{ of: 10, microseconds: 1 }], slope: 0.1 }
  return {
    machine: { cpu: 'x', cores: 2, node: '20', loadBefore: 0 },
    rows: { name: 'few', taught: 4, judged: 3 },
    engines: [
      measured('redress', 50_000),
      measured('redress-quick', 90_000),
      measured('natural', 1_000),
      measured('fasttext.wasm.js', 30_000),
    ],
    modelsMb: 5,
    growth: { length: growth, phrases: { ...growth, buildMs: 900, buildMb: 80 } },
    ...parts,
  }
}

test('floors that are met are said, and those that are missed end the command', () => {
  expect(detectorVerdict(bench())).toBeNull()
  expect(detectorText(bench())).toContain('times natural')
  expect(detectorVerdict(bench({ engines: [measured('redress-quick', 20_000), measured('natural', 1_000)] }))).toMatch(
    /20,000 messages\/s.*20\.0 times natural/,
  )
  expect(detectorVerdict(bench({ modelsMb: 21 }))).toMatch(/21.0 MB/)
})
