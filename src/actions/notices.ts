import { ownWords } from '../domain/case/own-words'
import { afterQuiet } from '../domain/escalation/quiet'
import { SEVERITIES, type Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import type { NoticeFacts, NoticeKind } from '../domain/notices/facts'
import type { Person } from '../domain/people'
import { show } from '../domain/public-id'
import type { Directory, Needs, NoticeRow, StoredCase, StoredClock, StoredMessage } from './needs'
import { severityOf, wishesOf } from './people-at'
import { spanFor, timeFor } from './times'

export type Draft<K extends NoticeKind> = {
  kind: K
  /** What makes this notice this one: `case : step`; kind and recipient are added. */
  step: string
  caseId: string | null
  messageId: string | null
  demo: boolean
  data: Record<string, unknown>
  facts: (lang: string) => NoticeFacts[K]
}

/** Tells a member of staff something, in their language. The channel is chosen when it leaves, from what is connected then. */
export function toStaff<K extends NoticeKind>(
  needs: Needs,
  directory: Directory,
  person: Pick<Person, 'id' | 'name' | 'email'>,
  { kind, step, facts, ...rest }: Draft<K>,
): NoticeRow {
  const lang = directory.languageOf.get(person.id) ?? directory.tenant.language
  const { subject, body } = needs.noticeText(kind, lang, facts(lang))
  const at = needs.now()
  return {
    ...rest,
    ...unsent(at),
    ...(directory.notifiers.length === 0 ? { reason: 'nothing_connected' } : {}),
    id: needs.newId(),
    kind,
    dedupeKey: `${kind}:${step}:${person.id}`,
    audience: 'staff',
    userId: person.id,
    toName: person.name,
    toAddress: person.email,
    channel: null,
    subject,
    body,
    lang,
    // Where nothing is connected, `releaseWaiting` sets it going.
    sendAfter: directory.notifiers.length === 0 ? Number.POSITIVE_INFINITY : soonest(directory, person.id, severityOf(rest), at),
  }
}

/**
 * What is severe goes before what was waiting already: its turn is counted from earlier, never from later. What is not waits for the end of
 * the reader's quiet hours.
 */
function soonest(directory: Directory, userId: string, severity: Severity, at: Moment): Moment {
  const woken = afterQuiet(wishesOf(directory, userId).quiet, directory.tenant.timeZone, severity, at)
  return woken > at ? woken : at - (SEVERITIES.length - 1 - SEVERITIES.indexOf(severity)) * HEAD_START
}
const HEAD_START = 15 * 60_000

export const unsent = (at: Moment) => ({
  state: 'queued' as const,
  reason: null,
  createdAt: at,
  attempts: 0,
  sentAt: null,
  providerId: null,
})

/** Which round of a case this is, so that a case that was reopened may tell the same person the same kind of thing again. */
export const round = (it: StoredCase) => `${it.id}:r${it.reopened}`
export const link = ({ tenant }: Directory, it: StoredCase) => `${tenant.baseUrl}/cases/${it.reference}`
export const thin = (it: StoredCase) => ({
  case_id: show('case', it.id),
  number: `C-${it.number}`,
  reference: it.reference,
  severity: it.severity,
  tier: it.tier,
})
export const ofCase = (directory: Directory, it: StoredCase) => ({
  reference: it.reference,
  severity: it.severity,
  link: link(directory, it),
})
export const ofRisk = (it: StoredCase) => ({
  reason:
    ownWords(it)
      .map((b) => b.evidence)
      .slice(0, 3)
      .join('; ') || it.routingReason,
  quote: it.summary,
})
export const about = (it: StoredCase) => ({ caseId: it.id, messageId: null, demo: it.demo })

export const assignmentNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: 'assignment',
    step: `${round(it)}-${it.events}`,
    data: thin(it),
    facts: (lang) => ({
      ...ofCase(directory, it),
      ...ofRisk(it),
      answerBy: it.breachAt === null ? null : timeFor(directory, lang, it.breachAt),
    }),
  })

export const handUpNotice = (
  needs: Needs,
  directory: Directory,
  it: StoredCase,
  person: Person,
  level: number,
  reason: string,
): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: 'escalation',
    step: `${round(it)}-manual-${it.events}`,
    data: { ...thin(it), level, policy: 'manual' },
    facts: () => ({ ...ofCase(directory, it), reason, quote: it.summary, level, nextPerson: null, nextAt: null }),
  })

