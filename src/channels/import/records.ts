import { tooLong } from './jsonl'
import type { Source } from './source'
import { type Problem, ROW_LIMIT } from './types'

/** The bytes of one CSV record with its line end. `plain`: quotes in it mean nothing, because an earlier one was never closed. */
export type CsvRecord = { line: number; content: Buffer; bytes: number; plain: boolean; problem: Problem | null }

const QUOTE = 0x22
const NEWLINE = 0x0a
const RETURN = 0x0d
const notClosed: Problem = {
  code: 'quote_not_closed',
  detail:
    'A quotation mark opens a field here and is not closed within 1 MiB. Close it, or double it where it is meant as a mark. Reading went on at the next line.',
}

/**
 * Cuts a CSV file into records: a line end inside a quoted field ends none. A quote that is never closed costs its own line, not the
 * rest of the file: the lines that it would have swallowed are read again with their quotes as ordinary marks.
 */
export async function* readRecords(source: Source, delimiter: number): AsyncGenerator<CsvRecord> {
  const cutter = new Cutter(delimiter)
  for await (const chunk of source.chunks) {
    cutter.feed(chunk)
    for (let next = cutter.next(false); next; next = cutter.next(false)) yield { ...next, bytes: source.consumed }
  }
  if (source.broken) return yield { ...cutter.rest(), bytes: source.consumed, problem: source.broken }
  for (let next = cutter.next(true); next; next = cutter.next(true)) yield { ...next, bytes: source.consumed }
}

type Cut = Omit<CsvRecord, 'bytes'>
type Place = 'start' | 'plain' | 'quoted' | 'closing'

class Cutter {
  private held: Buffer = Buffer.alloc(0)
  private at = 0
  private place: Place = 'start'
  private line = 1
  /** Where the last line end inside the quoted field is, or -1. */
  private quotedLineEnd = -1
  /** Bytes from the start of `held` whose quotes are ordinary marks. */
  private plainUntil = 0
  private skipping = false

  constructor(private readonly delimiter: number) {}

  feed(chunk: Buffer) {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk])
  }

  /** The next whole record of what was fed, or null where more is needed; `last`: nothing more will come. */
  next(last: boolean): Cut | null {
    for (; this.at < this.held.length; this.at++) {
      const byte = this.held[this.at]!
      if (byte === NEWLINE && this.place !== 'quoted') return this.ended(this.at + 1, last)
      if (this.place === 'closing' && this.quotedLineEnd >= 0 && this.isText(byte)) return this.unclosed(this.quotedLineEnd + 1)
      this.step(byte)
    }
    if (this.held.length > ROW_LIMIT) return this.place === 'quoted' ? this.unclosed(this.held.length) : this.tooLong()
    if (!last || this.held.length === 0) return null
    return this.place === 'quoted' ? this.unclosed(this.held.length) : this.ended(this.held.length, last)
  }

  /** What is left, as the piece of a record that a broken file ends with. */
  rest(): Cut {
    return { line: this.line, content: this.held, plain: false, problem: null }
  }

  /** A closing quote before plain text closes nothing; in a field of several lines the opening one was the mistake. */
  private isText(byte: number) {
    return byte !== QUOTE && byte !== this.delimiter && byte !== RETURN
  }

  private step(byte: number) {
    const quote = byte === QUOTE && this.at >= this.plainUntil
    if (this.place === 'quoted' && byte === NEWLINE) this.quotedLineEnd = this.at
    if (this.place === 'quoted') this.place = quote ? 'closing' : 'quoted'
    else if (this.place === 'closing' && quote) this.place = 'quoted'
    else if (byte === this.delimiter) this.place = 'start'
    else if (this.place === 'start' && quote) this.open()
    else if (byte !== RETURN) this.place = 'plain'
  }

  private open() {
    this.place = 'quoted'
    this.quotedLineEnd = -1
  }

  private ended(end: number, last: boolean): Cut | null {
    const cut: Cut = {
      line: this.line,
      content: this.held.subarray(0, end),
      plain: this.plainUntil > 0,
      problem: end > ROW_LIMIT ? tooLong : null,
    }
    const skipped = this.skipping
    this.drop(end)
    return skipped ? this.next(last) : cut
  }

  private drop(end: number) {
    this.line += newlines(this.held.subarray(0, end))
    this.held = this.held.subarray(end)
    this.plainUntil = Math.max(0, this.plainUntil - end)
    this.at = 0
    this.place = 'start'
    this.quotedLineEnd = -1
    this.skipping = false
  }

  /** A line without end is reported once and passed over up to the next one. */
  private tooLong(): Cut | null {
    const cut = { ...this.rest(), problem: tooLong }
    const first = !this.skipping
    this.held = Buffer.alloc(0)
    this.at = 0
    this.plainUntil = 0
    this.skipping = true
    return first ? cut : null
  }

  /** An open quote costs its own line; the lines after it are read again, quotes as ordinary marks. */
  private unclosed(plainUntil: number): Cut {
    const end = this.held.indexOf(NEWLINE) + 1 || this.held.length
    const line = this.line
    const content = this.held.subarray(0, end)
    this.plainUntil = plainUntil
    this.drop(end)
    return { line, content, plain: true, problem: notClosed }
  }
}

function newlines(bytes: Buffer) {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}
