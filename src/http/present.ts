import type { Directory, NoticeRow, StoredClock } from '../actions/needs'
import type { AttachmentView, CaseView, MessageView, TurnView } from '../actions/reads'
import type { Replied } from '../actions/reply'
import type { CaseEvent } from '../domain/case/events'
import type { Contact } from '../domain/message'
import { iso, isoOrNull, type Moment } from '../domain/moment'
import { show } from '../domain/public-id'
import type { Why } from '../domain/regimes/explain'
import { valuesOfPart, valuesOfWhole } from '../domain/regimes/why-values'
import type { Sight } from './sight'

/** How our rows look outside: snake_case, public ids, times with offset, and nothing that is not listed here. */
const names = (d: Directory) => (id: string | null) => (id === null ? null : (d.people.find((p) => p.id === id)?.name ?? null))
const finite = (at: Moment | null) => (at === null || !Number.isFinite(at) ? null : iso(at))

export const presentMessage = (d: Directory, m: MessageView, sight: Sight) => ({
  id: show('msg', m.id),
  state: m.found === null ? 'received' : m.found.state,
  reason: m.found?.reason ?? null,
  channel: m.channel,
  public: m.public,
  text: m.text,
  received_at: iso(m.receivedAt),
  sent_at: isoOrNull(m.sentAt),
  lang: m.found?.finding?.lang.value ?? m.lang,
  contact: { id: show('con', m.found?.contactId ?? null), ...presentPerson(m.contact, sight) },
  finding: m.found?.finding ?? null,
  disposition: m.found?.disposition ?? null,
  severity: m.found?.severity ?? null,
  decided_by: m.found === null ? null : m.found.decidedBy === null ? 'engine' : names(d)(m.found.decidedBy),
  case_id: show('case', m.found?.caseId ?? null),
  case_reference: m.caseReference,
  imported: m.origin === 'import',
  demo: m.demo,
})

export const presentFullMessage = (d: Directory, m: MessageView & { attachments: AttachmentView[] }, sight: Sight) => ({
  ...presentMessage(d, m, sight),
  external_id: m.externalId,
  in_reply_to: m.inReplyTo,
  product: m.product,
  order: m.order,
  /** What a source sends along may hold anything, addresses too. */
  meta: sight.whole ? m.meta : {},
  handles: m.contact.handles.map((it) => ({ ...it, value: sight.address(it.value) })),
  attachments: m.attachments.map(presentFile),
})

export const presentFile = (a: Pick<AttachmentView, 'id' | 'name' | 'mediaType' | 'size'>) => ({
  id: show('att', a.id),
  name: a.name,
  media_type: a.mediaType,
  size: a.size,
})

export const presentCase = (d: Directory, it: CaseView, now: Moment, sight: Sight) => ({
  id: show('case', it.id),
  reference: it.reference,
  number: `C-${it.number}`,
  kind: it.kind,
  state: it.state,
  severity: it.severity,
  tier: it.tier,
  priority: it.priority,
  owner: names(d)(it.owner),
  owner_id: show('usr', it.owner),
  team: it.team,
  opened_at: iso(it.openedAt),
  received_at: iso(it.receivedAt),
  acknowledged_at: isoOrNull(it.acknowledgedAt),
  answered_at: isoOrNull(it.answeredAt),
  closed_at: isoOrNull(it.closedAt),
  outcome: it.outcome,
  remedy: it.remedy,
  routing_reason: it.routingReason,
  imported: it.imported,
  demo: it.demo,
  summary: it.summary,
  lang: it.lang,
  channel: it.channel,
  topics: it.topics,
  contact: { id: show('con', it.contact.id), ...presentPerson(it.contact, sight) },
  next_clock: it.nextClock ? presentBadge(it.nextClock, now) : null,
  escalation: it.escalation
    ? {
        policy: it.escalation.policy,
        level: it.escalation.level,
        next_at: isoOrNull(it.escalation.nextAt),
        next_person: names(d)(it.escalation.nextPerson),
        stopped_at: isoOrNull(it.escalation.stoppedAt),
      }
    : null,
  messages: it.messages,
  because: it.because,
  etag: `"${it.events}"`,
})

const presentBadge = (c: StoredClock, now: Moment) => ({
  id: show('clk', c.id),
  milestone: c.milestone,
  kind: c.kind,
  regime: c.regime,
  due_at: isoOrNull(c.dueAt),
  warn_at: isoOrNull(c.warnAt),
  state: c.state === 'running' && c.warnAt !== null && c.warnAt <= now ? 'due_soon' : c.state,
})

export const presentClock = (c: StoredClock, now: Moment, why: unknown) => ({
  ...presentBadge(c, now),
  basis: c.basis,
  regime_version: c.regimeVersion,
  class: c.class,
  obligation: c.obligation,
  reference: c.reference,
  evidence: c.evidence,
  title: c.title,
  started_at: iso(c.startedAt),
  met_at: isoOrNull(c.metAt),
  missed_at: isoOrNull(c.missedAt),
  calendar: c.calendar,
  calendar_version: c.calendarVersion,
  time_zone: c.timeZone,
  tz_version: c.tzVersion,
  why,
})

