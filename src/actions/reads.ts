import type { CaseEvent } from '../domain/case/events'
import type { Alert } from '../domain/escalation/alert'
import type { LetterKind } from '../domain/letters/letter'
import type { Contact } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { ApprovalFilter, ApprovalView } from './approval-needs'
import type { AddressSearch, CustomerReads } from './customer-reads'
import type { FindingRow, NoticeRow, StoredCase, StoredClock, StoredEscalation, StoredMessage } from './needs'

export type { AddressSearch, CustomerReads, CustomerRow, CustomerView, SaidView } from './customer-reads'

/** What screens and scripts may look at. Every call names its tenant; nothing here changes anything. */
export type Reads = CustomerReads & {
  messages(tenant: string, filter: MessageFilter): Promise<Page<MessageView>>
  message(tenant: string, id: string): Promise<(MessageView & { attachments: AttachmentView[] }) | null>
  /** A received message by the id that its source gave it. */
  messageBySource(tenant: string, channel: string, externalId: string): Promise<MessageView | null>
  attachment(tenant: string, id: string): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null>
  cases(tenant: string, filter: CaseFilter): Promise<Page<CaseView>>
  /** `id` is a row id, a number like `C-12`, or a customer's reference. */
  case(tenant: string, id: CaseKey): Promise<CaseView | null>
  conversation(tenant: string, caseId: string): Promise<TurnView[]>
  clocks(tenant: string, caseId: string): Promise<StoredClock[]>
  timeline(tenant: string, caseId: string): Promise<{ seq: number; event: CaseEvent }[]>
  notices(
    tenant: string,
    filter: { states: string[]; caseId: string | null; channel?: string | null; limit: number; after: string | null },
  ): Promise<Page<NoticeRow & { caseReference: string | null }>>
  /** What a filter finds of what was there by a moment, at most `most`: who is named, how severe, and whether the law waits for it. */
  matchingMessages(tenant: string, filter: Omit<MessageFilter, 'limit' | 'after'>, by: Moment, most: number): Promise<Matching[]>
  matchingCases(tenant: string, filter: Omit<CaseFilter, 'limit' | 'after'>, by: Moment, most: number): Promise<Matching[]>
  counts(
    tenant: string,
    now: Moment,
  ): Promise<Record<'triage' | 'open' | 'due_soon' | 'missed' | 'outbox_waiting' | 'quarantine' | 'approvals', number>>
  approvals(tenant: string, filter: ApprovalFilter): Promise<ApprovalView[]>
  approval(tenant: string, id: string): Promise<ApprovalView | null>
  alert(tenant: string, id: string): Promise<AlertView | null>
  /** Those that are not over; with a moment also those that ended since. */
  alerts(tenant: string, endedSince: Moment | null): Promise<AlertView[]>
  /** How often cases moved up and came back down since a moment. */
  moves(tenant: string, since: Moment): Promise<{ up: number; down: number }>
  /** The conversation in the chat window of one visitor, oldest first. */
  chat(tenant: string, visitor: string): Promise<ChatView>
  chatFile(tenant: string, visitor: string, id: string): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null>
  openClocks(
    tenant: string,
    until: Moment | null,
    limit: number,
  ): Promise<(StoredClock & { reference: string; number: number; severity: string; tier: number; owner: string | null })[]>
}

/** `id` is the visitor's own for what they wrote, and the notice's for what reached them. */
export type ChatTurn = { id: string; ours: boolean; text: string; at: Moment; files: { id: string; name: string; size: number }[] }
export type ChatView = { turns: ChatTurn[]; case: { id: string; reference: string } | null }

/** An alert with everything that its page says. */
export type AlertView = Alert & {
  stories: (StoredCase & { followers: number | null; public: boolean })[]
  clocks: StoredClock[]
  climbs: StoredEscalation[]
  told: { to: string; channel: string | null; state: string; at: Moment | null; receipt: string | null }[]
}
export type Matching = { id: string; name: string | null; address: string | null; severity: string | null; promised: boolean }
export type CaseKey = { id: string } | { number: number } | { reference: string }
export type Page<T> = { rows: T[]; next: string | null }
export type MessageFilter = {
  view: 'inbox' | 'triage' | 'quarantine'
  channel: string | null
  lang: string | null
  q: string | null
  /** Those that sleep at this moment are left out; null shows all. */
  awakeAt?: Moment | null
  limit: number
  after: string | null
}
export type CaseFilter = {
  states: string[]
  severities: string[]
  kinds: string[]
  owner: string | 'none' | null
  team: string | null
  contact: string | null
  tier: number | null
  q: string | null
  /** Whether the words are also looked for in the messages (`all`, the default) or only in what heads the case. */
  within?: 'all' | 'head'
  /** Whether a piece of a customer's address finds the case, or only the whole of it. */
  addresses?: AddressSearch
  sort: 'next_breach' | 'received_at' | 'severity'
  /** Only those that are awake, or only those that sleep, at a moment. */
  sleep?: { only: 'awake' | 'asleep'; at: Moment } | null
  limit: number
  after: string | null
}
/** `prefers` is a way to answer, `avoids` those that they do not want. */
export type ContactView = Contact & { id: string | null; supportNeeds: string[]; prefers: string | null; avoids: string[] }
export type MessageView = Omit<StoredMessage, 'attachments'> & {
  externalId: string | null
  found: FindingRow | null
  caseReference: string | null
  quarantined: boolean
}
export type AttachmentView = { id: string; messageId: string; name: string; mediaType: string; size: number }
export type CaseView = StoredCase & {
  contact: ContactView
  nextClock: StoredClock | null
  escalation: StoredEscalation | null
  /** The alert that is not over; known only of a case that is read by itself. */
  alertId?: string | null
}
export type TurnView = {
  id: string
  direction: 'in' | 'out'
  channel: string
  public: boolean
  text: string
  lang: string | null
  at: Moment
  author: string | null
  contact: Contact | null
  finding: FindingRow | null
  attachments: AttachmentView[]
  notice:
    | (Pick<NoticeRow, 'id' | 'state' | 'reason' | 'sentAt' | 'sendAfter'> & { readAt: Moment | null; letter: LetterKind | null })
    | null
}
