import type { Severity } from '../finding'
import { type ApprovalPolicy, type ApprovalReason, reasonsToWait } from './policy'

/** One answer that was given. `learner` is its author where new colleagues are read twice, null for everybody else. */
export type Given = { severity: Severity; public: boolean; learner: string | null }

/**
 * Which of the answers, oldest first, would have waited had the policy been in force from the first of them on. Each that waits counts as
 * approved as it was written; `earned` is what learners had earned before, by `earnedBy`.
 */
export function wouldWait<T extends Given>(
  policy: ApprovalPolicy,
  given: readonly T[],
  earned: ReadonlyMap<string, number>,
): { of: T; reasons: ApprovalReason[] }[] {
  const streaks = new Map(earned)
  return given.flatMap((of) => {
    const key = of.learner === null ? null : earnedBy(of.learner, of.severity)
    const streak = key === null ? null : (streaks.get(key) ?? 0)
    const reasons = reasonsToWait(policy, { severity: of.severity, public: of.public, streak })
    if (reasons.length === 0) return []
    if (key !== null) streaks.set(key, (streak ?? 0) + 1)
    return [{ of, reasons }]
  })
}

export const earnedBy = (author: string, severity: Severity) => `${author} ${severity}`
