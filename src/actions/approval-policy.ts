import { outcomeOf } from '../domain/approvals/approval'
import { earnedBy, wouldWait } from '../domain/approvals/dry-run'
import { type ApprovalPolicy, type ApprovalReason, streakOf } from '../domain/approvals/policy'
import type { Answers, SentAnswer } from './approval-needs'
import type { Directory } from './needs'

export type DryRun = { answers: number; held: { of: SentAnswer; reasons: ApprovalReason[] }[] }

/** What these rules would have held back of the last answers. Nothing is written. */
export function dryRun({ people }: Directory, policy: ApprovalPolicy, { answers, decided }: Answers): DryRun {
  const agents = new Set(people.filter(({ role }) => role === 'agent').map(({ id }) => id))
  const given = answers.map((of) => ({ ...of, learner: agents.has(of.author) ? of.author : null }))
  return { answers: answers.length, held: wouldWait(policy, given, earnedIn(decided)) }
}

/** Newest first each: the decisions of one author in one severity, as a number in a row. */
function earnedIn(decided: Answers['decided']) {
  const outcomes = new Map<string, ReturnType<typeof outcomeOf>[]>()
  for (const one of decided) {
    const key = earnedBy(one.author, one.severity)
    outcomes.set(key, [...(outcomes.get(key) ?? []), outcomeOf(one)])
  }
  return new Map([...outcomes].map(([key, those]) => [key, streakOf(those)]))
}
