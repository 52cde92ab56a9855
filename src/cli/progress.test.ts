import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { type ProgressOptions, progress } from './progress'

/** A stream that remembers what was written to it. */
function paper(isTTY: boolean) {
  let written = ''
  const stream = new Writable({
    write(chunk, _, done) {
      written += String(chunk)
      done()
    },
  })
  return { stream: Object.assign(stream, { isTTY, columns: 120, fd: 2 }) as unknown as NodeJS.WriteStream, text: () => written }
}

function run(
  options: Partial<ProgressOptions> & { tty?: boolean; total?: number | null; label?: string },
  steps: [seconds: number, done: number][],
) {
  const { stream, text } = paper(options.tty ?? false)
  let now = 1_000_000
  const shown = progress(options.label ?? 'Reading a.jsonl', options.total === undefined ? 1_000 : options.total, {
    json: false,
    quiet: false,
    stream,
    now: () => now,
    environment: { LANG: 'C' },
    ...options,
  })
  for (const [seconds, done] of steps) {
    now = 1_000_000 + seconds * 1000
    shown.at(done, done * 2)
  }
  shown.end()
  return text()
}

test('not on a terminal: the start, each tenth, the end', () => {
  expect(
    run({}, [
      [1, 50],
      [2, 100],
      [2.5, 120],
      [4, 400],
      [10, 1_000],
    ]),
  ).toBe(
    [
      'Reading a.jsonl …',
      'Reading a.jsonl  10 %  200 rows  100/s',
      'Reading a.jsonl  40 %  800 rows  200/s  ETA 6 s',
      'Reading a.jsonl  done  2,000 rows  200/s  10 s',
      '',
    ].join('\n'),
  )
})

test('a slow job says something every 30 s', () => {
  expect(
    run({}, [
      [10, 1],
      [31, 2],
      [40, 3],
      [62, 4],
    ]).split('\n'),
  ).toHaveLength(5)
})

test('without a total there is neither share nor ETA', () => {
  expect(run({ total: null, items: 'mails' }, [[31, 5]])).toBe(
    'Reading a.jsonl …\nReading a.jsonl    10 mails  0/s\nReading a.jsonl  done  10 mails  0/s  31 s\n',
  )
})

test('json has one object a line', () => {
  const lines = run({ json: true, quiet: true }, [
    [4, 500],
    [8, 1_000],
  ])
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([
    { event: 'progress', phase: 'start', label: 'Reading a.jsonl', done: 0, total: 1_000, items: 0, rate: null, eta_s: null, elapsed_s: 0 },
    {
      event: 'progress',
      phase: 'step',
      label: 'Reading a.jsonl',
      done: 500,
      total: 1_000,
      items: 1_000,
      rate: 250,
      eta_s: 4,
      elapsed_s: 4,
    },
    {
      event: 'progress',
      phase: 'end',
      label: 'Reading a.jsonl',
      done: 1_000,
      total: 1_000,
      items: 2_000,
      rate: 250,
      eta_s: 0,
      elapsed_s: 8,
    },
  ])
})

test('quiet says nothing', () => {
  expect(run({ quiet: true }, [[4, 500]])).toBe('')
})

test.each([
  ['en_US.UTF-8', '█'],
  ['C', '#'],
])('a terminal in the locale %s draws with %s', (LANG, mark) => {
  const text = run({ tty: true, environment: { LANG } }, [
    [4, 500],
    [8, 1_000],
  ])
  expect(text).toContain(mark.repeat(28))
  expect(text).toContain('done  2,000 rows  250/s  8 s')
})

test('a long name loses whole characters at its beginning', () => {
  const text = run({ label: `${'ที่'.repeat(50)}.csv` }, [])
  expect(text).toContain(`…${'ที่'.repeat(35)}.csv …`)
})
