import type { Policy } from '../domain/escalation/policy'
import type { Step } from '../domain/escalation/climb'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { show } from '../domain/public-id'
import type { Directory, Needs, NoticeKind, NoticeRow, StoredCase, StoredClock, StoredMessage } from './needs'

type Facts = Record<string, string | number | null>
type Draft = Pick<NoticeRow, 'kind' | 'dedupeKey' | 'caseId' | 'messageId'> & { facts: Facts; data: Record<string, unknown>; demo: boolean }

/** Tells a member of staff something, in their language. The channel is chosen when it leaves, from what is connected then. */
function toStaff(needs: Needs, directory: Directory, person: Person, draft: Draft): NoticeRow {
  const lang = directory.languageOf.get(person.id) ?? directory.tenant.language
  const { subject, body } = needs.noticeText(draft.kind, lang, { name: person.name, firm: directory.tenant.name, ...draft.facts })
  return {
    ...blank(needs, draft), audience: 'staff', userId: person.id, toName: person.name, toAddress: person.email, channel: null, subject, body, lang,
  }
}

const blank = (needs: Needs, { facts: _, ...draft }: Draft) => {
  const at = needs.now()
  return { ...draft, id: needs.newId(), state: 'queued' as const, reason: null, createdAt: at, sendAfter: at, attempts: 0, sentAt: null, providerId: null }
}

/** Which of a case's happenings this is, so that a case that is reopened may tell the same person the same kind of thing again. */
const round = (it: StoredCase) => (it.reopened ? `r${it.reopened}` : 'r0')

export const assignmentNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person): NoticeRow =>
  toStaff(needs, directory, person, {
    kind: 'assignment', dedupeKey: `assignment:${it.id}:${round(it)}-${it.events}:${person.id}`, caseId: it.id, messageId: null, demo: it.demo,
    facts: caseFacts(directory, it), data: thin(it),
  })

/** An alert takes every way out that is connected, a row for each, so that one silent service does not silence it. */
export function escalationNotices(needs: Needs, directory: Directory, it: StoredCase, person: Person, climb: { step: Step; policy: Policy; next: string | null }): NoticeRow[] {
  const notice = escalationNotice(needs, directory, it, person, climb)
  const ways = directory.notifiers.filter((n) => n.kind !== 'smtp' || person.email !== null)
  return ways.length <= 1 ? [notice] : ways.map((way) => ({ ...notice, id: needs.newId(), dedupeKey: `${notice.dedupeKey}:${way.name}`, channel: way.name }))
}

function escalationNotice(needs: Needs, directory: Directory, it: StoredCase, person: Person, { step, policy, next }: { step: Step; policy: Policy; next: string | null }): NoticeRow {
  const kind: NoticeKind = it.highRisk && step.level === 1 ? 'high_risk_alert' : 'escalation'
  const nextName = directory.people.find((p) => p.id === next)?.name ?? null
  return toStaff(needs, directory, person, {
    kind, dedupeKey: `${kind}:${it.id}:${policy.id}-${round(it)}-${step.level}:${person.id}`, caseId: it.id, messageId: null, demo: it.demo,
    facts: { ...caseFacts(directory, it), level: step.level, policy: policy.title, next: nextName },
    data: { ...thin(it), level: step.level, policy: policy.id },
  })
}

export const handUpNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, level: number, reason: string): NoticeRow =>
  toStaff(needs, directory, person, {
    kind: 'escalation', dedupeKey: `escalation:${it.id}:manual-${it.events}:${person.id}`, caseId: it.id, messageId: null, demo: it.demo,
    facts: { ...caseFacts(directory, it), level, policy: reason, next: null }, data: { ...thin(it), level, policy: 'manual' },
  })

export const clockNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, clock: StoredClock, kind: 'clock_warning' | 'clock_missed'): NoticeRow =>
  toStaff(needs, directory, person, {
    kind, dedupeKey: `${kind}:${it.id}:${clock.id}:${person.id}`, caseId: it.id, messageId: null, demo: it.demo,
    facts: { ...caseFacts(directory, it), milestone: clock.title, due: clock.dueAt === null ? null : timeFor(directory, clock.dueAt) },
    data: { ...thin(it), clock: { milestone: clock.milestone, regime: clock.regime, due_at: clock.dueAt } },
  })

