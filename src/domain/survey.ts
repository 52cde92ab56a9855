import type { Case, CaseEvent, Outcome } from './case/events'
import type { Moment } from './moment'

/** Whether customers are asked how we did, and whether those with a critical complaint are asked too. Off until a firm says otherwise. */
export type SurveyPolicy = { on: boolean; severe: boolean }

/** One question, five answers, the best last. */
export const SCORES = [1, 2, 3, 4, 5] as const
export const isScore = (score: number) => (SCORES as readonly number[]).includes(score)

/** After this much time, so that a case that is taken up again at once asks nobody how it went. */
export const ASK_AFTER = 3_600_000
/** An answer may be given once more within a week of the first; after that it stands. */
const EDITABLE = 7 * 86_400_000

const NOTHING_TO_ASK: readonly Outcome[] = ['duplicate', 'out_of_scope', 'withdrawn']

export function asksAfter(policy: SurveyPolicy | undefined, it: Pick<Case, 'kind' | 'severity' | 'imported'>, outcome: Outcome): boolean {
  if (!policy?.on || it.kind !== 'complaint' || it.imported || NOTHING_TO_ASK.includes(outcome)) return false
  return it.severity !== 'A' || policy.severe
}

/** The answer that stands, and whether it still may be changed. */
export function answerIn(events: readonly CaseEvent[], now: Moment): { score: number; note: string | null; open: boolean } | null {
  const given = events.filter((event) => event.kind === 'survey_answered')
  const [first, last] = [given[0], given.at(-1)]
  return first && last ? { score: last.score, note: last.note, open: now - first.at <= EDITABLE } : null
}
