import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImportOptions, readImport } from './read'
import type { Row } from './types'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'redress-import-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const plain: ImportOptions = { map: null, channel: null }
let count = 0

async function rowsOf(name: string, content: string | Uint8Array, options: Partial<ImportOptions> = {}) {
  const file = join(dir, `${++count}-${name}`)
  writeFileSync(file, content)
  return read(file, options)
}

async function read(file: string, options: Partial<ImportOptions> = {}) {
  const rows: Row[] = []
  for await (const row of readImport(file, { ...plain, ...options })) rows.push(row)
  return rows
}

/** A row in one word: its text, or the code of its problem with its line. */
const said = (row: Row) => ('message' in row ? row.message.text : `${row.line}: ${row.problem.code}`)
const taken = (rows: Row[]) => rows.flatMap((row) => ('message' in row ? [row.message] : []))
const first = async (name: string, content: string, options: Partial<ImportOptions> = {}) => taken(await rowsOf(name, content, options))[0]!

const big = 'x'.repeat(1_100_000)
const good = '{"text":"fine"}'

describe('hostile lines cost themselves and nothing else', () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ['broken.jsonl', `${good}\n{"text":\n${good}`, ['fine', '2: broken_json', 'fine']],
    [
      'no-text.jsonl',
      `{"body":"hi"}\n{"text":" "}\n{"text":7}\n${good}`,
      ['1: text_missing', '2: text_missing', '3: text_missing', 'fine'],
    ],
    ['nul.jsonl', `{"text":"a\\u0000b"}\n{"text":"a\0b"}\n${good}`, ['1: nul', '2: nul', 'fine']],
    ['surrogate.jsonl', `{"text":"a\\ud83d"}\n{"text":"ok \\ud83d\\ude00"}`, ['1: lone_surrogate', 'ok 😀']],
    ['key-surrogate.jsonl', `{"text":"a","\\udc00":1}\n${good}`, ['1: lone_surrogate', 'fine']],
    [
      'proto.jsonl',
      `{"text":"a","__proto__":{"admin":true}}\n{"text":"b","x":{"__proto__":1}}\n${good}`,
      ['1: forbidden_key', '2: forbidden_key', 'fine'],
    ],
    ['long.jsonl', `{"text":"${big}"}\n${good}`, ['1: line_too_long', 'fine']],
    ['deep.jsonl', `{"text":"a","x":${'['.repeat(5_000)}${']'.repeat(5_000)}}\n${good}`, ['1: too_deep', 'fine']],
    [
      'not-utf8.jsonl',
      Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xe9]), Buffer.from(`"}\n${good}`)]),
      ['1: invalid_utf8', 'fine'],
    ],
    ['array.json', '[{"text":"a"},\n{"text":"b"}]', ['1: not_an_object', '2: broken_json']],
    ['scalars.jsonl', `null\n"text"\n7\n${good}`, ['1: not_an_object', '2: not_an_object', '3: not_an_object', 'fine']],
    ['blank.jsonl', `\n\r\n${good}\r\n   \n`, ['fine']],
    ['mark.jsonl', `\ufeff${good}`, ['fine']],
    ['nul.csv', 'text\na\0b\nfine', ['2: nul', 'fine']],
    ['long.csv', `text\n${big}\nfine`, ['2: line_too_long', 'fine']],
    [
      'not-utf8.csv',
      Buffer.concat([Buffer.from('text\n'), Buffer.from([0xc4, 0xe3, 10]), Buffer.from('fine')]),
      ['2: invalid_utf8', 'fine'],
    ],
    ['open-quote.csv', 'id,text\n1,"never closed\n2,fine\n3,"also, fine"\n', ['2: quote_not_closed', 'fine', 'also, fine']],
    ['stray-quote.csv', 'text,id\n5" screen broken,1\nfine,2', ['5" screen broken', 'fine']],
    ['proto.csv', '__proto__,text\n1,a\n', ['1: forbidden_key']],
    ['no-text.csv', 'when,who\n1,a\n', ['1: no_text_column']],
    ['empty-cell.csv', 'id,text\n1,\n2,fine', ['2: text_missing', 'fine']],
    ['utf16.csv', Buffer.from('\ufeffid\ttext\r\n1\tสวัสดี\r\n', 'utf16le'), ['สวัสดี']],
  ])('%s', async (name, content, expected) => {
    expect((await rowsOf(name, content)).map(said)).toEqual(expected)
  })

  test('a problem shows what was there and says what to do', async () => {
    const [row] = await rowsOf('a.jsonl', `{"txt":"${'y'.repeat(5_000)}"}`)
    expect(row).toMatchObject({ line: 1, problem: { detail: expect.stringContaining('--map fields.text=NAME') } })
    expect(row && 'raw' in row && row.raw.length).toBe(2_000)
    const [empty] = await rowsOf('empty.csv', 'id,text\n1,\n')
    expect(empty).toMatchObject({ problem: { detail: 'The text of the row is empty, and it has no attachment.' } })
  })

  test.each<[string, string, number]>([
    ['a quote opens on every line', '"a b\n', 1],
    ['one quote opens and megabytes follow', 'a line without any quotes\n', 0],
  ])('%s: read in one pass', async (_, line, problemsPerLine) => {
    const rows = await rowsOf('quotes.csv', `text\n"open\n${line.repeat(60_000)}`)
    expect(rows).toHaveLength(60_001)
    expect(rows.filter((row) => 'problem' in row)).toHaveLength(1 + problemsPerLine * 60_000)
  })
})

