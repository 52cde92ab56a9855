import { appendFileSync } from 'node:fs'

/** Adds a row to the table that `bin/check` prints at its end: what was tried, and the figures that came out. */
export function report(what: string, figures: Record<string, string | number>): void {
  const file = process.env.REDRESS_FIGURES
  if (file) appendFileSync(file, `${JSON.stringify({ what, figures })}\n`)
}

/** `bin/check --full` asks for the stated counts; a plain run for a small share of them. */
export const isFull = process.env.REDRESS_FULL === '1'
