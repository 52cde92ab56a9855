import type { Alert } from '../domain/escalation/alert'
import { waveOf } from '../domain/escalation/alert'
import type { Question } from '../domain/escalation/arranged'
import { nextStep, type Step } from '../domain/escalation/climb'
import type { Policy } from '../domain/escalation/policy'
import type { Moment } from '../domain/moment'
import type { Person } from '../domain/people'
import { show } from '../domain/public-id'
import type { Directory, Needs, NoticeRow, StoredCase, StoredEscalation } from './needs'
import { about, type Draft, ofCase, ofRisk, round, thin, toStaff } from './notices'
import { chosenWays } from './people-at'
import { timeFor } from './times'

export type Climbing = {
  step: Step
  policy: Policy
  next: Pick<StoredEscalation, 'startedAt' | 'level' | 'nextAt' | 'told' | 'nextPerson'>
  /** The alert that the case belongs to: its cases are told of together. */
  alert: Alert | null
}

/**
 * An alert takes every way out that reaches the person, a row for each, so that one silent service does not silence it; those that beep and
 * ring come a little later, and are taken back once somebody has it.
 */
export function escalationNotices(needs: Needs, directory: Directory, it: StoredCase, person: Person, climbing: Climbing): NoticeRow[] {
  const notice = escalationNotice(needs, directory, it, person, climbing)
  const ways = chosenWays(directory, notice, it.severity)
  if (ways.length <= 1) return [notice]
  return ways.map(({ way, afterMs }) => ({
    ...notice,
    id: needs.newId(),
    dedupeKey: `${notice.dedupeKey}:${way.name}`,
    channel: way.name,
    sendAfter: afterMs > 0 ? Math.max(notice.sendAfter, needs.now()) + afterMs : notice.sendAfter,
  }))
}

/** To a partner or a system: by the way that was named, and to nobody in particular. */
export function wayNotice(needs: Needs, directory: Directory, it: StoredCase, way: string, climbing: Climbing): NoticeRow {
  const nobody = { id: `way:${way}`, name: way, email: null }
  return { ...escalationNotice(needs, directory, it, nobody, climbing), userId: null, channel: way }
}

type Reader = Pick<Person, 'id' | 'name' | 'email'>

function escalationNotice(needs: Needs, directory: Directory, it: StoredCase, person: Reader, climbing: Climbing): NoticeRow {
  const { step, policy, next, alert } = climbing
  const kind = it.highRisk && step.level === 1 ? 'high_risk_alert' : 'escalation'
  const at = nextStep(policy, next)?.dueAt ?? null
  const count = alert?.cases.length ?? 1
  const nextPerson = directory.people.find((p) => p.id === next.nextPerson)?.name ?? null
  const data = {
    ...thin(it),
    level: step.level,
    policy: policy.id,
    next_at: at === null ? null : new Date(at).toISOString(),
    next_person: nextPerson,
    ...(alert ? { alert_id: show('alr', alert.id), customers: count } : {}),
  }
  return toStaff(needs, directory, person, {
    ...about(it),
    kind,
    step: alert && count > 1 ? `${alert.id}-w${waveOf(count)}-${step.level}` : `${round(it)}-${policy.id}-${next.startedAt}-${step.level}`,
    data,
    facts: (lang) => ({
      ...ofCase(directory, it),
      ...ofRisk(it),
      level: step.level,
      nextPerson,
      nextAt: at === null ? null : timeFor(directory, lang, at),
      ...(count > 1 ? { customers: count } : {}),
    }),
  })
}

type OfFirm = Pick<Draft<'disk_low'>, 'caseId' | 'messageId' | 'demo'>
const ofFirm: OfFirm = { caseId: null, messageId: null, demo: false }

