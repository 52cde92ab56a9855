import { graver, regrade } from '../domain/case/commands'
import { type Decision, decide, type KnownCase } from '../domain/case/decide'
import type { CaseEvent } from '../domain/case/events'
import { isVisitor } from '../domain/chat'
import { asksForManager } from '../domain/escalation/triggers'
import type { Finding } from '../domain/finding'
import { supportNeedsOf } from '../domain/message'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { type Triage, triage } from '../domain/triage/triage'
import { trigger, waitsFor } from './begin-climb'
import { Book } from './book'
import type { Directory, Effects, FindingRow, Needs, StoredCase, StoredMessage, TenantTx } from './needs'
import { openCase, restart, startAlert, startNextReply, takeUp } from './open-case'
import { peopleAt } from './people-at'
import { answerOwed } from './reopen'
import type { Known } from './understand'

export type Reading = { message: StoredMessage; finding: Finding }
export type Desk = { needs: Needs; directory: Directory; people: Person[]; tx: TenantTx; now: Moment; book: Book; links: Effects['links'] }

/** Decides every message of a batch in the order of receipt; a later one sees the cases that an earlier one opened. Writes nothing itself. */
export function fileMessages(needs: Needs, directory: Directory, tx: TenantTx, read: Reading[], known: Known): Partial<Effects> {
  const book = new Book(
    { cases: known.cases, clocks: known.clocks, escalations: known.escalations, alerts: known.alerts },
    directory.policies,
  )
  const desk: Desk = { needs, directory, people: peopleAt(directory, needs.now()), tx, now: needs.now(), book, links: [] }
  const findings = read.map((reading) => fileOne(desk, reading, known))
  const { contacts } = known
  const effects = book.effects()
  return {
    ...effects,
    contacts: contacts.created,
    identities: contacts.identities,
    contactNeeds: contacts.needs,
    findings,
    links: desk.links,
    audit: [...effects.audit, ...batchAudit(needs, findings, desk.now)],
  }
}

function fileOne(desk: Desk, { message, finding }: Reading, known: Known): FindingRow {
  const contact = known.contacts.of.get(message.id) ?? null
  const theirs = contact ? desk.book.ofContact(contact.id) : []
  const graded = triage({
    finding,
    text: message.text,
    public: message.public,
    contact: message.contact,
    now: desk.now,
    supportNeeds: contact?.supportNeeds ?? supportNeedsOf(message),
    history: {
      openCases: theirs.filter((it) => it.state !== 'closed'),
      contactsLast30d: contact ? (known.recent.get(contact.id) ?? 0) : 0,
      earlierCases: theirs.length,
    },
  })
  const repliesTo = known.replies.get(message.id)
  const decision = decide(
    {
      contactId: contact?.id ?? message.id,
      conversationId: contact ? conversationOf(contact.id, message.channel) : null,
      channel: message.channel,
      intent: finding.intent.value,
      topics: finding.topics.map((t) => t.value),
      waiting: message.contact.handles.some(({ value }) => isVisitor(value)),
    },
    graded,
    {
      cases: theirs.map((it) => knownCase(desk.book, it)),
      repliesTo: repliesTo?.contactId ? { contactId: repliesTo.contactId, caseId: repliesTo.caseId } : null,
    },
    desk.now,
  )
  const caseId = carryOut(desk, { message, finding }, graded, decision, contact?.id ?? null)
  return {
    messageId: message.id,
    at: desk.now,
    state: 'processed',
    reason: decision.why.code,
    disposition: dispositionOf(decision, graded),
    decidedBy: null,
    severity: graded.severity,
    finding,
    contactId: contact?.id ?? null,
    caseId,
  }
}

const conversationOf = (contactId: string, channel: string) => `${contactId}:${channel}`
const knownCase = (book: Book, it: StoredCase): KnownCase => ({
  id: it.id,
  contactId: it.contactId ?? '',
  kind: it.kind,
  conversationIds: it.contactId ? [conversationOf(it.contactId, it.channel)] : [],
  channel: it.channel,
  topics: it.topics,
  lastMessageAt: it.lastMessageAt,
  closedAt: it.closedAt,
  owesAnswer: answerOwed(book, it.id),
})

/** A message that joined a case is no longer waiting for anybody to say what it is. */
const dispositionOf = (decision: Decision, graded: Triage): FindingRow['disposition'] =>
  decision.kind === 'attach' || decision.kind === 'reopen'
    ? graded.disposition === 'review'
      ? 'complaint'
      : graded.disposition
    : decision.kind === 'open'
      ? 'complaint'
      : decision.kind

