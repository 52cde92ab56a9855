import type { CaseKind, CaseState, Outcome, Remedy, Tier } from '../../domain/case/events'
import type { Finding, Severity } from '../../domain/finding'
import type { LetterKind } from '../../domain/letters/letter'
import type { Role } from '../../domain/people'
import type { PartValues, WholeValues } from '../../domain/regimes/why-values'
import type { Scope } from '../../domain/rights'

/** The shapes of the HTTP contract as the console reads them. Times are RFC 3339 strings with an offset. */
export type Page<Row> = { data: Row[]; page: { next_cursor: string | null; has_more: boolean } }

export type Me = {
  user: { id: string; name: string; email: string | null; role: Role; language: string | null; team: string } | null
  tenant: { id: string; name: string; language: string; time_zone: string; demo: boolean }
  /** What the caller may do; where the server does not say, the role decides. */
  rights?: readonly Scope[]
  features: { test_clock: boolean }
  now: string
}

export type ContactBrief = { id?: string | null; name: string | null; handle: string | null; followers?: number | null; verified?: boolean }
export type Disposition = 'complaint' | 'not_a_case' | 'opportunity' | 'abuse' | 'review'

export type MessageRow = {
  id: string
  state: 'received' | 'processed' | 'duplicate' | 'quarantined' | 'rejected'
  reason: string | null
  channel: string
  public: boolean
  text: string
  received_at: string
  sent_at: string | null
  lang: string | null
  contact: ContactBrief
  finding: Finding | null
  disposition: Disposition | null
  /** `engine`, or the name of the person who decided. */
  decided_by: string | null
  case_id: string | null
  case_reference: string | null
  imported: boolean
  /** What takes a decision back, where it was just made. */
  undo?: string | null
}
export type AttachmentBrief = { id: string; name: string; media_type: string; size: number }
export type MessageFull = MessageRow & {
  attachments: AttachmentBrief[]
  meta: Record<string, unknown>
  product: string | null
  order: string | null
  in_reply_to: string | null
  external_id: string | null
}

export type ClockState = 'running' | 'due_soon' | 'paused' | 'missed' | 'met' | 'cancelled' | 'history'
/** `due_at` is null where the rule leaves the date to a person. */
export type ClockBadge = { milestone: string; kind: string; due_at: string | null; warn_at: string | null; state: ClockState }
export type Clock = ClockBadge & {
  id: string
  basis: 'statutory' | 'service'
  regime: string
  regime_version: string
  class: string | null
  obligation: string | null
  reference: string | null
  evidence: string | null
  title: string
  started_at: string
  met_at: string | null
  missed_at: string | null
  calendar: string | null
  calendar_version: string | null
  time_zone: string
  tz_version: string | null
  /** Null where its rule book is no longer at hand. */
  why: {
    start_event: string | null
    skipped: { date: string; why: string }[]
    pauses: { from: string; to: string; reason: string }[]
    parts: PartValues[]
    whole: WholeValues
  } | null
}

export type Because = { code: string; evidence: string }
export type CaseRow = {
  id: string
  reference: string
  number: string
  kind: CaseKind
  state: CaseState
  severity: Severity
  tier: Tier
  priority: number
  owner: string | null
  owner_id: string | null
  team: string
  opened_at: string
  received_at: string
  closed_at: string | null
  routing_reason: string
  imported: boolean
  summary: string
  lang: string | null
  channel: string
  contact: ContactBrief
  next_clock: ClockBadge | null
  escalation: { level: number; next_at: string | null; next_person: string | null } | null
  messages: number
  topics?: string[]
  because: Because[]
}
export type ReplyChannel = { channel: string; to: string; public: boolean; available: boolean; why: string | null }
export type CaseFull = CaseRow & {
  outcome: Outcome | null
  remedy: Remedy | null
  acknowledged_at: string | null
  answered_at: string | null
  support_needs: string[]
  /** How the customer wants to be answered, and how not. */
  preferences?: { channel: string | null; avoids: readonly string[] }
  reply_channel: ReplyChannel
  /** Where an answer in public goes, where that is another way. */
  public_channel?: string | null
  /** Other ways to the same person, where the first one fails. */
  other_ways?: { channel: string; to: string | null }[]
  /** The alert that stands for it, if one does. */
  alert_id?: string | null
  etag: string
}

export type SimilarCase = Pick<CaseFull, 'id' | 'reference' | 'severity' | 'state' | 'summary' | 'outcome' | 'remedy'>
export type PersonHere = { id: string; typing: boolean; replying: boolean }
export type Mode = 'public' | 'private' | 'note'
export type DraftWords = { text: string; final: boolean; key: string; files: AttachmentBrief[] }
export type ServerDraft = DraftWords & { mode: Mode; saved_at: string }
/** A reply of mine that can still be taken back. */
export type PendingReply = {
  notice_id: string
  case_id: string
  case_reference: string
  channel: string
  to: string | null
  send_after: string
}

export type NoticeState = 'queued' | 'sent' | 'failed' | 'unknown' | 'cancelled'
/** A notice that was taken back in time comes as failed for this reason; on the screen it never left. */
export const stateShown = ({ state, reason }: { state: NoticeState; reason: string | null }): NoticeState =>
  reason === 'taken_back' ? 'cancelled' : state

export type CaseMessage = {
  id: string
  direction: 'in' | 'out'
  channel: string
  public: boolean
  text: string
  lang: string | null
  at: string
  author: string | null
  contact: ContactBrief | null
  finding: Finding | null
  attachments: AttachmentBrief[]
  delivery: {
    notice_id: string
    state: NoticeState
    reason: string | null
    send_after?: string | null
    read_at?: string | null
    letter?: LetterKind | null
  } | null
}
export type TimelineEntry = { seq: number; at: string; by: { id: string; name: string | null }; kind: string } & Record<string, unknown>

export type Notice = {
  id: string
  kind: string
  audience: 'staff' | 'customer'
  to: string
  address: string | null
  channel: string
  case_id: string | null
  case_reference: string | null
  subject: string | null
  body: string | null
  lang: string | null
  state: NoticeState
  reason: string | null
  created_at: string
  send_after: string | null
  sent_at: string | null
  attempts: number
}

export type Person = {
  id: string
  name: string
  email: string | null
  role: Role
  team: string
  tier: Tier
  languages: string[]
  load: number
  capacity?: number
  available: boolean
  skills?: readonly string[]
  language?: string | null
  left?: boolean
}
export type Counts = {
  triage: number
  open: number
  due_soon: number
  missed: number
  outbox_waiting: number
  quarantine: number
  approvals: number
}
export type SentReply = {
  notice_id: string
  message_id: string
  channel: string
  to: string
  state: NoticeState | 'approval'
  send_after: string | null
}
export type TriageDecision = 'complaint' | 'duplicate' | 'noise' | 'opportunity' | 'abuse'
