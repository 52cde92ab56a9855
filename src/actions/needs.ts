import type { ApprovalPolicy } from '../domain/approvals/policy'
import type { Case, CaseEvent } from '../domain/case/events'
import type { Alert } from '../domain/escalation/alert'
import type { Arranged, Question } from '../domain/escalation/arranged'
import type { Policy } from '../domain/escalation/policy'
import type { Finding, Severity } from '../domain/finding'
import type { Message } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { WriteNotice } from '../domain/notices/text'
import type { Person } from '../domain/people'
import type { CalendarBook, Clock } from '../domain/regimes/clocks'
import type { Pack } from '../domain/regimes/pack'
import type { ClockState } from '../domain/regimes/settle'
import type { SurveyPolicy } from '../domain/survey'
import type { Disposition } from '../domain/triage/triage'
import type { WayOut } from '../domain/ways-out'
import type { Wishes } from '../domain/wishes'
import type { ApprovalTx } from './approval-needs'
import type { Change, Following } from './change'
import type { ComposingTx } from './composing-needs'
import type { CustomerTx } from './customer-needs'
import type { Deed } from './deed'
import type { Refine } from './detector-needs'
import type { Effects, OwnEffects } from './effects'
import type { NoticeRow, NoticeState } from './notice-row'

export type { Change, Deed, Following, NoticeRow, NoticeState }

/** What every action may lean on. Nobody here asks what time it is but through `now`. */
export type Needs = {
  now(): Moment
  newId(): string
  randomBytes(n: number): Uint8Array
  /** SHA-256 over the parts, in order, as hex. */
  digest(parts: string[]): string
  store: Store
  detect(text: string, hints: { lang: string | null; public: boolean }): Finding
  noticeText: WriteNotice
  tzVersion: string
  /** Told after a commit, for live screens; losing one loses nothing. */
  announce(tenant: string, change: Change): void
}

export type { AuditEntry, Effects, OutboundMessage, OwnEffects } from './effects'

export type Store = {
  /**
   * One transaction for one tenant, in its turn: the tenant's writers are ordered by a lock taken here. Those that say *together* take it
   * side by side, each for cases that no other of them touches, and come one after the other from `turn` on. Rolls back when `work` throws.
   */
  write<T>(tenant: string, work: (tx: TenantTx) => Promise<T>, how?: 'together'): Promise<T>
  /** Reads without waiting for one's turn; what was read may be out of date by the time that something is written. */
  look<T>(tenant: string, work: (reads: LookReads) => Promise<T>): Promise<T>
  directory(tenant: string): Promise<Directory>
}

/** What falls due, longest overdue first. `except` names the cases that are already being dealt with. */
export type DueReads = Pick<TenantTx, 'casesById' | 'escalationsOf' | 'alertsOf' | 'dueCases' | 'dueClocks' | 'dueEscalations' | 'stampOf'>
/** A case of which something is due: these clocks, and whether it climbs. */
export type DueCase = { caseId: string; clocks: string[]; climbs: boolean }
export type LookReads = DueReads & WayReads
/** What tells how a customer can be answered. */
export type WayReads = Pick<TenantTx, 'caseById' | 'lastInbound' | 'message' | 'contact'>

/** What a firm has set up; read often, changed rarely, so it may be a few seconds old. */
export type Directory = {
  tenant: { id: string; slug: string; name: string; language: string; timeZone: string; demo: boolean; baseUrl: string }
  people: Person[]
  languageOf: ReadonlyMap<string, string>
  teams: string[]
  packs: Pack[]
  policies: Policy[]
  calendars: CalendarBook
  /** What of the firm's own rule books can no longer be read, each a sentence; missing where all can. */
  ruleAlarms?: readonly string[]
  /** Which answers another person reads before they leave; missing where the firm asks for none. */
  approvals?: ApprovalPolicy
  /** What the firm's own rules and corrections make of a finding; missing where it has none. */
  refine?: Refine
  notifiers: { id: string; name: string; kind: WayOut }[]
  /** Whose pages may show the chat window; missing where everybody's may. */
  chat?: { origins: string[] }
  /** Whether customers are asked how we did; missing where they are not. */
  survey?: SurveyPolicy
  /** What the firm has arranged for times when people are away; missing where it has arranged nothing. */
  onCall?: Arranged
}

