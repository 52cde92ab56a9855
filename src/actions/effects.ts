import type { CaseEvent } from '../domain/case/events'
import type { Alert } from '../domain/escalation/alert'
import type { Question } from '../domain/escalation/arranged'
import type { Contact } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { ApprovalEffects } from './approval-needs'
import type { ComposingEffects } from './composing-needs'
import type { Deed } from './deed'
import type { FindingRow, NoticeRow, StoredCase, StoredClock, StoredEscalation } from './needs'

export type OutboundMessage = {
  id: string
  channel: string
  text: string
  public: boolean
  lang: string
  at: Moment
  author: string
  inReplyTo: string | null
  demo: boolean
}

export type AuditEntry = { at: Moment; actor: string; action: string; subject: string; data: Record<string, unknown> }

/** Everything that one step leaves behind, written in one transaction. Cases, clocks and escalations are written whole. */
export type Effects = ApprovalEffects &
  ComposingEffects & {
    contacts: { id: string; contact: Contact; supportNeeds: string[]; at: Moment; demo: boolean }[]
    /** Added to what is known of a contact. */
    contactNeeds: { id: string; needs: string[] }[]
    identities: { kind: string; value: string; shown: string; contactId: string }[]
    findings: FindingRow[]
    outbound: OutboundMessage[]
    cases: StoredCase[]
    events: { caseId: string; seq: number; event: CaseEvent }[]
    links: { caseId: string; messageId: string }[]
    clocks: StoredClock[]
    /** Clocks that were there already: only how they stand is written. */
    moves: StoredClock[]
    escalations: StoredEscalation[]
    alerts: Alert[]
    questions: Question[]
    /** What can be taken back for a while, and what was. */
    deeds: Deed[]
    undone: { id: string; at: Moment }[]
    corrections: { id: string; messageId: string; byUser: string | null; at: Moment; data: Record<string, unknown> }[]
    correctionsGone: { id: string }[]
    /** Messages that nobody wants to see for a while; null wakes them. */
    naps: { messageId: string; until: Moment | null }[]
    /** Cases of which nobody needs to be told any more: what still waits to tell of them is taken back. */
    silence: { caseId: string; at: Moment }[]
    notices: NoticeRow[]
    requeue: { messageId: string; since: Moment; attempts: number }[]
    audit: AuditEntry[]
  }

/** What concerns nothing but the cases themselves. */
export type OwnEffects = Pick<Effects, 'cases' | 'events' | 'clocks' | 'moves' | 'escalations'>