describe('files that are none', () => {
  test.each<[string, () => string, string]>([
    ['missing', () => join(dir, 'nowhere.jsonl'), 'file_missing'],
    ['a directory', () => dir, 'file_is_directory'],
    ['empty', () => write('empty.jsonl', ''), 'file_empty'],
    ['an empty gzip', () => write('empty.jsonl.gz', gzipSync('')), 'file_empty'],
    ['a gzip of three bytes', () => write('tiny.gz', Buffer.from([0x1f, 0x8b, 8])), 'gzip_truncated'],
  ])('%s', async (_, make, code) => {
    const rows = await read(make())
    expect(rows).toMatchObject([{ line: 0, problem: { code } }])
  })

  test('a gzip that ends too early keeps its whole rows and drops the piece', async () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => JSON.stringify({ id: at, text: `row ${at} ${Math.sin(at)}` }))
    const file = write('cut.jsonl.gz', gzipSync(lines.join('\n')))
    truncateSync(file, 30_000)
    const rows = await read(file)
    const last = rows.pop()!
    expect(last).toMatchObject({ line: rows.length + 1, problem: { code: 'gzip_truncated' } })
    expect(rows.length).toBeGreaterThan(500)
    expect(taken(rows).map(({ externalId }) => externalId)).toEqual(rows.map((_, at) => String(at)))
  })

  test('a damaged gzip names itself after the rows before the damage', async () => {
    const packed = gzipSync(Array.from({ length: 20_000 }, (_, at) => JSON.stringify({ text: `row ${Math.sin(at)}` })).join('\n'))
    packed.fill(0xff, packed.length - 5_000, packed.length - 4_000)
    const rows = await read(write('damaged.jsonl.gz', packed))
    expect(rows.at(-1)).toMatchObject({ problem: { code: 'gzip_corrupt' } })
    expect(taken(rows).length).toBeGreaterThan(1_000)
  })

  test('gzip is told by its first bytes, in several members, whatever the name', async () => {
    const members = Buffer.concat([gzipSync('{"text":"one"}\n'), gzipSync('{"text":"two"}\n')])
    expect((await read(write('plain.jsonl', members))).map(said)).toEqual(['one', 'two'])
    expect((await rowsOf('named.jsonl.gz', good)).map(said)).toEqual(['fine'])
  })
})

const write = (name: string, content: string | Uint8Array) => {
  const file = join(dir, `${++count}-${name}`)
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, content)
  return file
}