export function quarantineNotice(needs: Needs, directory: Directory, message: StoredMessage): NoticeRow[] {
  const person = directory.people.find((p) => p.available && p.role === 'lead') ?? directory.people.find((p) => p.available && p.role === 'administrator')
  if (!person) return []
  const facts = { channel: message.channel, quote: quote(message.text), link: `${directory.tenant.baseUrl}/triage?view=quarantine` }
  return [toStaff(needs, directory, person, { kind: 'quarantine', dedupeKey: `quarantine:${message.id}:0:${person.id}`, caseId: null, messageId: message.id, demo: message.demo, facts, data: { message_id: show('msg', message.id) } })]
}

export const unknownOutcomeNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, notice: NoticeRow): NoticeRow =>
  toStaff(needs, directory, person, {
    kind: 'outcome_unknown', dedupeKey: `outcome_unknown:${it.id}:${notice.id}:${person.id}`, caseId: it.id, messageId: null, demo: it.demo,
    facts: { ...caseFacts(directory, it), channel: notice.channel, reason: notice.reason }, data: { ...thin(it), notice: show('ntc', notice.id) },
  })

/** To a customer, through the way that the case's channel allows. `sendAfter` leaves room to take it back. */
export function toCustomer(
  needs: Needs,
  directory: Directory,
  it: StoredCase,
  input: { kind: 'reply' | 'acknowledgement'; id: string; step: string; messageId: string; text: string | null; way: { channel: string; address: string | null; name: string | null }; public: boolean; inReplyTo: string | null; final: boolean; sendAfter: Moment },
): NoticeRow {
  const facts = { firm: directory.tenant.name, name: input.way.name, reference: it.reference, due: it.breachAt === null ? null : timeFor(directory, it.breachAt), text: input.text }
  const worded = needs.noticeText(input.kind, it.lang, facts)
  const body = input.text ?? worded.body
  return {
    ...blank(needs, { kind: input.kind, dedupeKey: `${input.kind}:${it.id}:${input.step}:customer`, caseId: it.id, messageId: input.messageId, demo: it.demo, facts, data: {} }),
    id: input.id, audience: 'customer', userId: null, toName: input.way.name, toAddress: input.way.address, channel: input.way.channel, subject: worded.subject, body,
    lang: it.lang, sendAfter: input.sendAfter,
    data: {
      case_id: show('case', it.id), reference: it.reference, message_id: show('msg', input.messageId), channel: input.way.channel, in_reply_to: input.inReplyTo,
      to: { name: input.way.name, address: input.way.address }, public: input.public, final: input.final, lang: it.lang, text: body,
    },
  }
}

const caseFacts = (directory: Directory, it: StoredCase): Facts => ({
  reference: it.reference, number: `C-${it.number}`, severity: it.severity, tier: it.tier, channel: it.channel, quote: quote(it.summary),
  because: it.because.map((b) => b.evidence).slice(0, 3).join('; '), reason: it.routingReason, due: it.breachAt === null ? null : timeFor(directory, it.breachAt),
  link: `${directory.tenant.baseUrl}/cases/${it.reference}`,
})
const thin = (it: StoredCase) => ({ case_id: show('case', it.id), number: `C-${it.number}`, reference: it.reference, severity: it.severity, tier: it.tier })

const quote = (text: string) => (text.length > 140 ? `${text.slice(0, 139).replace(/[\ud800-\udbff]$/, '')}…` : text)

const formats = new Map<string, Intl.DateTimeFormat>()
function timeFor({ tenant }: Directory, at: Moment) {
  let format = formats.get(tenant.timeZone)
  if (!format) formats.set(tenant.timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: tenant.timeZone, dateStyle: 'short', timeStyle: 'short' })))
  return `${format.format(at)} (${tenant.timeZone})`
}
