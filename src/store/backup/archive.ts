import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip, createGzip } from 'node:zlib'

/**
 * A backup file: JSON lines, gzipped, and after them a line of fixed length with the SHA-256 of every byte before it. First line a header, then
 * for each table a head, its rows as JSON arrays of PostgreSQL's own text for each value, and an end with count and SHA-256; then a trailer.
 */
export type Header = { redress: 'backup'; format: 1; version: string; at: string; migrations: string[]; postgres: string }
export type TableHead = { table: string; columns: [name: string, type: string][] }
export type TableEnd = { end: string; rows: number; sha256: string }
export type Trailer = { tables: number; rows: number; due: Due }
/** Everything that will wake up: how many there are, and a digest of what and when that does not depend on their order. */
export type Due = { rows: number; digest: string; next: string[] }

/** The file is not a whole and unaltered backup of ours; the message says where it stops being one. */
export class NotABackup extends Error {}

const FOOTER = (hex: string) => `redress-sha256:${hex}\n`
const FOOTER_BYTES = FOOTER('0'.repeat(64)).length

/** Writes lines to a new file; `finish` seals it and returns when it is on disk. */
export async function createArchive(file: string) {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  await once(out, 'open')
  const gzip = createGzip({ level: 6 })
  const hash = createHash('sha256')
  gzip.on('data', (part: Buffer) => {
    hash.update(part)
    if (!out.write(part)) {
      gzip.pause()
      out.once('drain', () => gzip.resume())
    }
  })
  const failed = new Promise<never>((_, reject) => {
    out.on('error', reject)
    gzip.on('error', reject)
  })
  failed.catch(() => undefined)
  return {
    async write(text: string) {
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), failed])
    },
    async finish(): Promise<number> {
      gzip.end()
      await Promise.race([once(gzip, 'end'), failed])
      out.end(FOOTER(hash.digest('hex')))
      await Promise.race([once(out, 'close'), failed])
      await flush(file)
      return (await stat(file)).size
    },
    async abandon() {
      gzip.destroy()
      out.destroy()
      if (!out.closed) await once(out, 'close')
    },
  }
}

async function flush(file: string) {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

export type Reader = {
  header(header: Header): void | Promise<void>
  table(head: TableHead): void | Promise<void>
  /** Some rows of the last table, each a JSON array. */
  rows(lines: string[], bytes: number): void | Promise<void>
}
const CHUNK = 1 << 20

/**
 * Reads a backup from beginning to end and checks all of it while it does: order, counts, the digest of every table and of the whole file.
 * What `reader` was given before an error is thrown must not be relied on: read once to check, then again to use.
 */
export async function readArchive(file: string, reader: Reader): Promise<Trailer> {
  const size = (await stat(file)).size
  const sealed = await footerOf(file, size)
  const hash = createHash('sha256')
  const walk = new Walk(reader)
  const source = createReadStream(file, { end: Math.max(0, size - (sealed === null ? 0 : FOOTER_BYTES) - 1) })
  source.on('data', (part) => hash.update(part))
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  try {
    const decoder = new StringDecoder('utf8')
    for await (const part of source.pipe(gunzip)) await walk.take(decoder.write(part as Buffer), gunzip.bytesWritten)
  } catch (error) {
    if (error instanceof NotABackup || (error as { syscall?: string }).syscall) throw error
    if (!isZlib(error)) throw error
    throw new NotABackup(`${file} is ${sealed === null ? 'cut off' : 'altered'} ${walk.where()}`)
  } finally {
    source.destroy()
  }
  const trailer = walk.end(file)
  if (sealed === null) throw new NotABackup(`${file} is cut off: its last line is missing.`)
  if (hash.digest('hex') !== sealed) throw new NotABackup(`${file} is altered outside its rows: its bytes do not fit its checksum.`)
  return trailer
}
const isZlib = (error: unknown) => /^(Z_|ERR_)/.test((error as { code?: string }).code ?? '')

/** The checksum that the file ends with; null where it does not end as a whole one does. */
async function footerOf(file: string, size: number): Promise<string | null> {
  if (size < FOOTER_BYTES) return null
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(FOOTER_BYTES), 0, FOOTER_BYTES, size - FOOTER_BYTES)
  await handle.close()
  return /^redress-sha256:([0-9a-f]{64})\n$/.exec(buffer.toString('latin1'))?.[1] ?? null
}

/** Follows the lines of an archive and refuses the first that does not belong where it stands. */
class Walk {
  #rest = ''
  #line = 0
  #header: Header | null = null
  #table: { head: TableHead; rows: number; hash: Hash } | null = null
  #trailer: Trailer | null = null
  #tables = 0
  #rows = 0
  #waiting: string[] = []
  #size = 0
  readonly #reader: Reader

  constructor(reader: Reader) {
    this.#reader = reader
  }

  where = () =>
    this.#table
      ? `in table ${this.#table.head.table} after row ${this.#table.rows} (line ${this.#line}).`
      : `after line ${this.#line}${this.#header ? '' : ': it does not begin as a backup does'}.`

  async take(text: string, bytes: number) {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop()!
    for (const line of lines) await this.#one(line, bytes)
  }

  end(file: string): Trailer {
    if (this.#trailer && this.#rest === '') return this.#trailer
    throw new NotABackup(`${file} is cut off ${this.where()}`)
  }

  async #one(line: string, bytes: number) {
    this.#line++
    if (this.#trailer) throw this.#wrong('goes on after its end')
    if (line.startsWith('[') && this.#table) return this.#row(line, bytes)
    const said = this.#parse(line)
    if (!this.#header) return this.#begin(said as Header)
    await this.#hand(bytes)
    if ('table' in said) return this.#open(said as TableHead)
    if ('end' in said) return this.#close(said as TableEnd)
    const trailer = said as Trailer
    if (this.#table || trailer.tables !== this.#tables || trailer.rows !== this.#rows) throw this.#wrong('does not hold what its end says')
    this.#trailer = trailer
  }

  #begin(header: Header) {
    if (header.redress !== 'backup') throw this.#wrong('is not a backup of Redress')
    if (header.format !== 1) throw this.#wrong(`has the format ${header.format}, which this version does not know`)
    this.#header = header
    return this.#reader.header(header)
  }

  #open(head: TableHead) {
    if (this.#table) throw this.#wrong('begins a table within a table')
    this.#table = { head, rows: 0, hash: createHash('sha256') }
    return this.#reader.table(head)
  }

  async #row(line: string, bytes: number) {
    const table = this.#table!
    table.rows++
    table.hash.update(line).update('\n')
    this.#waiting.push(line)
    this.#size += line.length
    if (this.#size >= CHUNK || this.#waiting.length >= 2_000) await this.#hand(bytes)
  }

  async #hand(bytes: number) {
    if (this.#waiting.length === 0) return
    const lines = this.#waiting
    this.#waiting = []
    this.#size = 0
    await this.#reader.rows(lines, bytes)
  }

  #close({ end, rows, sha256 }: TableEnd) {
    const table = this.#table
    if (table?.head.table !== end || table.rows !== rows || table.hash.digest('hex') !== sha256)
      throw this.#wrong('holds rows that do not fit their checksum')
    this.#table = null
    this.#tables++
    this.#rows += rows
  }

  #parse(line: string): object {
    try {
      const said: unknown = JSON.parse(line)
      if (typeof said === 'object' && said !== null) return said
    } catch {
      // said below
    }
    throw this.#wrong('cannot be read')
  }

  #wrong = (what: string) => new NotABackup(`The file ${what} ${this.where()}`)
}
