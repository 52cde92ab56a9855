import type { AlertAnswer, AlertInput } from '../actions/alert-deeds'
import type { CaseActions } from '../actions/case-actions'
import type { CaseFactActions } from '../actions/case-facts'
import type { Draft, HeldFile } from '../actions/composing-needs'
import type { Corrected, CorrectionInput } from '../actions/correct-message'
import type { Outcome, OutgoingNotice } from '../actions/deliver'
import type { LearningNeeds, RuleNeeds } from '../actions/detector-needs'
import type { changeMany, decideMany, ManyAnswer } from '../actions/many'
import type { Directory, Following, Needs } from '../actions/needs'
import type { AskAnswer, Asking } from '../actions/questions'
import type { CaseView, MessageView, Reads } from '../actions/reads'
import type { RebaseActions } from '../actions/rebase'
import type { skipCase } from '../actions/skip-case'
import type { SnoozeAnswer, snoozeMessage } from '../actions/snooze-message'
import type { UndoAnswer } from '../actions/undo'
import type { Way } from '../actions/way'
import type { Question } from '../domain/escalation/arranged'
import type { Message } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { Shown, Signal } from '../domain/presence'
import type { Adopted, DateChange, LastMonth } from '../domain/regimes/date-changes'
import type { Pack } from '../domain/regimes/pack'
import type { Simulation } from '../domain/regimes/simulation'
import type { Scope } from '../domain/rights'
import type { SavedReply } from '../domain/saved-replies'
import type { AddressKind, WayOut } from '../domain/ways-out'
import type { ChatServices } from './chat/services'
import type { DeskServices } from './desk-services'
import type { RunningServices } from './running-services'

/** Who is calling, once the key or the session has been looked up. */
export type Principal = {
  tenant: string
  /** A staff id, or `key:<id>` for a script. Goes into events and the audit as it is. */
  actor: string
  userId: string | null
  keyId: string | null
  scopes: readonly Scope[]
}