type MoreTx = ApprovalTx & ComposingTx & CustomerTx
export type TenantTx = MoreTx & {
  /** Takes messages that wait to be understood. What somebody else took is left out. */
  claim(which: { messages: StoredMessage[] }): Promise<StoredMessage[]>
  contactsOf(handles: { kind: string; value: string }[]): Promise<KnownContact[]>
  casesOf(contactIds: string[], closedSince: Moment): Promise<StoredCase[]>
  recentContacts(contactIds: string[], since: Moment): Promise<Map<string, number>>
  messagesByExternalId(channel: string, externalIds: string[]): Promise<Map<string, FiledMessage>>
  caseById(id: string): Promise<StoredCase | null>
  casesById(ids: string[]): Promise<Map<string, StoredCase>>
  clocksOf(caseIds: string[]): Promise<StoredClock[]>
  /** Everything that happened to a case before this transaction, in its order. */
  eventsOf(caseId: string): Promise<CaseEvent[]>
  escalationsOf(caseIds: string[]): Promise<StoredEscalation[]>
  /** Alerts that nobody has taken up and that nothing has ended, touched since a moment. */
  openAlerts(since: Moment): Promise<Alert[]>
  alertsOf(caseIds: string[]): Promise<Alert[]>
  alert(id: string): Promise<Alert | null>
  /** Takes back what still waits to tell staff about a case, for it needs no telling any more. */
  cancelAlerts(caseIds: string[], reason: string, at: Moment): Promise<void>
  /** Takes back notices that still wait. */
  cancelNotices(dedupeKeys: readonly string[], reason: string): Promise<void>
  question(id: string): Promise<Question | null>
  deed(id: string): Promise<Deed | null>
  /** Cases of which something is due, gravest first, and of one grade the longest overdue first; or only of what fell due after a moment. */
  dueCases(now: Moment, limit: number, after?: Moment): Promise<DueCase[]>
  /** Those of these clocks, and of the escalations of these cases, that are due. */
  dueClocks(now: Moment, ids: readonly string[]): Promise<StoredClock[]>
  dueEscalations(now: Moment, caseIds: readonly string[]): Promise<StoredEscalation[]>
  /** Changes whenever anything that `dueClocks`, `dueEscalations`, `casesById`, `escalationsOf` or `alertsOf` say of these cases does. */
  stampOf(which: readonly DueCase[]): Promise<string>
  message(id: string): Promise<(StoredMessage & { externalId: string | null; finding: FindingRow | null }) | null>
  /** The newest message of a case, of anybody or of one contact (null: of people without an address). */
  lastInbound(caseId: string, of?: { contactId: string | null }): Promise<{ id: string; at: Moment } | null>
  contact(id: string): Promise<(KnownContact & { handles: { kind: string; value: string }[]; wishes: Wishes }) | null>
  notice(id: string): Promise<NoticeRow | null>
  /** Answers of a case that did not get through and that nobody has dealt with. */
  failedReplies(caseId: string): Promise<number>
  /** Moves a notice on where it is still in one of these states; false where somebody else was first. */
  moveNotice(
    id: string,
    from: NoticeState[],
    to: Partial<Pick<NoticeRow, 'state' | 'reason' | 'sentAt' | 'providerId' | 'sendAfter' | 'channel'>>,
  ): Promise<boolean>
  nextCaseNumber(): number
  /** Throws where a newer epoch exists: a worker that slept past its lease changes nothing. */
  fence(epoch: number): Promise<void>
  /**
   * Writes what concerns nothing but the cases themselves; needs no turn. False where one of the clocks, or the number of a case's events, is no
   * longer what it was when this was decided: then this transaction must come to nothing.
   */
  put(effects: Partial<OwnEffects>): Promise<boolean>
  /** Waits until no other writer is between its turn and its end. */
  turn(): Promise<void>
  /** Writes all of it in this transaction. May be called once, after the `turn` of one that writes together with others. */
  commit(effects: Partial<Effects>): Promise<void>
}

export type FiledMessage = { id: string; caseId: string | null; contactId: string | null }
export type StoredMessage = Message & { id: string; origin: Origin; demo: boolean; attempts: number }
/** Where a message came from decides what it may wake: an imported one gets its clocks as history and disturbs nobody. */
export type Origin = 'live' | 'import'

export type KnownContact = {
  id: string
  name: string | null
  language: string | null
  supportNeeds: string[]
  identities: { kind: string; value: string }[]
}

export type StoredCase = Case & {
  number: number
  reference: string
  contactId: string | null
  channel: string
  lang: string
  summary: string
  topics: string[]
  because: { code: string; evidence: string }[]
  highRisk: boolean
  demo: boolean
  lastMessageAt: Moment
  messages: number
  /** How many events the case has; the next one gets this number plus one. */
  events: number
  /** The earliest running deadline, for sorting; null when nothing runs. */
  breachAt: Moment | null
}

export type StoredClock = Clock & {
  id: string
  caseId: string
  state: ClockState
  metAt: Moment | null
  missedAt: Moment | null
  wakeAt: Moment | null
  /** The transaction that last wrote it, where it was read to be moved later: only then, and only if it is still that one. */
  version?: string
}
export type StoredEscalation = {
  caseId: string
  policy: string
  policyVersion: string
  startedAt: Moment
  level: number
  nextAt: Moment | null
  nextPerson: string | null
  told: string[]
  stoppedAt: Moment | null
  stoppedBy: string | null
  /** The policy as it was when the climb began; missing on those that began before policies were kept so. */
  frozen?: Policy | null
  /** Who has acknowledged it, where several must. */
  acks?: string[]
}

export type FindingRow = {
  messageId: string
  at: Moment
  state: 'processed' | 'quarantined'
  reason: string | null
  disposition: Disposition | 'duplicate' | null
  decidedBy: string | null
  severity: Severity | null
  finding: Finding | null
  contactId: string | null
  caseId: string | null
}
