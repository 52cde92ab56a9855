import type { CaseKind } from '../case/events'
import type { Severity } from '../finding'
import type { Moment } from '../moment'
import type { Calendar } from '../time/calendar'
import { addBusinessTime } from '../time/calendar'
import { DAY_MS, dayText } from '../time/day'
import { localDay } from '../time/zone'
import { type Leg, reckonDue } from './due'
import type { Class, Evidence, Milestone, MilestoneKind, Obligation, Pack, StartEvent } from './pack'

/** One running milestone on one case. `why` is not stored: `explainClock` says it from these fields for years. */
export type Clock = {
  milestone: string
  kind: MilestoneKind
  /** Statutory clocks never pause unless the regime says so; a firm's own target is a service clock. */
  basis: 'statutory' | 'service'
  regime: string
  regimeVersion: string
  /** The case's class in this regime; null where the regime has none. */
  class: string | null
  obligation: Obligation
  reference: string
  evidence: Evidence
  title: string
  startedAt: Moment
  /** Answering at this very moment keeps it. Null where the rule book has no number and the firm set none. */
  dueAt: Moment | null
  warnAt: Moment | null
  calendar: string
  calendarVersion: string
  timeZone: string
  /** The time zone data that computed it. */
  tzVersion: string
  /** The count ran through a year without holiday data and took no day for a holiday. */
  holidaysAssumed: boolean
}

export type CaseFacts = {
  kind: CaseKind
  severity: Severity
  /** First receipt on any channel; nothing that happens to the case later moves it. */
  receivedAt: Moment
  openedAt: Moment
  channel: string
  product: string | null
  topics: readonly string[]
  highRisk: boolean
  /** A class that a person chose; it goes before every condition. */
  classId?: string
  /** What happened later and starts further clocks. */
  events?: Readonly<Partial<Record<StartEvent, Moment>>>
}

/** The calendars by id. A calendar that changes is put in as a new object. */
export type CalendarBook = ReadonlyMap<string, Calendar>

/**
 * Every clock that these facts start, one set for each pack that was in force on the local day of receipt; packs are never merged. A
 * calendar that the book does not have is replaced by the strictest one, on which every day is a business day, and the clock says so.
 */
export function startClocks(packs: readonly Pack[], facts: CaseFacts, calendars: CalendarBook, tzVersion: string): Clock[] {
  const clocks: Clock[] = []
  for (const pack of packs) {
    const calendar = calendarFor(pack, calendars)
    if (!inForce(pack, facts.receivedAt, calendar)) continue
    const found = classOf(pack, facts)
    for (const milestone of applicable(pack, found, facts)) {
      const startedAt = startOf(milestone.clock!.start, facts)
      if (startedAt !== null) clocks.push(clockFor(pack, milestone, found?.id ?? null, startedAt, calendar, tzVersion))
    }
  }
  return clocks
}

export function clockFor(
  pack: Pack,
  milestone: Milestone,
  classId: string | null,
  startedAt: Moment,
  calendar: Calendar,
  tzVersion: string,
): Clock {
  const { due } = milestone.clock!
  const counted = reckonDue(due, startedAt, calendar, pack.counting)
  const basis = milestone.obligation === 'target' || due.kind === 'prompt' ? 'service' : 'statutory'
  return {
    milestone: milestone.id,
    kind: milestone.kind,
    basis,
    regime: pack.id,
    regimeVersion: pack.version,
    class: classId,
    obligation: milestone.obligation,
    reference: milestone.reference,
    evidence: milestone.evidence,
    title: milestone.title,
    startedAt,
    dueAt: counted?.decides.reckoned.at ?? null,
    warnAt: counted && milestone.obligation !== 'may' ? warningFor(counted.decides, startedAt, calendar, basis) : null,
    calendar: calendar.id,
    calendarVersion: calendar.version,
    timeZone: calendar.timeZone,
    tzVersion,
    holidaysAssumed: counted?.legs.some((leg) => leg.reckoned.holidaysAssumed) ?? false,
  }
}

