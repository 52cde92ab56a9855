import { apply } from '../domain/case/case'
import { settles } from '../domain/case/clocks'
import type { CaseEvent } from '../domain/case/events'
import { type Alert, causeOf, joins } from '../domain/escalation/alert'
import type { Policy } from '../domain/escalation/policy'
import type { Moment } from '../domain/moment'
import { type ClockEvent, nextWake, settleClock } from '../domain/regimes/settle'
import { withMarks } from './marks'
import type { AuditEntry, Effects, NoticeRow, StoredCase, StoredClock, StoredEscalation } from './needs'

/**
 * The cases of one transaction while it thinks: events happen to them here, and what follows from an event (the next number, the case row,
 * clocks that are kept, an escalation that stops) follows in this one place. `effects()` is then written whole.
 */
export class Book {
  #cases = new Map<string, StoredCase>()
  #byContact = new Map<string, string[]>()
  #clocks = new Map<string, StoredClock[]>()
  #escalations = new Map<string, StoredEscalation[]>()
  #touchedCases = new Set<string>()
  #newClocks = new Set<string>()
  #touchedClocks = new Map<string, StoredClock>()
  #partial: boolean
  #touchedEscalations = new Map<string, StoredEscalation>()
  #events: Effects['events'] = []
  #policies: readonly Policy[]
  #alerts = new Map<string, Alert>()
  #alertOfCase = new Map<string, string>()
  #touchedAlerts = new Map<string, Alert>()
  #silence = new Map<string, Moment>()
  readonly notices: NoticeRow[] = []
  readonly audit: AuditEntry[] = []

