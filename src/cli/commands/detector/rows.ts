import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { TaskRow } from '../../../detection/learn/train'
import { EXIT, Exit } from '../../exit'
import { say } from '../../output'

export type Fields = { label: string; langField: string; textField: string }
export type Source = { file: string; rows: number; sha256: string }

/** Rows of JSONL files (also .gz). Rows without the label are left out and counted; numbers and truth values count as their text. */
export function readTaskRows(files: string[], fields: Fields, quiet: boolean): { rows: TaskRow[]; sources: Source[] } {
  const rows: TaskRow[] = []
  const sources: Source[] = []
  for (const file of files) {
    const bytes = bytesOf(file)
    const before = rows.length
    const { bare, seen } = readLines(file, textOf(file, bytes), fields, rows)
    const used = rows.length - before
    if (used === 0)
      throw new Exit(EXIT.invalid, `${file} has no row with the field "${fields.label}". Its fields: ${[...seen].join(', ') || 'none'}.`)
    if (bare > 0 && !quiet) say(`${file}: ${bare} rows without "${fields.label}" left out`)
    sources.push({ file: basename(file), rows: used, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  return { rows, sources }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Exit(EXIT.invalid, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Without the mark that some programs put at the start of a file. */
const textOf = (file: string, bytes: Buffer): string =>
  unpacked(file, bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')

function unpacked(file: string, bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch {
    throw new Exit(EXIT.invalid, `${file} is a broken .gz file`)
  }
}

function readLines(
  file: string,
  text: string,
  { label, langField, textField }: Fields,
  into: TaskRow[],
): { bare: number; seen: Set<string> } {
  const seen = new Set<string>()
  let bare = 0
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = objectOf(file, i + 1, line)
    for (const name of Object.keys(row)) if (seen.size < 30) seen.add(name)
    if (typeof row[textField] !== 'string')
      throw new Exit(EXIT.invalid, `${file}:${i + 1} has no text in "${textField}". Another field? --text-field NAME`)
    const value = row[label]
    if (value === undefined || value === null || typeof value === 'object') bare++
    else into.push({ text: row[textField], label: String(value), lang: typeof row[langField] === 'string' ? row[langField] : '' })
  }
  return { bare, seen }
}

function objectOf(file: string, line: number, text: string): Record<string, unknown> {
  let row: unknown
  try {
    row = JSON.parse(text)
  } catch {
    row = null
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new Exit(
      EXIT.invalid,
      `${file}:${line} is not a JSON object. The file should be JSONL: one object a line, with "text" and the label.`,
    )
  return row as Record<string, unknown>
}
