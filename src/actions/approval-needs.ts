import type { Approval } from '../domain/approvals/approval'
import type { ApprovalPolicy } from '../domain/approvals/policy'
import type { Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import type { LetterOut } from './letter-out'

/** What the author asked for beside the words; kept so that what leaves after the approval is what would have left without one. */
export type HeldReply = {
  final: boolean
  public: boolean
  files?: readonly string[]
  channel?: string | null
  letter?: LetterOut
}

export type StoredApproval = Approval & {
  severity: Severity
  reply: HeldReply
  decidedAt: Moment | null
  noticeId: string | null
  demo: boolean
}

export type ApprovalTx = {
  approval(id: string): Promise<StoredApproval | null>
  /** The one of a case that waits or lies with its author again. */
  openApproval(caseId: string): Promise<StoredApproval | null>
  /** What was decided on the answers of one author in one severity, newest first. */
  decidedFor(author: string, severity: Severity, limit: number): Promise<StoredApproval[]>
}
export type ApprovalEffects = { approvals: StoredApproval[] }

/** As screens see it: with the case that it answers and how that stands now. */
export type ApprovalView = StoredApproval & {
  reference: string
  number: number
  summary: string
  lang: string
  customer: string | null
  newestMessageId: string | null
  closed: boolean
}
export type ApprovalFilter = { states: readonly string[]; author: string | null; caseId: string | null; limit: number }

/** One answer that was given, with what its case was at that moment. `id` is the message's, `author` a person's or a program's. */
export type SentAnswer = {
  id: string
  at: Moment
  author: string
  public: boolean
  channel: string
  severity: Severity
  reference: string
  number: number
  summary: string
  lang: string
}
/** The last answers, oldest first, and what had been decided before the first of them, newest first. */
export type Answers = { answers: SentAnswer[]; decided: Pick<StoredApproval, 'author' | 'severity' | 'steps'>[] }
/** One version of the rules, as the audit has it. */
export type PolicyVersion = { seq: number; at: Moment; by: string; policy: ApprovalPolicy }
