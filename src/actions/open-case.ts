import { apply } from '../domain/case/case'
import type { CaseEvent, CaseKind } from '../domain/case/events'
import { choosePolicy } from '../domain/escalation/policy'
import type { Moment } from '../domain/moment'
import { isReference, reference } from '../domain/reference'
import { type CaseFacts, RULES_OF_TODAY, startClocks } from '../domain/regimes/clocks'
import type { Facts } from '../domain/regimes/facts'
import type { Happening } from '../domain/regimes/happenings'
import type { Pack } from '../domain/regimes/pack'
import { isOpen, nextWake, standingOf } from '../domain/regimes/settle'
import { route } from '../domain/routing/route'
import type { Triage } from '../domain/triage/triage'
import { beginClimb } from './begin-climb'
import type { Desk, Reading } from './file-messages'
import type { StoredCase, StoredMessage } from './needs'
import { assignmentNotice } from './notices'

/** Opens a case for a message: graded, numbered, routed, its clocks running from first receipt, its escalation started, its people told. */
export function openCase(desk: Desk, { message, finding }: Reading, graded: Triage, kind: CaseKind, contactId: string | null): string {
  const { needs, tx, now, book } = desk
  const id = needs.newId()
  const imported = message.origin === 'import'
  const receivedAt = message.sentAt ?? message.receivedAt
  const openedAt = imported ? receivedAt : now
  const opened: CaseEvent = {
    kind: 'opened',
    caseKind: kind,
    severity: graded.severity,
    tier: graded.tier,
    priority: graded.priority,
    receivedAt,
    because: graded.because,
    imported,
    messageId: message.id,
    facts: knownAtFirst(message, finding, graded),
    by: 'engine',
    at: openedAt,
  }
  const it: StoredCase = {
    ...apply(null, opened, id),
    number: tx.nextCaseNumber(),
    reference: promisedReference(message) ?? reference(needs.randomBytes(5)),
    contactId,
    channel: message.channel,
    lang: message.contact.language ?? finding.lang.value,
    summary: summaryOf(message.text),
    topics: finding.topics.slice(0, 3).map((t) => t.value),
    because: graded.because,
    highRisk: graded.highRisk,
    demo: message.demo,
    lastMessageAt: receivedAt,
    messages: 1,
    events: 1,
    breachAt: null,
  }
  book.open(it, opened)
  desk.links.push({ caseId: id, messageId: message.id })
  assignRoute(desk, id, imported)
  runClocks(desk, id, message, { receivedAt, openedAt, imported })
  if (!imported) startLadder(desk, id)
  book.audit.push({
    at: now,
    actor: 'engine',
    action: 'case.opened',
    subject: id,
    data: { number: it.number, severity: it.severity, message: message.id, because: graded.because },
  })
  return id
}

/** What rule books may ask of the message that a case begins with; it stays with the event, so that the clocks can be told from it again. */
const knownAtFirst = (message: StoredMessage, finding: Reading['finding'], graded: Triage): Facts => ({
  channel: message.channel,
  topics: finding.topics.slice(0, 3).map((t) => t.value),
  high_risk: graded.highRisk,
  ...(message.product === null ? {} : { product: message.product }),
  ...publicFacts(message),
  ...branchOf(message),
})

const branchOf = ({ meta }: StoredMessage): Facts => (typeof meta.branch === 'string' ? { branch: meta.branch } : {})

/** Places where others are at home: words there may be a complaint, but some rule books only count those on a firm's own page. */
const ELSEWHERE = ['forum', 'trustpilot', 'yelp', 'tripadvisor']
const publicFacts = ({ public: open, channel, contact }: StoredMessage): Facts => {
  if (!open) return { public: false }
  const reachable = contact.handles.length > 0
  return {
    public: true,
    own_channel: !ELSEWHERE.includes(channel),
    author_identifiable: reachable || contact.name !== null,
    author_contactable: reachable,
  }
}

/**
 * The reference that our own form has already shown to the customer. Somebody else's case may have it by then, which only comes to light
 * when the case is written; the message is then tried again, without it.
 */
function promisedReference({ channel, origin, externalId, meta, attempts }: StoredMessage): string | null {
  const { reference: shown } = meta
  const ours = channel === 'web_form' && origin === 'live' && externalId === shown && attempts === 0
  return ours && typeof shown === 'string' && isReference(shown) ? shown : null
}

/** After a reopening: new clocks from the message that reopened it, and somebody who is told. */
export function restart(desk: Desk, caseId: string, message: StoredMessage) {
  const imported = message.origin === 'import'
  ownerThere(desk, caseId, imported)
  runClocks(desk, caseId, message, { receivedAt: message.sentAt ?? message.receivedAt, openedAt: desk.now, imported })
  if (!imported) startLadder(desk, caseId)
}