/** Instead of more escalations in one instant than a person can read: one, with how many and the gravest by name. */
export function catchUpNotice(needs: Needs, directory: Directory, person: Person, cases: readonly StoredCase[], since: Moment): NoticeRow {
  const sorted = [...cases].sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : a.receivedAt - b.receivedAt))
  const gravest = sorted[0]!
  return toStaff(needs, directory, person, {
    ...ofFirm,
    demo: gravest.demo,
    kind: 'catch_up',
    step: `${needs.now()}:${gravest.id}:${cases.length}`,
    data: { ...thin(gravest), count: cases.length },
    facts: (lang) => ({
      ...ofCase(directory, gravest),
      link: `${directory.tenant.baseUrl}/cases?sort=severity`,
      count: cases.length,
      since: timeFor(directory, lang, since),
      gravest: sorted
        .slice(0, 5)
        .map(({ reference, severity }) => `${reference} (${severity})`)
        .join(', '),
    }),
  })
}

/** To whoever can mend it: a provider does not take our key any more. Once a day for each way. */
export const brokenWayNotice = (needs: Needs, directory: Directory, person: Person, way: string): NoticeRow =>
  toStaff(needs, directory, person, {
    ...ofFirm,
    kind: 'way_broken',
    step: `${way}:${new Date(needs.now()).toISOString().slice(0, 10)}`,
    data: { way },
    facts: () => ({ way }),
  })

/** Rule books that cannot be read, or a year whose holidays nobody brought: to whoever can mend it, once a week for the same. */
export const rulesAlarmNotice = (needs: Needs, directory: Directory, person: Person, alarms: readonly string[]): NoticeRow =>
  toStaff(needs, directory, person, {
    ...ofFirm,
    kind: 'rules_alarm',
    step: `${needs.digest([...alarms]).slice(0, 16)}:${Math.floor(needs.now() / WEEK)}`,
    data: { alarms: [...alarms] },
    facts: () => ({ count: alarms.length, what: alarms[0] ?? '' }),
  })
const WEEK = 7 * 86_400_000

/** Somebody is missing before they are needed. */
export const rotaGapNotice = (
  needs: Needs,
  directory: Directory,
  person: Person,
  gap: { rota: string; policy: string; level: number; from: Moment; to: Moment },
): NoticeRow =>
  toStaff(needs, directory, person, {
    ...ofFirm,
    kind: 'rota_gap',
    step: `${gap.rota}:${gap.from}`,
    data: {
      rota: gap.rota,
      policy: gap.policy,
      level: gap.level,
      from: new Date(gap.from).toISOString(),
      to: new Date(gap.to).toISOString(),
    },
    facts: (lang) => ({
      rota: gap.rota,
      level: gap.level,
      from: timeFor(directory, lang, gap.from),
      until: timeFor(directory, lang, gap.to),
    }),
  })

/** What an expert wrote about a case, for whoever has to answer the customer. */
export const guidanceNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, by: string, words: string): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: 'guidance',
    step: `${round(it)}-${it.events}`,
    data: thin(it),
    facts: () => ({ ...ofCase(directory, it), by, words }),
  })

/** To a colleague outside the desk: the question, what they may see, and the one address at which it can be answered. */
export function questionNotice(needs: Needs, directory: Directory, it: StoredCase, asker: string, asked: Question): NoticeRow {
  const reader = { id: `question:${asked.id}`, name: asked.toName, email: asked.toAddress }
  const notice = toStaff(needs, directory, reader, {
    ...about(it),
    kind: 'question',
    step: asked.id,
    data: { reference: it.reference, question_id: asked.id },
    facts: (lang) => ({ asker, question: asked.text, shown: asked.shown, dueAt: timeFor(directory, lang, asked.dueAt) }),
  })
  return { ...notice, userId: null }
}

/** To whoever asked: the answer, or that none came. */
export const answerNotice = (needs: Needs, directory: Directory, it: StoredCase, person: Person, asked: Question): NoticeRow =>
  toStaff(needs, directory, person, {
    ...about(it),
    kind: asked.answer === null ? 'question_overdue' : 'question_answered',
    step: asked.id,
    data: { ...thin(it), question_id: asked.id },
    facts: () => ({ ...ofCase(directory, it), colleague: asked.toName, question: asked.text, answer: asked.answer }),
  })
