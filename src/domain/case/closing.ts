import type { CaseKind, Outcome, Remedy } from './events'

/** How a case of each kind can end. */
const OUTCOMES_OF: Record<CaseKind, readonly Outcome[]> = {
  complaint: ['upheld', 'partly_upheld', 'not_upheld', 'resolved', 'withdrawn', 'out_of_scope', 'duplicate'],
  opportunity: ['won', 'lost', 'withdrawn', 'out_of_scope', 'duplicate'],
  abuse: ['resolved', 'withdrawn', 'out_of_scope', 'duplicate'],
}

const WORDS: readonly Remedy[] = ['none', 'explanation']
const GESTURES: readonly Remedy[] = [...WORDS, 'apology', 'goodwill', 'service_improved', 'other']

/**
 * What may be given with an outcome that does not say we were wrong; the other outcomes allow every remedy. Upheld with `none` is allowed
 * on purpose: some people only want to be heard, and forbidding it would teach us to record remedies that nobody received.
 */
const REMEDIES_OF: Partial<Record<Outcome, readonly Remedy[]>> = {
  not_upheld: GESTURES,
  withdrawn: WORDS,
  out_of_scope: WORDS,
  duplicate: WORDS,
  won: WORDS,
  lost: WORDS,
}

export const outcomeFits = (kind: CaseKind, outcome: Outcome) => OUTCOMES_OF[kind].includes(outcome)
export const remedyFits = (outcome: Outcome, remedy: Remedy) => REMEDIES_OF[outcome]?.includes(remedy) ?? true
