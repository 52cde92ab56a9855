import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { explain } from '../../detection/classify'
import { type Detector, loadDetector } from '../../detection/detect'
import type { Finding } from '../../domain/finding'
import { hearingOf, opinionFrom } from '../../opinions'
import { packageRoot } from '../../paths'
import { EXIT, Exit } from '../exit'
import { configFor } from '../open'
import { type Globals, print, say } from '../output'

type Options = { explain?: boolean; ndjson?: boolean; lang?: string }

/** Needs no store and no server: the detector alone, over one text or over as many lines as come. */
export async function classify(globals: Globals, text: string | undefined, options: Options) {
  const detector = loadDetector(join(packageRoot(), 'models'))
  const hints = options.lang ? { lang: options.lang } : {}
  const read = readingOf(detector)
  if (options.ndjson) return lines(read, hints)
  const given = text ?? (process.stdin.isTTY ? undefined : await readAll())
  if (given === undefined || given.trim() === '')
    throw new Exit(EXIT.usage, 'Give a text: redress classify "The cream burns my face", or pipe one in.')
  const finding = await read(given, hints)
  print(globals.json ? JSON.stringify(finding) : explain(finding, given))
}

type Reads = (text: string, hints: { lang?: string }) => Promise<Finding>

/** What the detector finds, and where it doubts and the firm named a second model, what that one says. */
function readingOf(detector: Detector): Reads {
  const hear = hearingOf(opinionFrom(configFor({})), (line) => say(`redress: ${line}`))
  return async (text, hints) => hear(text, detector.detect(text, hints))
}

/** One line out for each line in, in the same order; a bad line is named and the rest goes on, and the exit code says so at the end. */
async function lines(read: Reads, hints: { lang?: string }) {
  let number = 0
  let bad = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    const out = await lineOut(read, hints, number === 1 ? line.replace(/^\ufeff/, '') : line)
    if ('error' in out) bad++
    if (!process.stdout.write(`${JSON.stringify('error' in out ? { line: number, ...out } : out)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  if (bad > 0) throw new Exit(EXIT.invalid, `${bad} of ${number} lines could not be read.`)
}

async function lineOut(read: Reads, hints: { lang?: string }, line: string): Promise<Record<string, unknown>> {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return { error: { code: 'malformed', detail: 'This line is not JSON.' } }
  }
  if (typeof row !== 'object' || row === null || !('text' in row) || typeof row.text !== 'string')
    return { error: { code: 'text_required', detail: 'Each line needs a "text".' } }
  const lang = 'lang' in row && typeof row.lang === 'string' ? { lang: row.lang } : hints
  return { ...('id' in row ? { id: row.id } : {}), ...(await read(row.text, lang)) }
}

async function readAll() {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