/** Somebody who is there has it and is told, and it climbs if they do nothing. */
export function takeUp(desk: Hands, caseId: string) {
  ownerThere(desk, caseId, false)
  startLadder(desk, caseId)
}
type Hands = Pick<Desk, 'needs' | 'directory' | 'book' | 'now' | 'people'>

function ownerThere(desk: Hands, caseId: string, imported: boolean) {
  const { owner } = desk.book.case(caseId)
  if (!desk.people.some((p) => p.id === owner && p.available)) assignRoute(desk, caseId, imported)
}

const SUMMARY = 160
const summaryOf = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= SUMMARY) return line
  const cut = line.slice(0, SUMMARY).replace(/[\ud800-\udbff]$/, '')
  return `${cut.trimEnd()}…`
}

function assignRoute({ book, people, directory, now }: Hands, caseId: string, imported: boolean) {
  const it = book.case(caseId)
  const { owner, team, reason } = route(
    { kind: it.kind, severity: it.severity, tier: it.tier, language: it.lang, topics: it.topics, highRisk: it.highRisk },
    people,
    directory.teams,
    now,
  )
  book.happen(caseId, { kind: 'assigned', owner, team, reason, by: 'engine', at: imported ? it.openedAt : now })
  const person = people.find((p) => p.id === owner)
  if (person && !imported) person.load++
}

type Clocking = Pick<Desk, 'needs' | 'directory' | 'book' | 'now'>
type When = { receivedAt: Moment; openedAt: Moment; imported: boolean }

/** Starts every clock that the firm's rule books ask for; `only` narrows it to one kind of milestone. An import without a date starts none. */
export function runClocks(
  { book, directory, needs }: Clocking,
  caseId: string,
  message: StoredMessage,
  when: When,
  only?: string,
  told: readonly Happening[] = [],
) {
  if (when.imported && message.sentAt === null) return
  const it = book.case(caseId)
  const facts: CaseFacts = {
    kind: it.kind,
    severity: it.severity,
    receivedAt: when.receivedAt,
    openedAt: when.openedAt,
    channel: message.channel,
    product: message.product,
    topics: it.topics,
    highRisk: it.highRisk,
    facts: { ...publicFacts(message), ...branchOf(message) },
    happenings: told,
    ...(when.imported ? { rulesAt: RULES_OF_TODAY } : {}),
  }
  for (const clock of startClocks(directory.packs, facts, directory.calendars, needs.tzVersion)) {
    if (only !== undefined && clock.kind !== only) continue
    const standing = standingOf(clock, when.imported)
    book.addClock({ ...clock, ...standing, id: needs.newId(), caseId, missedAt: null, wakeAt: nextWake(standing) })
  }
}

/** A rule book that promises an answer to whatever the customer writes next. */
export const asksForNextReply = ({ milestones }: Pack) => milestones.some(({ kind }) => kind === NEXT_REPLY)
const NEXT_REPLY = 'next_response'
/** Thanks ask for no answer. Where the detector took a question for thanks, a person tells that the customer wrote. */
const ASKS_NOTHING = ['praise', 'spam']

/** The customer wrote again: an answer is owed from the first message that waits for one, and no later message moves it. */
export function startNextReply(desk: Desk, caseId: string, message: StoredMessage, intent: string) {
  const it = desk.book.case(caseId)
  const waits = desk.book.clocksOf(caseId).some((clock) => clock.kind === NEXT_REPLY && isOpen(clock))
  if (message.origin === 'import' || it.state === 'closed' || waits || ASKS_NOTHING.includes(intent)) return
  if (!desk.directory.packs.some(asksForNextReply)) return
  const when = { receivedAt: it.receivedAt, openedAt: it.openedAt, imported: false }
  runClocks(desk, caseId, message, when, NEXT_REPLY, [{ name: 'customer_wrote', at: desk.now }])
}

/** A case that turned out to be of high risk: the ten minutes begin now, and an expert is told at once. */
export function startAlert(desk: Desk, caseId: string, message: StoredMessage) {
  const receivedAt = desk.book.case(caseId).receivedAt
  runClocks(desk, caseId, message, { receivedAt, openedAt: desk.now, imported: false }, 'alert')
  startLadder(desk, caseId)
}

export function startLadder(desk: Hands, caseId: string) {
  const { book, directory, now, needs } = desk
  const it = book.case(caseId)
  const policy = choosePolicy(directory.policies, it)
  if (!policy) return
  if (it.highRisk) book.raiseAlert(caseId, now, needs.newId)
  beginClimb(desk, caseId, policy)
  const owner = desk.people.find((p) => p.id === it.owner)
  const told = book.escalationsOf(caseId).flatMap((e) => e.told)
  if (owner && !told.includes(owner.id)) book.notices.push(assignmentNotice(needs, directory, it, owner))
}
