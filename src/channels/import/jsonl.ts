import { isBlank, notUtf8, unfit, utf8 } from './check'
import { type Naming, takeFields } from './fields'
import { readLines } from './lines'
import type { Source } from './source'
import { type Problem, problemRow, ROW_LIMIT, type Row, type Taken, takenRow } from './types'

/** One JSON object a line; empty lines are passed over. */
export async function* readJsonl(source: Source, naming: Naming): AsyncGenerator<Row> {
  for await (const line of readLines(source, ROW_LIMIT)) {
    if (line.piece) return yield problemRow(line, source.broken!, line.content)
    if (isBlank(line.content)) continue
    yield takenRow(line, line.cut ? { problem: tooLong } : takeLine(line.content, naming), line.content)
  }
}

export const tooLong: Problem = {
  code: 'line_too_long',
  detail: 'The row is longer than 1 MiB, which no message may be. Shorten it, or send its attachments through the API.',
}

function takeLine(content: Buffer, naming: Naming): Taken {
  const text = utf8(content)
  if (text === null) return { problem: notUtf8 }
  const value = parse(text)
  if (value === undefined) return { problem: broken(text) }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { problem: noObject(text) }
  const problem = unfit(value)
  return problem ? { problem } : takeFields(value as Record<string, unknown>, naming)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function broken(text: string): Problem {
  if (text.includes('\0')) return { code: 'nul', detail: 'The line holds a NUL character, which no text has. Remove it.' }
  if (/^\s*\[/.test(text)) return noObject(text)
  return { code: 'broken_json', detail: 'The line is not JSON. Each line must be one whole object: {"text":"…","date":"…"}.' }
}

function noObject(text: string): Problem {
  const array = /^\s*\[/.test(text)
  const detail = array
    ? 'The line begins a list. Write one object a line; jq -c ".[]" FILE turns a JSON list into that.'
    : 'The line is JSON but no object. Each line must be {"text":"…"}.'
  return { code: 'not_an_object', detail }
}
