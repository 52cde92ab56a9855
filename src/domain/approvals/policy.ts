import type { Severity } from '../finding'
import type { Person } from '../people'
import { RIGHTS } from '../rights'

/**
 * Which answers another person must read before they leave. `newcomers` is how many of an agent's answers in a row, in one severity, must
 * have been approved as they were written until the next go without asking; 0 asks nobody. `minutes` is what an approver has.
 */
export type ApprovalPolicy = {
  severities: readonly Severity[]
  public: boolean
  newcomers: number
  minutes: number
}
export const APPROVAL_REASONS = ['severity', 'public', 'newcomer'] as const
export type ApprovalReason = (typeof APPROVAL_REASONS)[number]

/** A firm that has said nothing asks for no approval. */
export const NO_APPROVALS: ApprovalPolicy = { severities: [], public: false, newcomers: 0, minutes: 30 }

/** Nobody approves their own words, so that rules which ask for an approval need this many who may give one. */
export const APPROVERS_NEEDED = 2
export const mayApprove = ({ role, available }: Pick<Person, 'role' | 'available'>) => available && RIGHTS[role].includes('replies:approve')
export const asksForApproval = ({ severities, public: open, newcomers }: ApprovalPolicy) => open || newcomers > 0 || severities.length > 0

export type Draft = {
  severity: Severity
  public: boolean
  /** How many of the author's answers of this severity were approved unchanged since the last that was not; null for a program. */
  streak: number | null
}

/** Why an answer must wait for a second pair of eyes; empty where it may go. */
export function reasonsToWait(policy: ApprovalPolicy, { severity, public: open, streak }: Draft): ApprovalReason[] {
  const applies: Record<ApprovalReason, boolean> = {
    severity: policy.severities.includes(severity),
    public: policy.public && open,
    newcomer: streak !== null && streak < policy.newcomers,
  }
  return APPROVAL_REASONS.filter((reason) => applies[reason])
}

/** The decisions on one author's answers, newest first: how many of them in a row were approved as they were written. */
export function streakOf(newestFirst: readonly ('as_written' | 'changed' | 'returned')[]): number {
  const broken = newestFirst.findIndex((decision) => decision !== 'as_written')
  return broken < 0 ? newestFirst.length : broken
}
