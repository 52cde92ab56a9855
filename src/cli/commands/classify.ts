import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { explain } from '../../detection/classify'
import { loadDetector } from '../../detection/detect'
import { packageRoot } from '../../paths'
import { EXIT, Exit } from '../exit'
import { type Globals, print } from '../output'

type Options = { explain?: boolean; ndjson?: boolean; lang?: string }

/** Needs no store and no server: the detector alone, over one text or over as many lines as come. */
export async function classify(globals: Globals, text: string | undefined, options: Options) {
  const detector = loadDetector(join(packageRoot(), 'models'))
  const hints = options.lang ? { lang: options.lang } : {}
  if (options.ndjson) return lines(detector, hints)
  const given = text ?? (process.stdin.isTTY ? undefined : await readAll())
  if (given === undefined || given.trim() === '')
    throw new Exit(EXIT.usage, 'Give a text: redress classify "The cream burns my face", or pipe one in.')
  const finding = detector.detect(given, hints)
  print(globals.json ? JSON.stringify(finding) : explain(finding, given))
}

/** One line out for each line in, in the same order; a bad line is named and the rest goes on, and the exit code says so at the end. */
async function lines(detector: ReturnType<typeof loadDetector>, hints: { lang?: string }) {
  let number = 0
  let bad = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    const out = lineOut(detector, hints, number === 1 ? line.replace(/^\ufeff/, '') : line)
    if ('error' in out) bad++
    if (!process.stdout.write(`${JSON.stringify('error' in out ? { line: number, ...out } : out)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  if (bad > 0) throw new Exit(EXIT.invalid, `${bad} of ${number} lines could not be read.`)
}

function lineOut(detector: ReturnType<typeof loadDetector>, hints: { lang?: string }, line: string): Record<string, unknown> {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return { error: { code: 'malformed', detail: 'This line is not JSON.' } }
  }
  if (typeof row !== 'object' || row === null || !('text' in row) || typeof row.text !== 'string')
    return { error: { code: 'text_required', detail: 'Each line needs a "text".' } }
  const lang = 'lang' in row && typeof row.lang === 'string' ? { lang: row.lang } : hints
  return { ...('id' in row ? { id: row.id } : {}), ...detector.detect(row.text, lang) }
}

async function readAll() {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
