import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, sniffDelimiter } from './csv'
import { readJsonl } from './jsonl'
import type { Source } from './source'
import type { Row } from './types'

const naming = { map: null, channel: null }

function sourceOf(content: string | Buffer, size: number): Source {
  const bytes = Buffer.from(content)
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  return { consumed: 0, broken: null, chunks: pieces() }
}

async function all(rows: AsyncIterable<Row>) {
  const list: Row[] = []
  for await (const row of rows) list.push(row)
  return list
}

const texts = (rows: Row[]) => rows.map((row) => ('message' in row ? row.message.text : row.problem.code))
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('"', 'a"b', 'a,b;c', 'line\nline', '\r\n', '\t', "'", 'ราคา,๒', '价,格', 'قیمت،'),
)
const text = cell.map((inner) => `t${inner.replaceAll('\0', '')}`)

test('what a CSV writer wrote comes back cell by cell', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.integer({ min: 1, max: 40 }),
      async (rows, mark, size) => {
        const file = stringify([['note', 'text'], ...rows], { delimiter: mark, quoted: true })
        const found = await all(readCsv(sourceOf(file, size), naming, sniffDelimiter(file.split('\n')[0]!)))
        expect(found.map((row) => ('message' in row ? [row.message.meta.note, row.message.text] : row))).toEqual(rows)
      },
    ),
    { numRuns: 300 },
  )
})

test('what JSON.stringify wrote comes back line by line', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 40 }), async (rows, size) => {
      const file = rows.map((word) => JSON.stringify({ text: word })).join('\n')
      expect(texts(await all(readJsonl(sourceOf(file, size), naming)))).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

test('any bytes end in rows or problems, each line once, and do not depend on the pieces', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.stringMatching(/^[",\n\ra-c{}:]{0,120}$/).map((word) => new Uint8Array(Buffer.from(word))),
  )
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 30 }), async (noise, size) => {
      const file = Buffer.concat([Buffer.from('text,b\n'), noise])
      const csv = await all(readCsv(sourceOf(file, size), naming, ','))
      expect(csv).toEqual(await all(readCsv(sourceOf(file, 1_000), naming, ',')))
      expect(new Set(csv.map((row) => row.line)).size).toBe(csv.length)
      const lines = await all(readJsonl(sourceOf(file, size), naming))
      expect(lines).toEqual(await all(readJsonl(sourceOf(file, 1_000), naming)))
      expect(lines.length).toBeLessThanOrEqual(file.toString('latin1').split('\n').length)
    }),
    { numRuns: 300 },
  )
})
