import { EXIT, Exit } from './exit'

/** A whole number that an option gives, or a wrong usage that names it. */
export function count(name: string, given: unknown, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const n = given === '' ? Number.NaN : Number(given)
  if (Number.isInteger(n) && n >= least && n <= most) return n
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new Exit(EXIT.usage, `--${name}: "${given}" must be a whole number ${range}.`)
}
