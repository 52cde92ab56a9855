import { readCsv, sniffDelimiter } from './csv'
import type { Naming } from './fields'
import { readJsonl } from './jsonl'
import { readEml, readMbox } from './mbox'
import { emptyFile, openSource, type Source } from './source'
import type { Row } from './types'

export type { ImportMap } from './map'
export { readMap } from './map'
export type { ImportedMessage, Note, Problem, Row } from './types'

export type Format = 'jsonl' | 'csv' | 'mbox' | 'eml'
export type ImportOptions = Naming & { format?: Format }

const ENDINGS: Record<string, Format> = { jsonl: 'jsonl', ndjson: 'jsonl', json: 'jsonl', csv: 'csv', tsv: 'csv', mbox: 'mbox', eml: 'eml' }

/**
 * The rows of a JSONL, CSV, mbox or .eml file, plain or gzip, in file order and constant memory. It never throws for what a file holds: a row
 * that cannot be taken comes as a problem and the next one follows; a file that cannot be read is one problem on line 0.
 */
export async function* readImport(file: string, options: ImportOptions): AsyncGenerator<Row> {
  const source = await openSource(file)
  if ('code' in source) return yield { line: 0, bytes: 0, problem: source, raw: '' }
  const head = await peek(source)
  if (head === null) return yield { line: 0, bytes: source.consumed, problem: source.broken ?? emptyFile(file), raw: '' }
  switch (options.format ?? formatOf(file, head)) {
    case 'jsonl':
      return yield* readJsonl(source, options)
    case 'csv':
      return yield* readCsv(source, options, sniffDelimiter(firstLine(head)))
    case 'mbox':
      return yield* readMbox(source, options)
    case 'eml':
      return yield* readEml(source, options)
  }
}

/** The beginning of the text, put back so that it is read again; null where there is none. */
async function peek(source: Source): Promise<string | null> {
  const chunks = source.chunks[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return null
  source.chunks = again(first.value, chunks)
  return first.value.toString('utf8')
}

async function* again(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

const firstLine = (head: string) => head.slice(0, head.search(/\r?\n|$/))

/** Its ending says what a file is; an mbox shows by its first line, and a file without a known ending by how it begins. */
function formatOf(file: string, head: string): Format {
  const start = head.trimStart()
  const ending = ENDINGS[file.toLowerCase().replace(/\.gz$/, '').split('.').pop() ?? '']
  if (ending !== 'csv' && /^From \S/.test(start)) return 'mbox'
  if (ending) return ending
  if (/^[{[]/.test(start)) return 'jsonl'
  return /^[a-z][a-z-]{1,40}: ?\S/i.test(start) ? 'eml' : 'csv'
}
