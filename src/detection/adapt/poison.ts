import { foldedString } from '../text/normalise'
import type { Band, Opinion, Row } from './judge'

/** Sentences that every firm must hear as at least a doubt, by language: those that fire the shipped risk phrases. */
export type Guard = { lang: string; text: string; p: number; harm: boolean }

const MOST_TORN = 0.05
const MOST_HARM_DENIED = 0.05
const SURE = 0.97
const MOST_AGAINST_SURE = 0.35
/** One person's corrections are looked at on their own from this many on. */
const A_PERSON = 20
const MOST_GUARD_LOST = 0.01
/** A sentence is lost when it falls clearly below the doubt that it was, and not when it stood at the edge. */
const CLEARLY = 0.8

/**
 * Why a set of corrections is not learned from, in a sentence; null where nothing speaks against it. Looked for: labels that contradict one
 * another, harm that is called nothing, and one person's labels turned against all that is plain.
 */
export function poisonIn(rows: readonly Row[]): string | null {
  const denied = rows.filter(({ harm, complaint }) => harm && !complaint)
  if (denied.length > Math.max(2, rows.length * MOST_HARM_DENIED))
    return `${denied.length} of ${rows.length} corrections call messages that speak of harm no complaint; that is not learned.`
  const torn = tornRows(rows)
  if (torn > Math.max(2, rows.length * MOST_TORN))
    return `${torn} of ${rows.length} corrections say yes and no of the same words; settle that first.`
  for (const [by, own] of byPerson(rows)) {
    const sure = own.filter(({ p }) => p >= SURE || p <= 1 - SURE)
    const against = sure.filter(({ p, complaint }) => complaint !== p >= SURE)
    if (sure.length >= A_PERSON && against.length > sure.length * MOST_AGAINST_SURE)
      return `${against.length} of ${sure.length} corrections by ${by} contradict what is plain; somebody else should look at them.`
  }
  return null
}

/** Why what was learned would be dangerous whatever the firm's own rows say: it would no longer hear what every firm must hear. */
export function deafTo(guards: readonly Guard[], opinion: Opinion, band: Band): string | null {
  for (const lang of [...new Set(guards.map((guard) => guard.lang))].sort()) {
    const heard = guards.filter((guard) => guard.lang === lang && guard.p >= band.low)
    const lost = heard.filter((guard) => opinion(guard) < band.low * CLEARLY)
    if (lost.length > Math.max(1, heard.length * MOST_GUARD_LOST))
      return `It would no longer hear ${lost.length} of ${heard.length} sentences (${lang}) that every firm must hear, such as "${lost[0]!.text}".`
  }
  return null
}

function tornRows(rows: readonly Row[]): number {
  const labels = new Map<string, Set<boolean>>()
  const keys = rows.map(({ text }) => foldedString(text))
  for (const [i, key] of keys.entries()) labels.set(key, (labels.get(key) ?? new Set()).add(rows[i]!.complaint))
  return keys.filter((key) => labels.get(key)!.size > 1).length
}

function byPerson(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(row.by, [...(found.get(row.by) ?? []), row])
  return found
}