function carryOut(desk: Desk, reading: Reading, graded: Triage, decision: Decision, contactId: string | null): string | null {
  switch (decision.kind) {
    case 'open':
    case 'opportunity': {
      const caseId = openCase(desk, reading, graded, decision.kind === 'open' ? 'complaint' : 'opportunity', contactId)
      tellsMore(desk, caseId, reading.message, reading.finding)
      return caseId
    }
    case 'attach':
      return attach(desk, reading, graded, decision)
    case 'reopen':
      reopen(desk, reading, graded, decision)
      return decision.caseId
    default:
      return null
  }
}

/** What the customer says begins anew, unless an answer to what they said before is still owed: then the case goes on with its dates. */
function reopen(desk: Desk, reading: Reading, graded: Triage, decision: Extract<Decision, { kind: 'attach' | 'reopen' }>) {
  const { caseId, why } = decision
  const { message } = reading
  const goesOnFrom = answerOwed(desk.book, caseId) ? desk.book.case(caseId).closedAt : null
  const since = goesOnFrom === null ? { receivedAt: message.sentAt ?? message.receivedAt } : { closedAt: goesOnFrom }
  desk.book.happen(caseId, { kind: 'reopened', reason: why.evidence, messageId: message.id, ...since, by: 'engine', at: desk.now })
  attach(desk, reading, graded, decision)
  if (goesOnFrom === null) restart(desk, caseId, message)
  else takeUp(desk, caseId)
}

function attach(
  desk: Desk,
  { message, finding }: Reading,
  graded: Triage,
  { caseId, why }: Extract<Decision, { kind: 'attach' | 'reopen' }>,
) {
  const { book, now, links } = desk
  const intent = finding.intent.value
  const attached: CaseEvent = { kind: 'message_attached', messageId: message.id, because: why.code, intent, by: 'engine', at: now }
  book.happen(caseId, attached)
  links.push({ caseId, messageId: message.id })
  const it = book.case(caseId)
  book.change(caseId, {
    messages: it.messages + 1,
    lastMessageAt: Math.max(it.lastMessageAt, message.sentAt ?? message.receivedAt),
    topics: [...new Set([...it.topics, ...finding.topics.slice(0, 3).map((t) => t.value)])],
  })
  startNextReply(desk, caseId, message, intent)
  raise(desk, caseId, message, graded)
  tellsMore(desk, caseId, message, finding)
  return caseId
}

const FOLLOWED = 1
/** What policies may wait for in a message, the first or a later one: a third contact, a wide reach, a danger, a call for a manager. */
function tellsMore(desk: Desk, caseId: string, message: StoredMessage, finding: Finding) {
  if (message.origin === 'import' || !waitsFor(desk.directory, 'third_contact', 'reach', 'risk', 'asks_for_manager')) return
  const { followers } = message.contact
  const categories = [...new Set(finding.risk_phrases.map(({ category }) => category))]
  if (desk.book.case(caseId).messages >= 3) trigger(desk, caseId, { on: 'third_contact' })
  if (followers !== null && followers >= FOLLOWED) trigger(desk, caseId, { on: 'reach', followers })
  if (categories.length > 0) trigger(desk, caseId, { on: 'risk', categories })
  if (asksForManager(message.text)) trigger(desk, caseId, { on: 'asks_for_manager' })
}

/** What a later message says may make a case graver, never milder. A case that becomes one of high risk is alerted like one that began so. */
function raise(desk: Desk, caseId: string, message: StoredMessage, graded: Triage) {
  const { book, now } = desk
  const it = book.case(caseId)
  if (it.state === 'closed') return
  const answer = regrade(it, { ...graver(it, graded), by: 'engine', at: now, because: graded.because })
  if (answer.done) for (const event of answer.events) book.happen(caseId, event)
  if (!graded.highRisk || it.highRisk) return
  book.change(caseId, { highRisk: true, because: [...graded.because, ...it.because] })
  if (message.origin === 'import') return
  startAlert(desk, caseId, message)
  book.audit.push({ at: now, actor: 'engine', action: 'case.became_high_risk', subject: caseId, data: { message: message.id } })
}

/** One audit row for what the engine concluded about a batch; the digest covers every finding, so that none can be changed unnoticed. */
function batchAudit(needs: Needs, findings: FindingRow[], now: Moment) {
  if (findings.length === 0) return []
  const digest = needs.digest(findings.map((f) => JSON.stringify([f.messageId, f.disposition, f.severity, f.caseId, f.finding])))
  const data = {
    count: findings.length,
    first: findings[0]!.messageId,
    last: findings.at(-1)!.messageId,
    model: findings[0]!.finding?.model ?? null,
    digest,
  }
  return [{ at: now, actor: 'engine', action: 'messages.understood', subject: findings[0]!.messageId, data }]
}