describe('fields', () => {
  test('id, date, lang and text are known, the rest is meta, a channel is not believed', async () => {
    const message = await first(
      'a.jsonl',
      '{"id":7,"text":"hi","date":"2023-05-11 04:41:36.046347+00","lang":"th","channel":"fb2","star":null,"topics":["road"]}',
    )
    expect(message).toEqual({
      channel: 'import',
      externalId: '7',
      text: 'hi',
      sentAt: Date.UTC(2023, 4, 11, 4, 41, 36, 46),
      dateMissing: false,
      public: false,
      lang: 'th',
      inReplyTo: null,
      contact: { name: null, handles: [], language: null, followers: null, verified: false, bio: null },
      attachments: [],
      product: null,
      order: null,
      meta: { channel: 'fb2', topics: ['road'] },
    })
  })

  test('the shape of the API is taken as well', async () => {
    const body = {
      external_id: 'x1',
      text: 'hi',
      sent_at: '2026-11-01T10:00:00+07:00',
      public: true,
      in_reply_to: 'x0',
      product: 'Serum',
      order: 42,
      contact: { name: 'Ana', handles: [{ kind: 'x', value: '@ana' }], language: 'en', followers: 12, verified: true, bio: 'b' },
      attachments: [{ name: 'a.txt', media_type: 'text/plain', data_base64: 'aGk=' }],
      meta: { k: 1 },
    }
    const message = await first('a.jsonl', JSON.stringify(body))
    expect(message).toMatchObject({
      externalId: 'x1',
      sentAt: Date.UTC(2026, 10, 1, 3),
      public: true,
      inReplyTo: 'x0',
      product: 'Serum',
      order: '42',
      meta: { k: 1 },
    })
    expect(message.contact).toEqual(body.contact)
    expect(Buffer.from(message.attachments[0]!.bytes).toString()).toBe('hi')
  })

  test('what has another shape stays visible in meta', async () => {
    const message = await first(
      'a.jsonl',
      '{"text":"hi","contact":"Ana","attachments":[{"data_base64":"%%"}],"product":{"sku":1},"public":"yes"}',
    )
    expect(message.meta).toEqual({ contact: 'Ana', attachments: [{ data_base64: '%%' }], product: { sku: 1 }, public: 'yes' })
  })

  test('a map names columns, channels and the zone', async () => {
    const map = {
      fields: { text: 'Body', id: 'Ticket ID', date: 'Created', subject: 'Title', email: 'Mail', name: 'Who' },
      channel: { Call: 'phone' },
      zone: 'Asia/Bangkok',
    }
    const content = 'Ticket ID;Created;Body;Title;Mail;Who;channel\n9;2026-11-02 08:00;it broke;Kettle;A@B.example;Ann;Call\n'
    const message = await first('a.csv', content, { map, channel: 'email' })
    expect(message).toMatchObject({
      externalId: '9',
      channel: 'phone',
      text: 'Kettle\n\nit broke',
      sentAt: Date.UTC(2026, 10, 2, 1),
      meta: {},
    })
    expect(message.contact).toMatchObject({ name: 'Ann', handles: [{ kind: 'email', value: 'a@b.example' }] })
  })

  test('a map that names a column which is not there says so once', async () => {
    expect((await rowsOf('a.csv', 'id,text\n1,a\n2,b\n', { map: { fields: { date: 'Created' } } })).map(said)).toEqual([
      '1: column_missing',
    ])
  })

  test('notes tell the summary what was supplied or left out', async () => {
    const rows = await rowsOf(
      'a.jsonl',
      '{"text":"a","date":"2026-01-01"}\n{"text":"b"}\n{"text":"c","date":"03/04/2026"}\n{"text":"d","date":1767225600,"channel":"z"}',
    )
    expect(rows.map((row) => ('notes' in row ? row.notes : null))).toEqual([
      ['zone_assumed'],
      ['date_missing'],
      ['date_unreadable'],
      ['channel_unmapped'],
    ])
    expect(taken(rows).map(({ sentAt, dateMissing }) => [sentAt, dateMissing])).toEqual([
      [Date.UTC(2026, 0, 1), false],
      [null, true],
      [null, true],
      [Date.UTC(2026, 0, 1), false],
    ])
  })

  test('an id that no index would hold is replaced by its hash', async () => {
    expect((await first('a.jsonl', JSON.stringify({ id: 'i'.repeat(10_000), text: 'a' }))).externalId).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test.each(['text', 'Body', 'MESSAGE', 'content', ' Comment ', 'review', 'ข้อความ', '内容', 'متن'])(
    'a CSV column "%s" is the text',
    async (name) => {
      expect((await first('a.csv', `nr,${name}\n1,"two\nlines, ""quoted"""\n`)).text).toBe('two\nlines, "quoted"')
    },
  )

  test.each([',', ';', '\t', '|'])('cells may be parted by %j, and rows differ in length', async (mark) => {
    const rows = await rowsOf('a.csv', [`\ufeffid${mark}text`, `1${mark}a`, `2${mark}b${mark}more`, ''].join('\r\n'))
    expect(taken(rows).map(({ externalId, text, meta }) => [externalId, text, meta])).toEqual([
      ['1', 'a', {}],
      ['2', 'b', { column_3: 'more' }],
    ])
  })
})

test('plain and gzip of every format give the same rows', async () => {
  const files: [string, string][] = [
    ['a.jsonl', '{"text":"ก"}\n{"text":"ข"}\n'],
    ['a.csv', 'text,date\n"a\nb",2026-01-01\n'],
    ['a.mbox', 'From a@b.example Mon Nov  2 10:00:00 2026\nSubject: s\n\nhello\n'],
    ['a.eml', 'Subject: s\nMessage-ID: <1@x.example>\n\nhello\n'],
    ['noname', '{"text":"told by its first mark"}\n'],
  ]
  for (const [name, content] of files) {
    const one = taken(await rowsOf(name, content))
    expect(one.length).toBeGreaterThan(0)
    expect(taken(await rowsOf(`${name}.gz`, gzipSync(content)))).toEqual(one)
  }
})

test('progress counts bytes of the file itself and reaches its size', async () => {
  const packed = gzipSync(Array.from({ length: 20_000 }, (_, at) => JSON.stringify({ text: `row ${Math.sin(at)}` })).join('\n'))
  const rows = await rowsOf('a.jsonl.gz', packed)
  const bytes = rows.map((row) => row.bytes)
  expect(bytes).toEqual([...bytes].sort((a, b) => a - b))
  expect(bytes.at(-1)).toBe(packed.length)
  expect(new Set(bytes).size).toBeGreaterThan(5)
})

test('a reader that stops early closes the file', async () => {
  const file = write('many.jsonl', `${good}\n`.repeat(50_000))
  for await (const row of readImport(file, plain)) {
    expect(said(row)).toBe('fine')
    break
  }
  rmSync(file)
})