export const mentionNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, by: string, words: string): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: 'mention',
    step: `${round(it)}-${it.events}`,
    data: thin(it),
    facts: () => ({ ...ofCase(directory, it), by, words }),
  })

export function clockNotice(
  needs: Needs,
  directory: Directory,
  it: StoredCase,
  person: Person,
  clock: StoredClock,
  kind: 'clock_warning' | 'clock_missed',
): NoticeRow {
  const due = clock.dueAt ?? needs.now()
  const data = {
    ...thin(it),
    clock: { milestone: clock.milestone, kind: clock.kind, regime: clock.regime, due_at: new Date(due).toISOString() },
  }
  const common = (lang: string) => ({ ...ofCase(directory, it), clock: clock.kind as string, dueAt: timeFor(directory, lang, due) })
  const again = kind === 'clock_warning' && clock.state === 'due_soon' ? `:${clock.wakeAt}` : ''
  const draft = { ...about(it), step: `${it.id}:${clock.id}${again}`, data }
  return kind === 'clock_warning'
    ? toStaff(needs, directory, person, {
        ...draft,
        kind: 'clock_warning',
        facts: (lang) => ({ ...common(lang), left: spanFor(lang, due - needs.now()) }),
      })
    : toStaff(needs, directory, person, {
        ...draft,
        kind: 'clock_missed',
        facts: (lang) => ({ ...common(lang), nextPerson: null, nextAt: null }),
      })
}

export function quarantineNotice(needs: Needs, directory: Directory, message: StoredMessage, reason: string): NoticeRow[] {
  const person =
    directory.people.find((p) => p.available && p.role === 'lead') ??
    directory.people.find((p) => p.available && p.role === 'administrator')
  if (!person) return []
  const about = { caseId: null, messageId: message.id, demo: message.demo }
  return [
    toStaff(needs, directory, person, {
      ...about,
      kind: 'quarantine',
      step: message.id,
      data: { message_id: show('msg', message.id) },
      facts: (lang) => ({
        channel: message.channel,
        receivedAt: timeFor(directory, lang, message.receivedAt),
        reason,
        link: `${directory.tenant.baseUrl}/triage?view=quarantine`,
      }),
    }),
  ]
}

export const diskNotice = (needs: Needs, directory: Directory, person: Person, room: Omit<NoticeFacts['disk_low'], 'link'>): NoticeRow =>
  toStaff(needs, directory, person, {
    caseId: null,
    messageId: null,
    demo: false,
    kind: 'disk_low',
    step: String(needs.now()),
    data: { ...room },
    facts: () => ({ ...room, link: directory.tenant.baseUrl }),
  })

export const unknownOutcomeNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, notice: NoticeRow): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: 'outcome_unknown',
    step: `${it.id}:${notice.id}`,
    data: { ...thin(it), notice_id: show('ntc', notice.id) },
    facts: () => ({ reference: it.reference, channel: notice.channel ?? '', reason: notice.reason ?? '', link: link(directory, it) }),
  })

export const signInNotice = (needs: Needs, directory: Directory, person: Person, url: string, until: Moment): NoticeRow =>
  toStaff(needs, directory, person, {
    caseId: null,
    messageId: null,
    demo: false,
    kind: 'sign_in_link',
    step: needs.newId(),
    data: {},
    facts: (lang) => ({ company: directory.tenant.name, person: person.name, link: url, until: timeFor(directory, lang, until) }),
  })

/** Instead of more clock notices in one instant than a person can read: one, with how many and where to begin. */
export function clockDigest(needs: Needs, directory: Directory, person: Person, cases: readonly StoredCase[], at: Moment): NoticeRow {
  const gravest = cases.reduce((worst, it) => (it.severity < worst.severity ? it : worst))
  return toStaff(needs, directory, person, {
    ...about(gravest),
    caseId: null,
    kind: 'clock_digest',
    step: `${at}:${gravest.id}:${cases.length}`,
    data: { ...thin(gravest), count: cases.length },
    facts: () => ({ ...ofCase(directory, gravest), link: `${directory.tenant.baseUrl}/cases?sort=next_breach`, count: cases.length }),
  })
}
