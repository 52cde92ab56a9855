import { Exit } from './exit'

export type Globals = { dir?: string; json?: boolean; quiet?: boolean; color?: boolean }

/** Data goes to stdout, words about it to stderr; `--json` prints exactly one JSON value a command. */
export const print = (text: string) => void process.stdout.write(`${text}\n`)
export const say = (text: string) => void process.stderr.write(`${text}\n`)
export const result = (globals: Globals, data: unknown, text: string) => print(globals.json ? JSON.stringify(data) : text)

/** Columns as wide as their widest cell; Han and Thai characters take the room that a terminal gives them. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ''))))
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat(widths[i]! - width(cell)))).join('  '))
    .join('\n')
}
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u
const NONE = /\p{Mn}|\p{Me}|\p{Cf}/u
const width = (text: string) => [...text].reduce((n, c) => n + (NONE.test(c) ? 0 : WIDE.test(c) ? 2 : 1), 0)

/** Runs a command and turns what it throws into a sentence and an exit code. */
export async function run(globals: Globals, work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    const { code, message, data } =
      error instanceof Exit ? error : { code: 1, message: error instanceof Error ? error.message : String(error), data: {} }
    fail(globals, code, message, data)
  }
}

/** Says what went wrong, and what scripts read of it. */
export function fail(globals: Globals, code: number, message: string, data: Record<string, unknown> = {}) {
  say(globals.json ? JSON.stringify({ error: { exit: code, message, ...data } }) : `redress: ${message}`)
  process.exitCode = code
}
