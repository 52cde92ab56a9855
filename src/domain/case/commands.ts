import type { ApprovalRefusal } from '../approvals/approval'
import { SEVERITIES, type Severity } from '../finding'
import type { Moment } from '../moment'
import { unfilled } from '../saved-replies'
import { outcomeFits, remedyFits } from './closing'
import type { Because, Case, CaseEvent, CaseKind, Outcome, Remedy, Tier } from './events'

/** Why a command was not carried out. An answer, not an accident: each is told to the person in the console's own words. */
export type Refusal =
  | 'already_closed' // the case is closed; reopen it first
  | 'not_closed' // there is nothing to reopen
  | 'already_acknowledged'
  | 'owner_unknown' // nobody of that name here, or they are away
  | 'owner_unchanged'
  | 'nobody_to_escalate_to'
  | 'grade_unchanged'
  | 'never_lowered_by_rule' // only a person may make a case less severe
  | 'kind_unchanged'
  | 'no_reason'
  | 'text_empty'
  | 'no_way_to_answer' // the customer left no channel that we can use
  | 'way_unwanted' // the customer asked us not to write this way
  | 'somebody_writing' // a colleague is answering this customer just now
  | 'file_gone' // a file of the answer is not there any more, or is somebody else's
  | 'files_large' // more than a mailbox takes
  | 'text_unfilled' // a saved reply's gap such as {{order}} is still in it
  | 'newer_message' // the customer wrote again after what the author had seen
  | 'no_outcome'
  | 'remedy_without_outcome'
  | 'no_remedy'
  | 'outcome_does_not_fit' // not for this kind of case
  | 'remedy_does_not_fit' // not with this outcome
  | 'open_reply_unsent' // an answer still waits in the outbox or failed
  | 'survey_over' // answered longer ago than it may be changed
  | 'fact_unchanged'
  | 'class_unchanged'
  | 'happened_in_future' // only what has happened can be told
  | 'content_missing' // the letter lacks a block that the rule book asks for
  | 'content_advised' // a rule book expects a block that these words lack; a lead may send them all the same, with a reason
  | 'not_a_lead' // only somebody above may confirm it
  | 'too_late' // a notice after the time that it should have come before is worth nothing
  | 'approval_waiting' // another answer of this case waits to be approved
  | 'approval_unknown'
  | ApprovalRefusal
  | 'topics_unchanged'
  | 'statutory_clock_open' // many at once are not closed over a promise that the law asks for
  | 'clock_too_near' // a clock runs out so soon that the case may not sleep
  | 'not_in_future'
  | 'not_asleep'
  | 'changed_meanwhile' // something has happened since, so it cannot be taken back as if nothing had
  | 'no_ground' // a notice for a reason that the rule book does not accept

export type Answer = { done: true; events: CaseEvent[] } | { done: false; refused: Refusal }

/** Who acts, and when: a user's id or `engine`. */
export type Act = { by: string; at: Moment }

/** The act of somebody who opens their mouth or takes a decision on the case; the first refusal that applies is the one given. */
type Check = readonly [applies: boolean, refusal: Refusal]

const isClosed = (it: Case): Check => [it.state === 'closed', 'already_closed']

export function acknowledge(it: Case, { by, at, note = null }: Act & { note?: string | null }): Answer {
  return (
    refusedFor(isClosed(it), [it.acknowledgedAt !== null, 'already_acknowledged']) ??
    done({ kind: 'acknowledged', note: blank(note) ? null : note, by, at })
  )
}

/** Hands the case to somebody, or with `owner: null` back to a team, which needs a reason. `people` are those who could own it now. */
export function assign(
  it: Case,
  {
    by,
    at,
    owner,
    team = it.team,
    reason,
    people,
  }: Act & { owner: string | null; team?: string; reason?: string | null; people: readonly { id: string; available: boolean }[] },
): Answer {
  const known = owner === null || people.some((person) => person.id === owner && person.available)
  return (
    refusedFor(
      isClosed(it),
      [!known, 'owner_unknown'],
      [owner === it.owner && team === it.team, 'owner_unchanged'],
      [owner === null && blank(reason), 'no_reason'],
    ) ?? done({ kind: 'assigned', owner, team, reason: blank(reason) ? 'assigned by hand' : reason!, by, at })
  )
}