/**
 * When three quarters of the time have gone, counted as the clock counts. A statutory clock warns at least a day ahead, so that a working
 * day is left to act in, but never before half of its time has gone: a warning at the very start warns of nothing.
 */
function warningFor(decides: Leg, startedAt: Moment, calendar: Calendar, basis: Clock['basis']): Moment {
  const { span, reckoned } = decides
  const total = reckoned.at - startedAt
  if (span.unit === 'business') return addBusinessTime(calendar, startedAt, Math.floor(span.ms * 0.75)).at
  const usual = startedAt + Math.floor(total * 0.75)
  return basis === 'service' ? usual : Math.max(startedAt + Math.floor(total / 2), Math.min(usual, reckoned.at - DAY_MS))
}

function startOf(start: StartEvent, facts: CaseFacts): Moment | null {
  const told = facts.events?.[start]
  if (told !== undefined) return start === 'received' ? Math.min(told, facts.receivedAt) : told
  if (start === 'received' || start === 'first_received_by_any_party') return facts.receivedAt
  if (start === 'opened') return facts.openedAt
  return start === 'high_risk_raised' && facts.highRisk ? facts.openedAt : null
}

function inForce(pack: Pack, receivedAt: Moment, calendar: Calendar) {
  const { from, to } = pack.effective
  if (from === null && to === null) return true
  const day = dayText(localDay(calendar.timeZone, receivedAt))
  return (from === null || from <= day) && (to === null || day <= to)
}

function classOf(pack: Pack, facts: CaseFacts): Class | null {
  const chosen = facts.classId === undefined ? undefined : pack.classes.find(({ id }) => id === facts.classId)
  return chosen ?? pack.classes.find(({ when }) => when === 'always' || (when !== 'chosen' && matches(when, facts))) ?? null
}
const matches = (when: { products: readonly string[]; topics: readonly string[] }, facts: CaseFacts) =>
  (when.products.length === 0 || (facts.product !== null && when.products.includes(facts.product))) &&
  (when.topics.length === 0 || facts.topics.some((topic) => when.topics.includes(topic)))

/** The milestones with a clock that fit the case; one that takes another's place, because its own start has come, removes that one. */
function applicable(pack: Pack, found: Class | null, facts: CaseFacts): Milestone[] {
  const fit = pack.milestones.filter(
    ({ clock, classes, when }) =>
      clock !== null &&
      (classes.length === 0 || (found !== null && classes.includes(found.id))) &&
      when.kinds.includes(facts.kind) &&
      (!when.highRisk || facts.highRisk) &&
      (when.severities.length === 0 || when.severities.includes(facts.severity)) &&
      (when.channels.length === 0 || when.channels.includes(facts.channel)),
  )
  const replaced = new Set(
    fit.filter((one) => one.replaces !== null && startOf(one.clock!.start, facts) !== null).map((one) => one.replaces),
  )
  return replaced.size === 0 ? fit : fit.filter(({ id }) => !replaced.has(id))
}

const inPackZone = new WeakMap<Pack, WeakMap<Calendar, Calendar>>()
const EVERY_DAY = [['00:00', '24:00']] as const
const everyDay: Calendar = {
  id: 'every-day',
  version: 'missing',
  timeZone: 'UTC',
  week: { 1: EVERY_DAY, 2: EVERY_DAY, 3: EVERY_DAY, 4: EVERY_DAY, 5: EVERY_DAY, 6: EVERY_DAY, 7: EVERY_DAY },
  holidays: new Map(),
  holidaysKnown: { from: 0, to: -1 },
}

/** The pack's calendar in the pack's zone, always the same object for the same two so that its counts are kept. */
export function calendarFor(pack: Pack, calendars: CalendarBook): Calendar {
  const calendar = calendars.get(pack.calendar) ?? everyDay
  const timeZone = pack.timeZone ?? calendar.timeZone
  if (timeZone === calendar.timeZone) return calendar
  const kept = inPackZone.get(pack)?.get(calendar)
  if (kept) return kept
  const made = { ...calendar, timeZone }
  if (!inPackZone.has(pack)) inPackZone.set(pack, new WeakMap())
  inPackZone.get(pack)!.set(calendar, made)
  return made
}
