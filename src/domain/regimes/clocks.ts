import type { CaseKind } from '../case/events'
import type { Severity } from '../finding'
import type { Moment } from '../moment'
import { addBusinessTime, type Calendar } from '../time/calendar'
import { DAY_MS } from '../time/day'
import type { Reached } from './due'
import type { Facts } from './facts'
import type { Happening } from './happenings'
import type { Milestone, Pack } from './pack'
import { type Reckoned, type Reckoning, reckonPack } from './reckon'
import type { Wanted } from './reconcile'
import type { Mark } from './settle'
import { inForce, type Story } from './story'
import type { Evidence, MilestoneKind, Obligation } from './vocabulary'

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
  /** Answering at this very moment keeps it. Null where the rule book has no number and the firm set none, and while it stands still. */
  dueAt: Moment | null
  warnAt: Moment | null
  marks?: readonly Mark[] | null
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
  /** Classes that a person chose, by rule book; they go before every condition. */
  classIds?: Readonly<Record<string, string>>
  /** What else has been said of the case, by the machine or in answer to a question. */
  facts?: Facts
  /** What happened later and starts or stops clocks. */
  happenings?: readonly Happening[]
  /** Windows that have run out by now have ended; without it none has. */
  now?: Moment
  /** The moment whose rule books hold, where it is not that of the opening: somebody counted anew, or the case was imported. */
  rulesAt?: Moment
  /** The closing from which the case went on because an answer was owed again; what began before it was settled by it. */
  settledAt?: Moment
}

/** An imported case is history: its clocks are computed by the rule books of today, whatever was kept on its day. */
export const RULES_OF_TODAY: Moment = Number.MAX_SAFE_INTEGER

/** The calendars by id; a rule book that counts by the days of a place has one under a key of its own. A changed calendar is a new object. */
export type CalendarBook = ReadonlyMap<string, Calendar>
export const calendarKey = (pack: Pack) => (pack.calendar.kind === 'named' ? pack.calendar.id : `days of ${pack.id}@${pack.version}`)

/** The version that a clock was made with; where it is no longer at hand, another of the same rule book. */
export const packOf = (packs: readonly Pack[], { regime, regimeVersion }: Pick<Clock, 'regime' | 'regimeVersion'>): Pack | undefined =>
  packs.find(({ id, version }) => id === regime && version === regimeVersion) ?? packs.findLast(({ id }) => id === regime)

/** What a rule book may ask of a case, as a story. A portal's complaint was sent when its own time says. */
export function storyOf(it: CaseFacts, pack?: Pack): Story {
  const told = it.happenings ?? []
  const own: Happening[] = [{ name: 'opened', at: it.openedAt }]
  if (it.highRisk && !told.some(({ name }) => name === 'high_risk_raised')) own.push({ name: 'high_risk_raised', at: it.openedAt })
  if (!told.some(({ name }) => name === 'sent_to_company')) own.push({ name: 'sent_to_company', at: it.receivedAt })
  const { kind, severity, channel, highRisk, topics, product } = it
  const classId = pack && it.classIds?.[pack.id]
  return {
    receivedAt: it.receivedAt,
    channel,
    facts: { ...it.facts, kind, severity, channel, high_risk: highRisk, topics, ...(product === null ? {} : { product }) },
    happenings: [...own, ...told],
    ...(classId === undefined ? {} : { classId }),
    now: it.now ?? -Infinity,
    rulesAt: it.rulesAt ?? it.openedAt,
  }
}

/**
 * Every clock that these facts start, one set for each pack that was in force on the local day of receipt; packs are never merged. A
 * calendar that the book does not have is replaced by the strictest one, on which every day is a business day, and the clock says so.
 */
export function startClocks(packs: readonly Pack[], facts: CaseFacts, calendars: CalendarBook, tzVersion: string): Clock[] {
  return packs.flatMap((pack) => {
    const story = storyOf(facts, pack)
    const calendar = calendarFor(pack, calendars)
    if (!inForce(pack, story, calendar.timeZone)) return []
    const reckoned = reckonPack(pack, story, calendar)
    return running(reckoned).map((row) => clockOf(pack, row, reckoned.class?.id ?? null, calendar, tzVersion))
  })
}

/**
 * The clocks that a case should have after something was said or happened. What a closed case still wants is what begins with its closing,
 * what others may do, and an answer that is owed all the same.
 */