/** A person hands the case up. `to` is whom the chain of command names, null where it names nobody; that person becomes the owner. */
export function escalate(it: Case, { by, at, reason, to, level }: Act & { reason: string; to: string | null; level: number }): Answer {
  return (
    refusedFor(isClosed(it), [blank(reason), 'no_reason'], [to === null, 'nobody_to_escalate_to'], [to === it.owner, 'owner_unchanged']) ??
    done({ kind: 'escalated', policy: 'manual', level, to: to!, owner: true, reason, by, at })
  )
}

export type Reply = {
  text: string
  noticeId: string
  messageId: string
  /** The channel that the customer can be answered in; null where there is none. */
  channel: string | null
  final: boolean
  public: boolean
  /** The newest customer message that the author had read; leave it out only where nobody read along (an integration). */
  lastSeenMessageId?: string | null
  newestMessageId: string | null
  /** Names of the files that go with it; an answer may be a file alone. */
  files?: readonly string[]
  filesGone?: boolean
  filesLarge?: boolean
  /** The colleague who is writing to this customer just now, and whether the author answers all the same. */
  writing?: string | null
  anyway?: boolean
  /** What the customer said of this way, and whether the author named it. */
  wished?: 'wished' | 'unwanted'
  named?: boolean
}

/** Puts an answer on its way. No clock stops before `deliverReply`. */
export function reply(it: Case, { by, at, text, lastSeenMessageId, newestMessageId, ...answer }: Act & Reply): Answer {
  const { noticeId, messageId, channel, final, files = [], filesGone = false, filesLarge = false, writing = null, anyway = false } = answer
  return (
    refusedFor(
      isClosed(it),
      [blank(text) && files.length === 0, 'text_empty'],
      [unfilled(text).length > 0, 'text_unfilled'],
      [filesGone, 'file_gone'],
      [filesLarge, 'files_large'],
      [channel === null, 'no_way_to_answer'],
      [answer.wished === 'unwanted' && !answer.named, 'way_unwanted'],
      [lastSeenMessageId !== undefined && lastSeenMessageId !== newestMessageId, 'newer_message'],
      [writing !== null && !anyway, 'somebody_writing'],
    ) ??
    done({
      kind: 'replied',
      noticeId,
      messageId,
      channel: channel!,
      final,
      public: answer.public,
      ...(files.length > 0 ? { files } : {}),
      ...(answer.wished ? { wished: answer.wished } : {}),
      ...(writing === null ? {} : { despite: writing }),
      by,
      at,
    })
  )
}

/** The answer has left us and the channel took it: here the clocks stop, even where the case was closed meanwhile. */
export const deliverReply = (_it: Case, { by, at, noticeId, final }: Act & { noticeId: string; final: boolean }): Answer =>
  done({ kind: 'reply_delivered', noticeId, final, by, at })

/** The answer failed, or nobody can say whether it arrived; either way the customer is still waiting as far as we know. */
export const failReply = (
  _it: Case,
  { by, at, noticeId, state, reason }: Act & { noticeId: string; state: 'failed' | 'unknown'; reason: string },
): Answer => done({ kind: 'reply_failed', noticeId, state, reason: blank(reason) ? 'no reason given' : reason, by, at })

/** An internal note; a closed case takes them too. */
export const note = (_it: Case, { by, at, text }: Act & { text: string }): Answer =>
  refusedFor([blank(text), 'text_empty']) ?? done({ kind: 'noted', text, by, at })

