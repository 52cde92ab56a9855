import { CHOICES } from './choice'
import { type ChoiceReport, type ChoiceRow, challengeChoice } from './choice-judge'
import { adjusted, type Delta, learnDelta } from './delta'
import { type Band, judge, type Opinion, type Row, type Verdict } from './judge'
import { deafTo, type Guard, poisonIn } from './poison'
import type { Taught } from './taught'

export const LEAST_ROWS = 50
/** The newest share of the rows judges; what is older teaches. */
const HELD_BACK = 0.3

export type Report = { rows: number; taught: number; heldBack: number; verdict: Verdict | null; refused: string | null }
export type Challenger = { delta: Delta | null; report: Report }

/** What a delta makes of a row. Words of harm keep a person's look, whatever was learned. */
export const opinionOf =
  (delta: Delta | null, { low }: Band): Opinion =>
  ({ text, p, harm }) => {
    const said = delta ? adjusted(delta, text, p) : p
    return harm ? Math.max(said, low) : said
  }

/**
 * Learns from the older corrections of a firm and is judged on the newer ones beside what is in force (`champion`, null for the shared model
 * alone). What is refused comes with its reason and without weights.
 */
export function challenge(rows: readonly Row[], champion: Delta | null, guards: readonly Guard[], band: Band): Challenger {
  const inTime = [...rows].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const cut = Math.floor(inTime.length * (1 - HELD_BACK))
  const [teaching, heldBack] = [inTime.slice(0, cut), inTime.slice(cut)]
  const counts = { rows: rows.length, taught: teaching.length, heldBack: heldBack.length }
  const refuse = (refused: string): Challenger => ({ delta: null, report: { ...counts, verdict: null, refused } })
  if (rows.length < LEAST_ROWS) return refuse(`There are ${rows.length} corrections; from ${LEAST_ROWS} on there is something to learn.`)
  const poison = poisonIn(rows)
  if (poison) return refuse(poison)
  const delta = learnDelta(teaching)
  const deaf = deafTo(guards, opinionOf(delta, band), band)
  if (deaf) return refuse(deaf)
  const verdict = judge(heldBack, opinionOf(champion, band), opinionOf(delta, band), band)
  return { delta, report: { ...counts, verdict, refused: null } }
}

/**
 * Learns all that corrections teach. A question of its own is taken up where it came out better, whatever came of the others; the rest stays as it
 * is in force. Corrections that are not learned from because of what they say of complaints teach nothing else either. `taught` is null where
 * nothing came out better.
 */
export function challengeAll(
  rows: readonly Row[],
  choiceRows: readonly ChoiceRow[],
  champion: Taught | null,
  guards: readonly Guard[],
  band: Band,
): { taught: Taught | null; report: Report & { tasks: ChoiceReport[] } } {
  const { delta, report } = challenge(rows, champion?.complaint ?? null, guards, band)
  if (report.refused && rows.length >= LEAST_ROWS) return { taught: null, report: { ...report, tasks: [] } }
  const found = CHOICES.flatMap((choice) => challengeChoice(choice, choiceRows, champion?.choices[choice] ?? null) ?? [])
  const better = found.filter((one) => one.report.better)
  const complaint = report.verdict?.better === true
  const choices = { ...champion?.choices, ...Object.fromEntries(better.map((one) => [one.report.task, one.delta])) }
  return {
    taught: complaint || better.length > 0 ? { complaint: complaint ? delta : (champion?.complaint ?? null), choices } : null,
    report: { ...report, tasks: found.map((one) => one.report) },
  }
}