export function wantedClocks(
  packs: readonly Pack[],
  facts: CaseFacts,
  calendars: CalendarBook,
  tzVersion: string,
  closedAt: Moment | null,
): Wanted[] {
  return packs.flatMap((pack) => {
    const story = storyOf(facts, pack)
    const calendar = calendarFor(pack, calendars)
    if (!inForce(pack, story, calendar.timeZone)) return []
    const reckoned = reckonPack(pack, story, calendar)
    const settledAt = closedAt ?? facts.settledAt ?? null
    const rows = running(reckoned).filter((row) => settledAt === null || outlives(row, settledAt))
    return rows.map((row) => ({
      clock: clockOf(pack, row, reckoned.class?.id ?? null, calendar, tzVersion),
      paused: row.pausedSince !== null,
      goesOnSince: row.stillOwed ? settledAt : (row.stops.findLast(({ reopens }) => reopens)?.from ?? null),
    }))
  })
}
const outlives = ({ milestone, startedAt, stillOwed, stops }: Reckoning, closedAt: Moment) =>
  stillOwed ||
  milestone.actor !== 'firm' ||
  startedAt! >= closedAt ||
  milestone.kind === 'enforcement_hold' ||
  stops.some(({ reopens, to }) => reopens === true && to >= closedAt)

/** The milestones that are clocks now: begun, not waived, not replaced, and not one that only somebody's answer would bring. */
export function running({ applies, rows }: Reckoned): Reckoning[] {
  if (applies === false) return []
  const asked = (row: Reckoning) => row.milestone.replaces !== null && row.applies === null
  const sure = rows.filter((row) => isClock(row) && !asked(row))
  const covered = new Set(sure.map(({ milestone }) => milestone.id))
  return rows.filter((row) => isClock(row) && (!asked(row) || !covered.has(row.milestone.replaces!)))
}
/** What is due at once is done at receipt or not at all; there is nothing to wait for. */
const isClock = ({ milestone, applies, startedAt, dueAt, waived, replacedBy, afterMet }: Reckoning) =>
  milestone.start !== null && startedAt !== null && dueAt !== startedAt && applies !== false && !waived && replacedBy === null && afterMet

export function clockOf(pack: Pack, row: Reckoning, classId: string | null, calendar: Calendar, tzVersion: string): Clock {
  const { milestone, startedAt, counted } = row
  const { due } = milestone
  const basis = milestone.obligation === 'target' || due?.kind === 'prompt' ? 'service' : 'statutory'
  const obligation = milestone.actor === 'firm' ? milestone.obligation : 'may'
  const target = row.pausedSince === null ? counted : null
  return {
    milestone: milestone.id,
    kind: milestone.kind,
    basis,
    regime: pack.id,
    regimeVersion: pack.version,
    class: classId,
    obligation,
    reference: milestone.reference,
    evidence: milestone.evidence,
    title: milestone.title,
    startedAt: startedAt!,
    dueAt: target?.decides.reckoned.at ?? null,
    ...(target && obligation !== 'may' ? warningsFor(milestone, target.decides, startedAt!, calendar, basis) : { warnAt: null }),
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
function warningFor({ leg, reckoned }: Reached, startedAt: Moment, calendar: Calendar, basis: Clock['basis']): Moment {
  const total = reckoned.at - startedAt
  if ('span' in leg && leg.span.unit === 'business') return addBusinessTime(calendar, startedAt, Math.floor(leg.span.ms * 0.75)).at
  const usual = startedAt + Math.floor(total * 0.75)
  return basis === 'service' ? usual : Math.max(startedAt + Math.floor(total / 2), Math.min(usual, reckoned.at - DAY_MS))
}

/** The first line of warning, and those after it as marks: as the rule book writes them, else as is usual. */
function warningsFor({ warn }: Milestone, decides: Reached, startedAt: Moment, calendar: Calendar, basis: Clock['basis']) {
  const { at: dueAt } = decides.reckoned
  const lines = warn
    .map((line) => ('percent' in line ? shareOf(decides, startedAt, calendar, line.percent) : dueAt - line.beforeMs))
    .filter((at) => at > startedAt && at < dueAt)
  const [first, ...more] = [...new Set(lines)].sort((a, b) => a - b)
  if (first === undefined) return { warnAt: warningFor(decides, startedAt, calendar, basis) }
  return { warnAt: first, ...(more.length > 0 ? { marks: more.map((at) => ({ at, warns: true })) } : {}) }
}
function shareOf({ leg, reckoned }: Reached, startedAt: Moment, calendar: Calendar, percent: number): Moment {
  const share = percent / 100
  if ('span' in leg && leg.span.unit === 'business') return addBusinessTime(calendar, startedAt, Math.floor(leg.span.ms * share)).at
  return startedAt + Math.floor((reckoned.at - startedAt) * share)
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
  const calendar = calendars.get(calendarKey(pack)) ?? everyDay
  const timeZone = pack.timeZone ?? calendar.timeZone
  if (timeZone === calendar.timeZone) return calendar
  const kept = inPackZone.get(pack)?.get(calendar)
  if (kept) return kept
  const made = { ...calendar, timeZone }
  if (!inPackZone.has(pack)) inPackZone.set(pack, new WeakMap())
  inPackZone.get(pack)!.set(calendar, made)
  return made
}