/** Ends the case. `unsentReplies` counts answers that are queued or failed: closing over them would leave the customer without an answer. */
export function close(
  it: Case,
  {
    by,
    at,
    outcome,
    remedy,
    note: words = null,
    unsentReplies,
  }: Act & { outcome: Outcome | null; remedy: Remedy | null; note?: string | null; unsentReplies: number },
): Answer {
  return (
    refusedFor(
      isClosed(it),
      [outcome === null && remedy !== null, 'remedy_without_outcome'],
      [outcome === null, 'no_outcome'],
      [remedy === null, 'no_remedy'],
      [outcome !== null && !outcomeFits(it.kind, outcome), 'outcome_does_not_fit'],
      [outcome !== null && remedy !== null && !remedyFits(outcome, remedy), 'remedy_does_not_fit'],
      [unsentReplies > 0, 'open_reply_unsent'],
    ) ?? done({ kind: 'closed', outcome: outcome!, remedy: remedy!, note: blank(words) ? null : words, by, at })
  )
}

/** Takes a closed case up again, with a reason; one of which an answer is owed goes on, and nothing of it begins anew. */
export function reopen(it: Case, { by, at, reason, goesOn = false }: Act & { reason: string; goesOn?: boolean }): Answer {
  const since = goesOn && it.closedAt !== null ? { closedAt: it.closedAt } : {}
  const event: CaseEvent = { kind: 'reopened', reason, messageId: null, ...since, by, at }
  return refusedFor([it.state !== 'closed', 'not_closed'], [blank(reason), 'no_reason']) ?? done(event)
}

export type Grade = { severity: Severity; tier: Tier; priority: number }

/** Changes severity, tier and priority. `engine` may only raise; a person may do both and says why. */
export function regrade(it: Case, { by, at, because, severity, tier, priority }: Act & Grade & { because: Because[] }): Answer {
  const same = severity === it.severity && tier === it.tier && priority === it.priority
  const lower = rank(severity) > rank(it.severity) || tier < it.tier || priority > it.priority
  return (
    refusedFor(
      isClosed(it),
      [same, 'grade_unchanged'],
      [by === 'engine' && lower, 'never_lowered_by_rule'],
      [because.length === 0, 'no_reason'],
    ) ?? done({ kind: 'regraded', severity, tier, priority, because, by, at })
  )
}

/** A person decides what the case is. What is not a case is closed as out of scope in the same breath, and can be reopened. */
export function mark(it: Case, { by, at, as, reason }: Act & { as: CaseKind | 'not_a_case'; reason: string }): Answer {
  const refused = refusedFor(isClosed(it), [as === it.kind, 'kind_unchanged'], [blank(reason), 'no_reason'])
  if (refused) return refused
  const marked: CaseEvent = { kind: 'marked', as, reason, by, at }
  return as === 'not_a_case'
    ? done(marked, { kind: 'closed', outcome: 'out_of_scope', remedy: 'none', note: reason, by, at })
    : done(marked)
}

/** Names what the case is about; the names come in the order in which they matter. */
export function label(it: Case & { topics: readonly string[] }, { by, at, topics }: Act & { topics: readonly string[] }): Answer {
  const said = [...new Set(topics.map((topic) => topic.trim()).filter((topic) => topic !== ''))]
  return (
    refusedFor(isClosed(it), [said.join('\n') === it.topics.join('\n'), 'topics_unchanged']) ??
    done({ kind: 'labelled', topics: said, was: it.topics, by, at })
  )
}

/** The grade of a case after another message of the same story: in each part the graver of the two. */
export const graver = (it: Grade, other: Grade): Grade => ({
  severity: rank(other.severity) < rank(it.severity) ? other.severity : it.severity,
  tier: Math.max(it.tier, other.tier) as Tier,
  priority: Math.min(it.priority, other.priority),
})

const rank = (severity: Severity) => SEVERITIES.indexOf(severity)
const blank = (text: string | null | undefined) => (text ?? '').trim() === ''
const done = (...events: CaseEvent[]): Answer => ({ done: true, events })

function refusedFor(...checks: Check[]): Answer | null {
  const refusal = checks.find(([applies]) => applies)?.[1]
  return refusal === undefined ? null : { done: false, refused: refusal }
}