  /** `partial`: not all clocks of the cases were read, so their earliest deadline is left as it is. */
  constructor(
    known: {
      cases: Iterable<StoredCase>
      clocks: StoredClock[]
      escalations: StoredEscalation[]
      alerts?: readonly Alert[]
      partial?: true
    },
    policies: readonly Policy[],
  ) {
    this.#partial = known.partial === true
    this.#policies = policies
    for (const it of known.cases) this.#take(it)
    for (const clock of known.clocks) push(this.#clocks, clock.caseId, clock)
    for (const one of known.escalations) push(this.#escalations, one.caseId, one)
    for (const alert of known.alerts ?? []) this.#know(alert)
  }

  case(id: string): StoredCase {
    const it = this.#cases.get(id)
    if (!it) throw new Error(`case ${id} was not read`)
    return it
  }
  /** Everything that one contact has here, in the order in which it was read or opened. */
  ofContact = (contactId: string): StoredCase[] => (this.#byContact.get(contactId) ?? []).map((id) => this.case(id))
  clocksOf = (caseId: string): readonly StoredClock[] => this.#clocks.get(caseId) ?? []
  escalationsOf = (caseId: string): readonly StoredEscalation[] => this.#escalations.get(caseId) ?? []
  /** What has happened to a case in this transaction. */
  eventsOf = (caseId: string): CaseEvent[] => this.#events.flatMap((one) => (one.caseId === caseId ? [one.event] : []))

  /** A case that begins in this transaction, with the event that opened it. */
  open(it: StoredCase, opened: CaseEvent) {
    this.#take(it)
    this.#events.push({ caseId: it.id, seq: 1, event: opened })
    this.#touchedCases.add(it.id)
  }

  /** Something happened to a case: the event is numbered and everything that follows from it follows. */
  happen(caseId: string, event: CaseEvent) {
    const before = this.case(caseId)
    const after: StoredCase = { ...before, ...apply(before, event, caseId), events: before.events + 1 }
    this.#cases.set(caseId, after)
    this.#events.push({ caseId, seq: after.events, event })
    this.#touchedCases.add(caseId)
    for (const clock of [...this.clocksOf(caseId)]) {
      const how = settles(event, clock.kind)
      if (how) this.moveClock(clock, { kind: how, at: event.kind === 'happened' ? event.happenedAt : event.at }, event.by)
    }
    this.#stopEscalations(caseId, event)
  }

  change(caseId: string, change: Partial<StoredCase>) {
    this.#cases.set(caseId, { ...this.case(caseId), ...change })
    this.#touchedCases.add(caseId)
  }

  /** A clock begins; its own row says when and why, so no event repeats it. */
  addClock(made: StoredClock) {
    const clock = withMarks(this.#policies, made)
    push(this.#clocks, clock.caseId, clock)
    this.#newClocks.add(clock.id)
    this.#touchedClocks.set(clock.id, clock)
    this.#refreshBreach(clock.caseId)
  }

  /** Moves a clock on; what there is to tell becomes an event of its case. Returns it, or null where nothing changed. */
  moveClock(clock: StoredClock, event: ClockEvent, by: string): ReturnType<typeof settleClock>['tell'] {
    const { clock: settled, tell } = settleClock(clock, event)
    if (settled === clock) return null
    const moved: StoredClock = {
      ...settled,
      missedAt: settled.state === 'missed' ? (clock.missedAt ?? clock.dueAt) : clock.missedAt,
      wakeAt: nextWake(settled, event.at),
    }
    this.putClock(moved)
    if (tell) this.#tell(moved, tell, by, event.at)
    return tell
  }

  putClock(clock: StoredClock) {
    this.#clocks.set(
      clock.caseId,
      this.clocksOf(clock.caseId).map((one) => (one.id === clock.id ? clock : one)),
    )
    this.#touchedClocks.set(clock.id, clock)
    this.#refreshBreach(clock.caseId)
  }

  /** A clock with another date or class: its row is written whole. */
  rewriteClock(made: StoredClock) {
    const clock = withMarks(this.#policies, made)
    this.#newClocks.add(clock.id)
    this.putClock(clock)
  }

  putEscalation(one: StoredEscalation) {
    const others = this.escalationsOf(one.caseId).filter((each) => each.policy !== one.policy)
    this.#escalations.set(one.caseId, [...others, one])
    this.#touchedEscalations.set(`${one.caseId} ${one.policy}`, one)
  }

  /** The alert that a case belongs to and that is not over. */
  alertOf(caseId: string): Alert | null {
    const alert = this.#alerts.get(this.#alertOfCase.get(caseId) ?? '')
    if (alert === undefined || alert.overAt === null) return alert ?? null
    return [...this.#alerts.values()].find(({ cases, overAt }) => overAt === null && cases.includes(caseId)) ?? null
  }

  #know(alert: Alert) {
    this.#alerts.set(alert.id, alert)
    if (alert.overAt === null) for (const caseId of alert.cases) this.#alertOfCase.set(caseId, alert.id)
  }

  /** A case of high risk: it joins the alert of its cause where nobody has taken that up yet, or begins one. */
  raiseAlert(caseId: string, at: Moment, newId: () => string): Alert {
    const it = this.case(caseId)
    const cause = causeOf(it)
    const wave = [...this.#alerts.values()].find((alert) => joins(alert, cause, at) && alert.demo === it.demo)
    const severity = wave && wave.severity < it.severity ? wave.severity : it.severity
    const alert: Alert = wave
      ? { ...wave, severity, cases: [...new Set([...wave.cases, caseId])], updatedAt: at }
      : { ...NEW_ALERT, id: newId(), cause, caseId, cases: [caseId], severity, openedAt: at, updatedAt: at, demo: it.demo }
    this.putAlert(alert)
    return alert
  }

  anyAlert = (id: string): Alert | null => this.#alerts.get(id) ?? null

  putAlert(alert: Alert) {
    this.#know(alert)
    this.#touchedAlerts.set(alert.id, alert)
  }

  effects(): Pick<Effects, 'cases' | 'events' | 'clocks' | 'moves' | 'escalations' | 'alerts' | 'silence' | 'notices' | 'audit'> {
    const clocks = [...this.#touchedClocks.values()]
    return {
      cases: [...this.#touchedCases].map((id) => this.case(id)),
      events: this.#events,
      clocks: clocks.filter((clock) => this.#newClocks.has(clock.id)),
      moves: clocks.filter((clock) => !this.#newClocks.has(clock.id)),
      escalations: [...this.#touchedEscalations.values()],
      alerts: [...this.#touchedAlerts.values()],
      silence: [...this.#silence].map(([caseId, at]) => ({ caseId, at })),
      notices: this.notices,
      audit: this.audit,
    }
  }

  #take(it: StoredCase) {
    this.#cases.set(it.id, it)
    if (it.contactId !== null) push(this.#byContact, it.contactId, it.id)
  }

  #tell(clock: StoredClock, kind: 'clock_warned' | 'clock_missed' | 'clock_met' | 'clock_cancelled', by: string, at: Moment) {
    const before = this.case(clock.caseId)
    const event: CaseEvent = { kind, at, by, clockId: clock.id, milestone: clock.milestone, regime: clock.regime, dueAt: clock.dueAt ?? at }
    this.#cases.set(clock.caseId, { ...before, events: before.events + 1 })
    this.#events.push({ caseId: clock.caseId, seq: before.events + 1, event })
  }

  #stopEscalations(caseId: string, event: CaseEvent) {
    const said = event.kind === 'reply_delivered' ? 'answered' : event.kind
    for (const one of this.escalationsOf(caseId)) {
      const policy = one.frozen ?? this.#policies.find((p) => p.id === one.policy)
      const stops = policy ? policy.stopsOn.some((s) => s === said) : said === 'closed'
      if (one.stoppedAt !== null || !stops) continue
      const acks = said === 'acknowledged' ? [...new Set([...(one.acks ?? []), event.by])] : (one.acks ?? [])
      if (said === 'acknowledged' && acks.length < (policy?.acknowledgements ?? 1)) {
        this.putEscalation({ ...one, acks })
        continue
      }
      this.putEscalation({ ...one, acks, stoppedAt: event.at, stoppedBy: event.by, nextAt: null, nextPerson: null })
      this.#silence.set(caseId, event.at)
    }
    this.#settleAlert(caseId, said, event)
  }

  /** What ends the last climb of an alert's cases is the alert's own end, or its being taken up. */
  #settleAlert(caseId: string, said: string, { at, by }: CaseEvent) {
    const alert = this.alertOf(caseId)
    if (!alert || (said !== 'acknowledged' && said !== 'answered' && said !== 'closed')) return
    const unread = alert.cases.some((id) => !this.#cases.has(id))
    if (unread || alert.cases.some((id) => this.escalationsOf(id).some((e) => e.stoppedAt === null))) return
    const taken = { acknowledgedAt: alert.acknowledgedAt ?? at, acknowledgedBy: alert.acknowledgedBy ?? by, updatedAt: at }
    this.putAlert({ ...alert, ...taken, ...(said === 'acknowledged' ? {} : { overAt: at, overBecause: said }) })
  }

  #refreshBreach(caseId: string) {
    if (this.#partial) return
    const dues = this.clocksOf(caseId).flatMap((c) =>
      (c.state === 'running' || c.state === 'due_soon' || (c.state === 'missed' && c.metAt === null)) &&
      c.dueAt !== null &&
      c.obligation !== 'may'
        ? [c.dueAt]
        : [],
    )
    const breachAt = dues.length ? Math.min(...dues) : null
    if (breachAt !== this.case(caseId).breachAt) this.change(caseId, { breachAt })
  }
}

const NEW_ALERT = { acknowledgedAt: null, acknowledgedBy: null, overAt: null, overBecause: null } as const

function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
