import type { ReturnReason } from '../approvals/approval'
import type { ApprovalReason } from '../approvals/policy'
import type { Severity } from '../finding'
import type { Moment } from '../moment'
import type { Facts, FactValue } from '../regimes/facts'

/**
 * Everything that can happen to a case, as facts. Events are appended, never edited; a case row is a projection of them (`case.ts`),
 * clocks and escalations are derived from them. `by` is a user's id, or `engine` where a rule acted.
 */
export type CaseEvent = { at: Moment; by: string } & (
  | {
      kind: 'opened'
      caseKind: CaseKind
      severity: Severity
      tier: Tier
      priority: number
      /** Start of the statutory clocks: when the customer's first message was received on any channel. */
      receivedAt: Moment
      because: Because[]
      imported: boolean
      /** The message that began it; missing where a person opened it by hand. */
      messageId?: string
      /** What was known at the beginning that a rule book may ask for. */
      facts?: Facts
    }
  /** `intent` is what the detector saw: thanks ask for no answer. */
  | { kind: 'message_attached'; messageId: string; because: string; intent?: string }
  | { kind: 'regraded'; severity: Severity; tier: Tier; priority: number; because: Because[] }
  | { kind: 'assigned'; owner: string | null; team: string; reason: string }
  /** `told`: by which way the customer heard it; null where none was free for words of ours. */
  | { kind: 'acknowledged'; note: string | null; told?: string | null; wished?: 'wished' }
  | {
      kind: 'replied'
      noticeId: string
      messageId: string
      channel: string
      final: boolean
      public: boolean
      files?: readonly string[]
      /** The colleague who was writing at the same time, and was overtaken knowingly. */
      despite?: string
      /** The customer asked for this way, or asked us not to use it. */
      wished?: 'wished' | 'unwanted'
    }
  | { kind: 'reply_delivered'; noticeId: string; final: boolean }
  | { kind: 'reply_failed'; noticeId: string; state: 'failed' | 'unknown'; reason: string }
  | { kind: 'noted'; text: string }
  | { kind: 'escalated'; policy: string; level: number; to: string; owner: boolean; reason: string }
  | {
      kind: 'clock_warned' | 'clock_missed' | 'clock_met' | 'clock_cancelled'
      clockId: string
      milestone: string
      regime: string
      dueAt: Moment
    }
  | { kind: 'closed'; outcome: Outcome; remedy: Remedy; note: string | null }
  /**
   * `receivedAt`: when the message was received that took it up again; its clocks run from then. `closedAt`: it goes on from this closing
   * because an answer is owed again; what began before was settled by it, and nothing that was told is forgotten.
   */
  | { kind: 'reopened'; reason: string; messageId: string | null; receivedAt?: Moment; closedAt?: Moment }
  /** Somebody answered a question of a rule book, or took the answer back (`value` null). */
  | { kind: 'fact_said'; name: string; value: FactValue | null; was: FactValue | null; reason: string | null }
  /** Something happened outside that a rule book counts from, such as the end of an objection period; `happenedAt` is when it did. */
  | { kind: 'happened'; name: string; happenedAt: Moment; reason: string | null }
  /** A person chose the case's class in a rule book, or left it to the conditions again (null). */
  | { kind: 'classed'; regime: string; class: string | null; was: string | null; reason: string }
  /** A clock of the same receipt has another date now: another class, an answer, a notice in time, a standstill. */
  | {
      kind: 'clock_moved'
      clockId: string
      milestone: string
      regime: string
      dueAt: Moment | null
      wasDueAt: Moment | null
      class: string | null
      wasClass: string | null
      because: string
    }
  /** Somebody counted the case anew: from now on the rule books of that day are its own, and not those of its opening. */
  | { kind: 'rebased'; reason: string }
  /** An answer waits for a second pair of eyes: handed in, sent back, read again after news, let go (perhaps reworded), taken back. */
  | { kind: 'approval_requested'; approvalId: string; version: number; reasons: readonly ApprovalReason[] }
  | { kind: 'approval_returned'; approvalId: string; version: number; reason: ReturnReason; note: string | null }
  | { kind: 'approval_reviewed'; approvalId: string; version: number }
  | { kind: 'approval_granted'; approvalId: string; version: number; edited: boolean }
  | { kind: 'approval_withdrawn'; approvalId: string }
  /** Two contacts turned out to be one person, or were taken apart again: whose case it is now, and whose it was. */
  | { kind: 'customer_joined' | 'customer_parted'; contactId: string; wasContactId: string | null }
  /** What the case is about, as a person names it. */
  | { kind: 'labelled'; topics: readonly string[]; was: readonly string[] }
  /** Out of sight until then; its clocks run on. `wanted` is what was asked for where a clock forbids to sleep so long. */
  | { kind: 'snoozed'; until: Moment; wanted: Moment | null; untilReply: boolean }
  | { kind: 'woken'; because: 'time' | 'person' }
  /** An earlier deed was taken back; `back` is how the case was before it, and `since` how many events it had then. */
  | { kind: 'undone'; of: CaseEvent['kind']; back: Partial<Case>; since: number }
  /** The customer said how we did, of five; what they say later replaces it. */
  | { kind: 'survey_answered'; score: number; note: string | null }
  | { kind: 'marked'; as: 'not_a_case' | 'abuse' | 'opportunity' | 'complaint'; reason: string }
)

export type CaseKind = 'complaint' | 'opportunity' | 'abuse'
export type CaseState = 'open' | 'acknowledged' | 'answered' | 'closed'
export type Tier = 1 | 2 | 3
/** A reason a person can read: a stable code for the console's catalogues and the evidence in plain words. */
export type Because = { code: string; evidence: string }

export const OUTCOMES = [
  'upheld',
  'partly_upheld',
  'not_upheld',
  'resolved',
  'withdrawn',
  'out_of_scope',
  'duplicate',
  'won',
  'lost',
] as const
export type Outcome = (typeof OUTCOMES)[number]
export const REMEDIES = [
  'none',
  'explanation',
  'apology',
  'refund',
  'replacement',
  'repair',
  'compensation',
  'goodwill',
  'fee_waiver',
  'debt_waiver',
  'correction',
  'terms_changed',
  'service_improved',
  'other',
] as const
export type Remedy = (typeof REMEDIES)[number]

/** The projection that lists, routing and escalation read. */
export type Case = {
  id: string
  kind: CaseKind
  state: CaseState
  severity: Severity
  tier: Tier
  /** Sorts the work list: 0 is the most urgent, 999 the least. */
  priority: number
  owner: string | null
  team: string
  routingReason: string
  openedAt: Moment
  receivedAt: Moment
  acknowledgedAt: Moment | null
  answeredAt: Moment | null
  closedAt: Moment | null
  outcome: Outcome | null
  remedy: Remedy | null
  reopened: number
  imported: boolean
  /** Until when nobody wants to see it; missing or null where it is awake. */
  snoozedUntil?: Moment | null
}