/** Everything that routes lean on; `main.ts` fills it in. */
type Others = DeskServices & RunningServices
export type Services = Others & {
  needs: Needs
  reads: Reads
  cases: CaseActions
  caseFacts: CaseFactActions
  rebase: RebaseActions
  regimes: {
    /** Those that ship and every version of the firm's own, newest last. */
    all(tenant: string): Promise<readonly Pack[]>
    simulate(tenant: string, wish: SimulationWish): Promise<{ ok: true; value: Simulation } | { ok: false; problem: string }>
    own(tenant: string): Promise<OwnVersion[]>
    /** The service policy as it was written; null where there is none. */
    servicePolicy(tenant: string): Promise<Record<string, unknown> | null>
    /** Checks a rule book, a calendar or a service policy and says what it would change; with `keep` new cases take it from now on. */
    add(tenant: string, it: { file: string; text: string; by: string; keep: boolean }): Promise<OwnAnswer>
    /** False where there is none of that id. */
    retire(tenant: string, it: { id: string; by: string }): Promise<boolean>
    adopt(tenant: string, it: { id: string; adopted: boolean; by: string; keep: boolean }): Promise<Adopted | null>
  }
  directory(tenant: string): Promise<Directory>
  keyPrincipal(secret: string): Promise<Principal | null>
  sessionPrincipal(secret: string): Promise<Principal | null>
  receive(
    tenant: string,
    incoming: { message: Message; demo: boolean; raw: { mediaType: string; bytes: Uint8Array } | null },
  ): Promise<{ id: string; state: 'accepted' | 'duplicate' }>
  /** Resolves when a batch is welcome: soon, unless far more waits than is being understood. */
  room(): Promise<void>
  triage(
    tenant: string,
    input: { messageId: string; decision: TriageDecision; caseId: string | null; by: string },
  ): Promise<{ done: true; undo: string | null } | { done: false; refused: string }>
  /** Many at once, taking back, and what is put out of sight for a while. */
  lists: ListServices
  /** What the rules that a firm writes for its detector need (`actions/detector-rules.ts`). */
  rules: RuleNeeds
  /** What learning from a firm's corrections needs (`actions/detector-learning.ts`). */
  learning: LearningNeeds
  correct(tenant: string, input: CorrectionInput): Promise<Corrected | null>
  idempotent(
    tenant: string,
    key: string,
    route: string,
    bodyHash: Uint8Array,
    run: () => Promise<{ status: number; body: string }>,
  ): Promise<IdempotentAnswer>
  signIn: {
    peek(token: string): Promise<{ name: string } | null>
    redeem(token: string, agent: string | null): Promise<{ session: string } | null>
    requestLink(email: string): Promise<void>
    end(principal: Principal, secret: string): Promise<void>
  }
  forms: {
    tenantBySlug(slug: string): Promise<Directory | null>
    /** The firms of this installation, at most twenty: who has more sends customers to a firm's own page. */
    firms(): Promise<Directory[]>
    /** Signs what public pages carry; the same in every process and after a restart. */
    secret(): Promise<Uint8Array>
    /** False where this was done too often; whatever is refused is not counted. */
    allows(what: string, most: number, withinMs: number): boolean
  }
  hooks: {
    find(id: string): Promise<{ tenant: string; channel: string; secret: string } | null>
    verify(signed: {
      secrets: string[]
      headers: Record<string, string | string[] | undefined>
      rawBody: Buffer
      now: Moment
      toleranceMs: number
    }): { ok: true; id: string; timestamp: number } | { ok: false; code: string }
  }
  /** The ten-minute alert, and questions to colleagues. */
  alerts: {
    act(tenant: string, input: AlertInput): Promise<AlertAnswer>
    ask(tenant: string, asking: Asking): Promise<AskAnswer>
    question(tenant: string, id: string): Promise<Question | null>
    answer(tenant: string, id: string, words: string): Promise<'done' | 'gone' | 'no_words'>
  }
  telling: {
    arrangements(tenant: string, kind?: ArrangementKind): Promise<Arrangement[]>
    /** A new version; null ends it. */
    arrange(tenant: string, it: { kind: ArrangementKind; id: string; body: unknown; by: string }): Promise<number>
    address(tenant: string, it: { userId: string; kind: AddressKind; label: string; address: string }): Promise<void>
    notifiers(tenant: string): Promise<Connected[]>
    notifier(tenant: string, id: string): Promise<Connected | null>
    /** What a browser needs to subscribe; null where no push is connected. */
    pushKey(tenant: string): Promise<string | null>
    connect(tenant: string, notifier: Pick<Connected, 'name' | 'kind' | 'url' | 'secret' | 'options'>): Promise<void>
    disconnect(tenant: string, id: string): Promise<boolean>
    test(tenant: string, id: string, notice: OutgoingNotice): Promise<Outcome>
    receipt(tenant: string, providerId: string, state: string): Promise<boolean>
    isFromTwilio(token: string, url: string, fields: Record<string, string>, signature: string | undefined): boolean
    isFromSlack(secret: string, headers: Record<string, string | string[] | undefined>, body: string, now: Moment): boolean
  }
  answerSurvey(tenant: string, caseId: string, said: { score: number; note: string | null }): Promise<boolean>
  chat: ChatServices
  live: Following
  health(): Health
  ways(tenant: string, caseId: string): Promise<{ ways: Way[]; lastMessage: string | null }>
  composing: ComposingServices
  saved: {
    list(tenant: string): Promise<SavedReply[]>
    one(tenant: string, id: string): Promise<SavedReply | null>
    put(tenant: string, it: SavedReply, by: string): Promise<unknown>
    remove(tenant: string, id: string): Promise<unknown>
    used(tenant: string, id: string): Promise<unknown>
  }
  presence: {
    signal(tenant: string, signal: Signal): void
    /** The line of an open screen stands, or broke. */
    line(tenant: string, client: string, there: boolean): void
    released(tenant: string, caseId: string, user: string): void
    all(tenant: string): [caseId: string, people: Shown[]][]
    /** The colleague who is writing to the customer of a case just now. */
    writerBeside(tenant: string, caseId: string, me: string): string | null
  }
  /** Takes a customer's notice back while it still waits. */
  takeBack(tenant: string, noticeId: string, by: string): Promise<'done' | 'too_late' | 'unknown'>
  /** A person says what became of a notice whose outcome nobody knows, or sends it once more. */
  resolveNotice(
    tenant: string,
    noticeId: string,
    as: 'sent' | 'failed' | 'retry',
    by: string,
    channel: string | null,
  ): Promise<'done' | 'not_open' | 'unknown' | 'no_way_to_answer'>
  removeDemo(tenant: string, by: string): Promise<Record<string, number>>
  baseUrl(): string
  testClock: { advance(ms: number): Promise<Moment> } | null
  webRoot: string | null
}
/** What a person has begun to write, and what of theirs can still be taken back. */
export type ComposingServices = {
  drafts(tenant: string, of: { userId: string; caseId: string }): Promise<(Omit<Draft, 'files'> & { files: HeldFile[] })[]>
  keep(tenant: string, draft: Draft): Promise<void>
  /** Keeps a file until it is sent; false where its id is somebody else's. */
  hold(tenant: string, file: Whose & { name: string; mediaType: string; bytes: Uint8Array }): Promise<boolean>
  drop(tenant: string, file: Whose): Promise<void>
  /** The newest other cases of the same topics. */
  similar(
    tenant: string,
    it: { id: string; topics: readonly string[] },
  ): Promise<Pick<CaseView, 'id' | 'reference' | 'severity' | 'state' | 'summary' | 'outcome' | 'remedy'>[]>
  pending(
    tenant: string,
    userId: string,
  ): Promise<{ noticeId: string; caseId: string; reference: string; to: string | null; channel: string; sendAfter: Moment }[]>
}
type Whose = { id: string; userId: string; caseId: string }
export type ArrangementKind = 'policy' | 'rota' | 'override' | 'absence' | 'preferences'
export type Arrangement = { kind: ArrangementKind; id: string; version: number; body: unknown; madeAt: Moment; madeBy: string }
export type Connected = {
  id: string
  name: string
  kind: WayOut
  url: string
  secret: string | null
  options: { allowPrivate: boolean; from?: string }
  enabled: boolean
  checkedAt: Moment | null
  lastError: string | null
}
/** A case that does not exist, as text; facts and events are `name=value`. */
export type SimulationWish = {
  regime: string
  received: string
  class?: string
  facts?: readonly string[]
  events?: readonly string[]
  calendar?: string
  channel?: string
  now?: string
}
/** One version of what a firm wrote for itself; `gone` is the end of it, `problems` say why it can no longer be read. */
export type OwnVersion = {
  kind: 'pack' | 'calendar' | 'service' | 'days'
  id: string
  seq: number
  version: string | null
  gone: boolean
  madeAt: Moment
  madeBy: string
  problems: string[]
}
export type OwnChange = Pick<OwnVersion, 'kind' | 'id' | 'version'> & {
  seq: number | null
  replaces: string | null
  openClocks: number
  newCases: DateChange[]
  lastMonth: LastMonth[]
}
export type OwnAnswer = { ok: true; change: OwnChange } | { ok: false; problems: string[]; refused?: 'version_taken' }
export type ListServices = {
  decide(tenant: string, input: Parameters<typeof decideMany>[2]): Promise<ManyAnswer>
  change(tenant: string, input: Parameters<typeof changeMany>[2]): Promise<ManyAnswer>
  undo(tenant: string, input: { id: string; by: string }): Promise<UndoAnswer>
  similar(tenant: string, messageId: string): Promise<MessageView[] | null>
  snoozeMessage(tenant: string, input: Parameters<typeof snoozeMessage>[2]): Promise<SnoozeAnswer>
  skip(tenant: string, input: Parameters<typeof skipCase>[2]): Promise<boolean>
}
export type TriageDecision = 'complaint' | 'duplicate' | 'noise' | 'opportunity' | 'abuse'
export type IdempotentAnswer =
  | { kind: 'fresh' | 'replayed'; status: number; body: string }
  | { kind: 'other_body' }
  | { kind: 'still_running' }
  | { kind: 'answer_lost' }
export type Health = { ready: boolean; disk: { freeMb: number; low: boolean } | null; backlog: number; version: string }
