import { parse } from 'csv-parse/sync'
import { isBlank, notUtf8, unfit, unfitKey, utf8 } from './check'
import { type Naming, takeFields } from './fields'
import type { Target } from './map'
import { type CsvRecord, readRecords } from './records'
import type { Source } from './source'
import { type Problem, problemRow, type Row, type Taken, takenRow } from './types'

/** Column names that exports use for our fields, without regard to case, spaces or marks; the first that a file has is taken. */
const ALIASES: Partial<Record<Target, string[]>> = {
  text: [
    'text',
    'body',
    'message',
    'content',
    'comment',
    'review',
    'complaint',
    'description',
    'feedback',
    'narrative',
    'ข้อความ',
    '内容',
    'متن',
  ],
  id: ['id', 'externalid', 'messageid', 'ticketid', 'caseid', 'complaintid', 'reviewid'],
  date: ['date', 'sentat', 'createdat', 'created', 'timestamp', 'datetime', 'time', 'วันที่', '日期', 'تاریخ'],
  lang: ['lang', 'language', 'locale'],
  channel: ['channel'],
  product: ['product'],
  order: ['order', 'orderid', 'ordernumber'],
}
const DELIMITERS = [',', ';', '\t', '|']

/** A header row, then one message a row; the delimiter is the one that the header uses most. */
export async function* readCsv(source: Source, naming: Naming, delimiter: string): AsyncGenerator<Row> {
  let columns: Columns | null = null
  for await (const record of readRecords(source, delimiter.charCodeAt(0))) {
    if (record.problem === null && isBlank(record.content)) continue
    const cells = record.problem ?? cellsOf(record, delimiter)
    if (!Array.isArray(cells)) yield problemRow(record, cells, record.content)
    else if (columns) yield takenRow(record, takeCells(cells, columns, naming), record.content)
    else {
      const header = readHeader(cells, naming)
      if (!Array.isArray(header)) return yield problemRow(record, header, record.content)
      columns = header
    }
  }
}

/** The delimiter that the first line holds most often outside quotes; a comma where it holds none. */
export function sniffDelimiter(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((mark) => bare.split(mark).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!
}

/** The names under which a file's cells go to `takeFields`, in order. */
type Columns = string[]

function readHeader(cells: string[], { map }: Naming): Columns | Problem {
  const problem = cells.map(unfitKey).find((found) => found !== null)
  if (problem) return problem
  const names = unique(cells.map((cell, at) => cell.trim() || `column_${at + 1}`))
  const missing = Object.values(map?.fields ?? {}).find((column) => !names.includes(column))
  if (missing !== undefined) return noColumn(missing, names)
  const columns = names.map((name) => aliasOf(name, names, map?.fields ?? {}) ?? name)
  return columns.includes('text') || map?.fields?.text ? columns : noTextColumn(names)
}

/** Our name for a column: none where the map says the target is another column, or an earlier alias is there as well. */
function aliasOf(name: string, names: string[], mapped: Partial<Record<Target, string>>): Target | null {
  if (Object.values(mapped).includes(name)) return null
  for (const [target, aliases] of Object.entries(ALIASES) as [Target, string[]][]) {
    if (mapped[target] !== undefined) continue
    const best = aliases.map((alias) => names.find((other) => bare(other) === alias)).find((found) => found !== undefined)
    if (best === name) return target
  }
  return null
}

const bare = (name: string) => name.toLowerCase().replace(/[\s_\-.:/]+/g, '')

function unique(names: string[]): string[] {
  const seen = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let copy = 2; seen.has(own); copy++) own = `${name}_${copy}`
    seen.add(own)
    return own
  })
}

const noColumn = (missing: string, names: string[]): Problem => ({
  code: 'column_missing',
  detail: `The map names the column "${missing}", which this file has not. Its columns are ${names.slice(0, 30).join(', ')}.`,
})
const noTextColumn = (names: string[]): Problem => ({
  code: 'no_text_column',
  detail: `No column of this file is the text. Its columns are ${names.slice(0, 30).join(', ')}. Say which: --map fields.text=COLUMN.`,
})

function takeCells(cells: string[], columns: Columns, naming: Naming): Taken {
  const fields = Object.fromEntries(cells.map((cell, at) => [columns[at] ?? `column_${at + 1}`, cell]))
  const problem = unfit(fields)
  return problem ? { problem } : takeFields(fields, naming)
}

/** Most rows have no quotes, and then splitting says the same as the parser in a fraction of its time. */
function cellsOf(record: CsvRecord, delimiter: string): string[] | Problem {
  const text = utf8(record.content)?.replace(/\r?\n$/, '')
  if (text === undefined) return notUtf8
  if (record.plain || !text.includes('"')) return text.split(delimiter)
  try {
    const rows: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] })
    return rows.length === 1 ? rows[0]! : notOneRow
  } catch {
    return notOneRow
  }
}
const notOneRow: Problem = {
  code: 'broken_csv',
  detail: 'The row cannot be read as CSV. Look at its quotation marks: inside a quoted field they are doubled.',
}
