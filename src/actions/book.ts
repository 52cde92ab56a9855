import { apply } from '../domain/case/case'
import { settles } from '../domain/case/clocks'
import type { CaseEvent } from '../domain/case/events'
import type { Policy } from '../domain/escalation/policy'
import type { Moment } from '../domain/moment'
import { type ClockEvent, nextWake, settleClock } from '../domain/regimes/settle'
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
  /** Cases of which nothing but the number of events changed. */
  #counted = new Set<string>()
  #partial: boolean
  #touchedEscalations = new Map<string, StoredEscalation>()
  #events: Effects['events'] = []
  #policies: readonly Policy[]
  readonly notices: NoticeRow[] = []
  readonly audit: AuditEntry[] = []

  /** `partial`: not all clocks of the cases were read, so their earliest deadline is left as it is. */
  constructor(
    known: { cases: Iterable<StoredCase>; clocks: StoredClock[]; escalations: StoredEscalation[]; partial?: true },
    policies: readonly Policy[],
  ) {
    this.#partial = known.partial === true
    this.#policies = policies
    for (const it of known.cases) this.#take(it)
    for (const clock of known.clocks) push(this.#clocks, clock.caseId, clock)
    for (const one of known.escalations) push(this.#escalations, one.caseId, one)
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
      if (how) this.moveClock(clock, { kind: how, at: event.at }, event.by)
    }
    this.#stopEscalations(caseId, event)
  }

  change(caseId: string, change: Partial<StoredCase>) {
    this.#cases.set(caseId, { ...this.case(caseId), ...change })
    this.#touchedCases.add(caseId)
  }

  /** A clock begins; its own row says when and why, so no event repeats it. */
  addClock(clock: StoredClock) {
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
      wakeAt: nextWake(settled),
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

  putEscalation(one: StoredEscalation) {
    const others = this.escalationsOf(one.caseId).filter((each) => each.policy !== one.policy)
    this.#escalations.set(one.caseId, [...others, one])
    this.#touchedEscalations.set(`${one.caseId} ${one.policy}`, one)
  }

  effects(): Pick<Effects, 'cases' | 'counted' | 'events' | 'clocks' | 'moves' | 'escalations' | 'notices' | 'audit'> {
    const clocks = [...this.#touchedClocks.values()]
    return {
      cases: [...this.#touchedCases].map((id) => this.case(id)),
      counted: [...this.#counted].filter((id) => !this.#touchedCases.has(id)).map((id) => ({ id, events: this.case(id).events })),
      events: this.#events,
      clocks: clocks.filter((clock) => this.#newClocks.has(clock.id)),
      moves: clocks.filter((clock) => !this.#newClocks.has(clock.id)),
      escalations: [...this.#touchedEscalations.values()],
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
    this.#counted.add(clock.caseId)
  }

  #stopEscalations(caseId: string, event: CaseEvent) {
    const said = event.kind === 'reply_delivered' ? 'answered' : event.kind
    for (const one of this.escalationsOf(caseId)) {
      const policy = this.#policies.find((p) => p.id === one.policy)
      const stops = policy ? policy.stopsOn.some((s) => s === said) : said === 'closed'
      if (one.stoppedAt === null && stops)
        this.putEscalation({ ...one, stoppedAt: event.at, stoppedBy: event.by, nextAt: null, nextPerson: null })
    }
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

function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
