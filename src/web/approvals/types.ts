import type { ReturnReason, StaleReason } from '../../domain/approvals/approval'
import type { ApprovalReason } from '../../domain/approvals/policy'
import type { Severity } from '../../domain/finding'

type Who = { id: string; name: string | null }
export type ApprovalStep = {
  did: 'submitted' | 'resubmitted' | 'reviewed' | 'returned' | 'approved' | 'withdrawn'
  at: string
  by: Who
  version: number
  text?: string
  reason?: ReturnReason
  note?: string | null
}

/** An answer that waits for a second pair of eyes, as the contract has it. `stale` says what changed since it was written. */
export type Approval = {
  id: string
  state: 'waiting' | 'stale' | 'returned' | 'approved' | 'withdrawn'
  stale: StaleReason[]
  case_id: string
  case_reference: string
  number: string
  severity: Severity
  summary: string
  lang: string
  customer: string | null
  author: Who
  reasons: ApprovalReason[]
  version: number
  text: string
  channel: string
  to: string | null
  public: boolean
  final: boolean
  letter: string | null
  submitted_at: string
  due_at: string
  newest_message_id: string | null
  steps: ApprovalStep[]
  mine: boolean
  may_decide: boolean
}

/** The version before the one that is there now, where its author handed in more than one. */
export const textBefore = ({ steps }: Approval) =>
  steps.flatMap(({ text, did }) => (text && did !== 'approved' ? [text] : [])).at(-2) ?? null
