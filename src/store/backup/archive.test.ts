import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createArchive, NotABackup, readArchive } from './archive'
import { checkBackup } from './load'
import { Tally } from './tables'

const dir = mkdtempSync(join(tmpdir(), 'redress-archive-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const line = (value: object) => `${JSON.stringify(value)}\n`
const header = {
  redress: 'backup',
  format: 1,
  version: '1.2.3',
  at: '2026-03-02T10:00:00Z',
  migrations: ['0001-foundations'],
  postgres: '18',
} as const
const rows = ['["1","พัสดุ ยังไม่มา 😀"]', '["2",null]', '["3","\\\\x00ff"]']

let count = 0
async function write(parts: (string | object)[]) {
  const file = join(dir, `${++count}`)
  const archive = await createArchive(file)
  for (const part of parts) await archive.write(typeof part === 'string' ? `${part}\n` : line(part))
  await archive.finish()
  return file
}
const end = (table: string, lines: string[]) => {
  const tally = new Tally()
  tally.add(lines)
  return tally.end(table)
}
const trailer = { tables: 2, rows: 3, due: { rows: 0, digest: '0', next: [] } }
const whole = [
  header,
  {
    table: 'a',
    columns: [
      ['id', 'int'],
      ['text', 'text'],
    ],
  },
  ...rows,
  end('a', rows),
  { table: 'b', columns: [['id', 'int']] },
  end('b', []),
  trailer,
]

async function read(file: string) {
  const seen: Record<string, string[]> = {}
  let table = ''
  const found = await readArchive(file, {
    header: () => undefined,
    table: (head) => {
      table = head.table
      seen[table] = []
    },
    rows: (lines) => void seen[table]!.push(...lines),
  })
  return { found, seen }
}

test('what was written is read again, whatever the script', async () => {
  const { found, seen } = await read(await write(whole))
  expect(seen).toEqual({ a: rows, b: [] })
  expect(found).toEqual(trailer)
})

test('an archive never replaces a file', async () => {
  await expect(createArchive(await write(whole))).rejects.toThrow('EEXIST')
})

describe('anything else is refused', () => {
  let good: Buffer
  beforeAll(async () => {
    good = readFileSync(await write(whole))
  })
  const refuses = async (bytes: Buffer) => {
    const file = join(dir, 'altered')
    writeFileSync(file, bytes)
    await expect(read(file)).rejects.toBeInstanceOf(NotABackup)
  }

  test('every single byte, changed', async () => {
    for (let at = 0; at < good.length; at++) {
      const bytes = Buffer.from(good)
      bytes[at]! ^= 1 << (at % 8)
      await refuses(bytes)
    }
  })
  test('every length that is too short', async () => {
    for (let length = 0; length < good.length; length++) await refuses(good.subarray(0, length))
  })
  test('whatever else a file may hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 999 }), async (junk, at) => {
        const place = at % good.length
        await refuses(Buffer.from(junk))
        if (junk.length > 0) await refuses(Buffer.concat([good.subarray(0, place), junk, good.subarray(place)]))
      }),
      { numRuns: 60 },
    )
  })

  test.each<[string, (string | object)[], string]>([
    ['without a beginning', whole.slice(1), 'is not a backup of Redress after line 1'],
    ['of another format', [{ ...header, format: 2 }, ...whole.slice(1)], 'has the format 2'],
    ['with a row too many', [...whole.slice(0, 3), rows[0]!, ...whole.slice(3)], 'in table a after row 4 (line 7)'],
    [
      'with rows in another order',
      [...whole.slice(0, 2), rows[1]!, rows[0]!, rows[2]!, ...whole.slice(5)],
      'holds rows that do not fit their checksum in table a',
    ],
    ['without a table', [...whole.slice(0, 6), trailer], 'does not hold what its end says'],
    ['without an end', whole.slice(0, -1), 'is cut off after line 8'],
    ['that goes on', [...whole, '[]'], 'goes on after its end'],
    ['with a line that is no JSON', [header, '{"table":'], 'cannot be read'],
  ])('a well sealed file %s, and it says where', async (_, parts, said) => {
    await expect(read(await write(parts))).rejects.toThrow(said)
  })

  test('a backup of a later version', async () => {
    const file = await write([{ ...header, migrations: ['0001-foundations', '0999-tomorrow'] }, ...whole.slice(1)])
    await expect(checkBackup(file)).rejects.toThrow('written by a later version (1.2.3; it knows 0999-tomorrow)')
  })
})