/** The answer to "why this time?", in English and in values for a reader of another language. */
export const presentWhy = ({ startEvent, startEvidence, steps, skipped, pauses, sentence, parts, whole }: Why) => ({
  start_event: startEvent,
  start_evidence: startEvidence,
  steps,
  skipped,
  pauses: pauses.map(({ from, to, reason }) => ({ from: iso(from), to: iso(to), reason })),
  sentence,
  parts: parts.map(valuesOfPart),
  whole: valuesOfWhole(whole),
})

export const presentTurn = (t: TurnView, sight: Sight) => ({
  id: show('msg', t.id),
  direction: t.direction,
  channel: t.channel,
  public: t.public,
  text: t.text,
  lang: t.finding?.finding?.lang.value ?? t.lang,
  at: iso(t.at),
  author: t.author,
  contact: t.contact ? presentPerson(t.contact, sight) : null,
  finding: t.finding?.finding ?? null,
  attachments: t.attachments.map(presentFile),
  delivery: t.notice
    ? {
        notice_id: show('ntc', t.notice.id),
        state: presentState(t.notice.state),
        reason: t.notice.reason,
        sent_at: isoOrNull(t.notice.sentAt),
        send_after: finite(t.notice.sendAfter),
        read_at: isoOrNull(t.notice.readAt),
        letter: t.notice.letter,
      }
    : null,
})
const presentPerson = ({ name, handles, followers, verified }: Contact, sight: Sight) => ({
  name: sight.name(name),
  handle: sight.address(handles[0]?.value ?? null),
  followers,
  verified,
})

export const presentEvent = (d: Directory, { seq, event }: { seq: number; event: CaseEvent }) => {
  const { at, by, kind, ...data } = event.kind === 'undone' ? { ...event, back: undefined } : event
  const shown = Object.fromEntries(Object.entries(data).map(([key, value]) => [snake(key), presentField(d, key, value)]))
  return {
    seq,
    at: iso(at),
    by: {
      id: by === 'engine' || by === 'customer' || by.startsWith('key:') ? by : show('usr', by),
      name: by === 'engine' ? 'Redress' : by.startsWith('key:') ? 'API' : names(d)(by),
    },
    kind,
    ...shown,
  }
}
const PREFIXES: Record<string, Parameters<typeof show>[0]> = {
  messageId: 'msg',
  noticeId: 'ntc',
  clockId: 'clk',
  contactId: 'con',
  wasContactId: 'con',
}
function presentField(d: Directory, key: string, value: unknown) {
  if ((key === 'owner' || key === 'to' || key === 'despite') && typeof value === 'string') return names(d)(value)
  if (typeof value === 'number' && /At$|^(until|wanted)$/.test(key)) return iso(value)
  const prefix = PREFIXES[key]
  return prefix && typeof value === 'string' ? show(prefix, value) : value
}
const snake = (key: string) => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** Where an answer went: into the outbox, or aside until somebody has approved it. */
export const presentReplied = (it: Replied, sight: Sight) => ({
  notice_id: show('ntc', it.noticeId),
  message_id: show('msg', it.messageId),
  channel: it.channel,
  to: sight.address(it.to),
  state: it.state,
  send_after: isoOrNull(it.sendAfter),
  ...(it.state === 'approval' ? { approval_id: show('apr', it.approvalId), due_at: iso(it.dueAt) } : {}),
})

/** The states that the API promises: a notice being sent is still queued, one taken back never left. */
const presentState = (state: NoticeRow['state']) => (state === 'sending' ? 'queued' : state === 'cancelled' ? 'failed' : state)

/** A link that signs somebody in is for that person alone: whoever may look into the outbox must not be able to become them. */
const shownBody = ({ kind, body }: NoticeRow) =>
  kind === 'sign_in_link' ? 'A one-time link, shown to nobody else. For a new one at the server: redress user link NAME' : body

const presentTo = ({ audience, toName, toAddress }: NoticeRow, sight: Sight) =>
  audience === 'customer'
    ? { to: sight.name(toName) ?? sight.address(toAddress) ?? 'customer', address: sight.address(toAddress) }
    : { to: toName ?? toAddress ?? 'customer', address: toAddress }

export const presentNotice = (n: NoticeRow & { caseReference: string | null }, sight: Sight) => ({
  id: show('ntc', n.id),
  kind: n.kind,
  audience: n.audience,
  ...presentTo(n, sight),
  channel: n.channel ?? 'outbox', // no way out has taken it yet
  case_id: show('case', n.caseId),
  case_reference: n.caseReference,
  subject: n.subject,
  body: shownBody(n),
  lang: n.lang,
  state: presentState(n.state),
  reason: n.reason,
  created_at: iso(n.createdAt),
  send_after: finite(n.sendAfter),
  sent_at: isoOrNull(n.sentAt),
  attempts: n.attempts,
})
