import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEml, readMbox } from './mbox'
import type { Source } from './source'
import type { Row } from './types'

const naming = { map: null, channel: null }

async function read(content: string | Buffer, size = 7, reader = readMbox) {
  const bytes = Buffer.from(content)
  const source: Source = { consumed: 0, broken: null, chunks: pieces(bytes, size) }
  const rows: Row[] = []
  for await (const row of reader(source, naming)) rows.push(row)
  return rows
}

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const texts = (rows: Row[]) => rows.map((row) => ('message' in row ? row.message.text : row.problem.code))

test.each<[string, string, string[]]>([
  [
    'two mails',
    'From a@b Mon Nov  2 10:00:00 2026\nSubject: x\n\none\n\nFrom c@d Tue Nov  3 10:00:00 2026\nSubject: y\n\ntwo\n',
    ['x\n\none', 'y\n\ntwo'],
  ],
  [
    'no empty line between',
    'From a@b Mon Nov  2 10:00:00 2026\nA: b\n\none\nFrom c@d Tue Nov  3 10:00:00 2026\nA: b\n\ntwo\n',
    ['one', 'two'],
  ],
  [
    'a sentence that begins with From',
    'From a@b Mon Nov  2 10:00:00 2026\nA: b\n\none\n\nFrom then on it smelled.\nmore\n',
    ['one\n\nFrom then on it smelled.\nmore'],
  ],
  ['quoted once (mboxo, mboxrd)', 'From a@b Mon Nov  2 10:00:00 2026\nA: b\n\n>From me\n>quote\n', ['From me\n>quote']],
  ['quoted twice (mboxrd)', 'From a@b Mon Nov  2 10:00:00 2026\nA: b\n\n>>From me\n', ['>From me']],
  ['no From line at all', 'Subject: x\n\none\n', ['x\n\none']],
  [
    'an empty mail between',
    'From a Mon Nov  2 10:00:00 2026\nA: b\n\n\nFrom b Mon Nov  2 10:00:00 2026\nA: b\n\ntwo\n',
    ['text_missing', 'two'],
  ],
  [
    'Windows line ends',
    'From a@b Mon Nov  2 10:00:00 2026\r\nA: b\r\n\r\none\r\n\r\nFrom c@d Tue Nov  3 10:00:00 2026\r\nA: b\r\n\r\ntwo\r\n',
    ['one', 'two'],
  ],
])('%s', async (_, content, expected) => {
  expect(texts(await read(content))).toEqual(expected)
})

test('each mail has the line where it begins', async () => {
  const rows = await read('From a Mon Nov  2 10:00:00 2026\nA: b\n\none\n\nFrom b Mon Nov  2 10:00:00 2026\nA: b\n\ntwo\n')
  expect(rows.map((row) => row.line)).toEqual([1, 6])
})

const bodyLine = fc.oneof(
  fc.constantFrom('From me', '>From you', '>>From x Mon Nov  2 10:00:00 2026', 'From y Mon Nov  2 10:00:00 2026', '', '> quoted', 'A: b'),
  fc.stringMatching(/^[a-z >:]{0,30}$/),
)

test('what an mboxrd writer wrote comes back mail by mail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(bodyLine, { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 64 }),
      async (bodies, size) => {
        const mails = bodies.map((lines) => ['start', ...lines, 'end'])
        const file = mails
          .map(
            (lines) =>
              `From s@x.example Mon Nov  2 10:00:00 2026\nX: y\n\n${lines.map((line) => line.replace(/^(>*From )/, '>$1')).join('\n')}\n\n`,
          )
          .join('')
        expect(texts(await read(file, size))).toEqual(mails.map((lines) => lines.join('\n')))
      },
    ),
    { numRuns: 150 },
  )
})

test('any bytes end in rows, never in an exception, and do not depend on the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), async (noise, size) => {
      const content = Buffer.concat([
        Buffer.from('From a Mon Nov  2 10:00:00 2026\nContent-Type: multipart/mixed; boundary=x\n\n--x\n'),
        noise,
      ])
      expect(texts(await read(content, size))).toEqual(texts(await read(content, 1_000)))
      expect(await read(content, size, readEml)).toHaveLength(1)
    }),
    { numRuns: 100 },
  )
})
