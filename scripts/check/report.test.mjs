import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closingLine, printSecondTries, printSkips } from './report.mjs'
import { count } from './vitest.mjs'

let folder
let lines
const file = (name) => path.join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'redress-report-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const result = (part, passed, failed = 0, skipped = 0) => ({ part, passed, failed, skipped })
const everything = ['unit', 'store', 'journeys', 'faults', 'browser'].map((part) => result(part, 10))

function skips(...missing) {
  writeFileSync(
    file('skips'),
    missing.map((each) => `${JSON.stringify({ missing: each, why: 'it is not here', test: 'a test' })}\n`).join(''),
  )
  return file('skips')
}

test.each([
  ['all is well', everything, 0, '50 passed, 0 failed, 0 skipped'],
  ['one fails', [...everything, result('lint', 0, 1)], 1, '50 passed, 1 failed, 0 skipped'],
])('the last line says how it went when %s', (_, results, code, line) => {
  expect(closingLine(results, [])).toBe(code)
  expect(lines.at(-1).trim()).toBe(line)
})

test('a complaint is a failure', () => {
  expect(closingLine(everything, ['CI may not skip: fonts'])).toBe(1)
  expect(lines.at(-1).trim()).toBe('50 passed, 1 failed, 0 skipped')
})

test.each([
  ['power cut', []],
  ['postgresql 15', []],
  ['browser', ['CI may not skip: browser']],
  ['fonts', ['CI may not skip: fonts']],
  ['postgresql', ['CI may not skip: postgresql']],
  ['kill -9', ['CI may not skip: kill -9']],
])('a skip for lack of %s: what CI says', (missing, complaints) => {
  expect(printSkips(skips(missing, missing), [...everything, result('more', 1, 0, 2)], true)).toEqual(complaints)
  expect(lines.at(-1)).toBe(`  2 × ${missing}: it is not here`)
})

test('on a developer machine a skip is told and forgiven', () => {
  expect(printSkips(skips('browser'), [result('browser', 0, 0, 1)], false)).toEqual([])
})

test('a skip without a reason is found', () => {
  expect(printSkips(skips('fonts'), [result('unit', 5, 0, 3)], false)).toEqual([
    expect.stringMatching(/^2 tests were skipped without a reason/),
  ])
})

test('a part in which nothing passed proves nothing to CI', () => {
  expect(printSkips(file('none'), everything.slice(1), true)).toEqual(['no test of unit passed'])
})

const report = (...files) => {
  writeFileSync(
    file('report'),
    JSON.stringify({
      testResults: files.map(([status, ...tests]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) })),
    }),
  )
  return file('report')
}

test.each([
  ['tests', 1, () => report(['failed', 'passed', 'failed'], ['passed', 'passed', 'pending', 'skipped']), result('x', 2, 1, 2)],
  ['a file that could not be loaded', 1, () => report(['failed'], ['passed', 'passed']), result('x', 1, 1)],
  ['an error outside of any test', 1, () => report(['passed', 'passed']), result('x', 1, 1)],
  ['a run that broke', 1, () => file('none'), result('x', 0, 1)],
])('%s are counted', (_, code, make, counted) => {
  expect(count('x', code, make())).toEqual({ ...counted, again: [] })
})

test('a test that passed at its second try is counted as passed, and named with what was wrong at first', () => {
  const tests = [
    { status: 'passed', fullName: 'a page opens', failureMessages: ['Error: no such element\n    at line 7'] },
    { status: 'passed', fullName: 'a page closes', failureMessages: [] },
    { status: 'failed', fullName: 'a page turns', failureMessages: ['Error: twice'] },
  ]
  writeFileSync(file('report'), JSON.stringify({ testResults: [{ status: 'failed', assertionResults: tests }] }))
  const counted = count('browser', 1, file('report'))
  expect(counted).toEqual({ ...result('browser', 2, 1), again: [{ test: 'a page opens', why: 'Error: no such element' }] })
  printSecondTries([counted, result('unit', 1)])
  expect(lines).toEqual(['\nPassed at the second try', '  a page opens: Error: no such element'])
})
