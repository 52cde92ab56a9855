import type { Moment } from '../moment'
import type { Calendar, Skipped } from '../time/calendar'
import { localText } from '../time/zone'
import { type CalendarBook, type Clock, calendarFor } from './clocks'
import { type Reached, reckonDue } from './due'
import type { Milestone, Pack } from './pack'
import { type Reckoning, reckonPack } from './reckon'
import type { Story } from './story'
import { toBeConfirmed } from './vocabulary'
import { type Part, sayPart, saysOf, sayWhole, type Whole } from './why'

/** The answer to "why this time?": what started it, how it was counted step by step, what was passed over, and all of it in a sentence. */
export type Why = {
  startEvent: string | null
  startEvidence: string
  steps: string[]
  skipped: Skipped[]
  /** When it stood still, and for which reason of the rule book; "waiting for the customer" never is one. */
  pauses: { from: Moment; to: Moment; reason: string }[]
  sentence: string
  /** The steps and the sentence in values: what the English is made of. */
  parts: Part[]
  whole: Whole
}

/**
 * Counts a stored clock again with the given rule book and calendars and says how. Where the rule book no longer has the milestone, or
 * counts to another date than the one stored, the sentence says so; the stored date stands. With the case's story, what added time or
 * stopped it is counted as well.
 */
export function explainClock(pack: Pack, calendars: CalendarBook, clock: Clock, story?: Story): Why {
  const calendar = calendarFor(pack, calendars)
  const told = story && rowOf(reckonPack(pack, story, calendar).rows, clock)
  const milestone = told?.milestone ?? milestoneOf(pack, clock, calendar)
  if (!milestone?.due) return unknownRule(clock)
  const start = told?.startName ?? milestone.start?.names[0] ?? 'received'
  const counted = told ? told.counted : reckonDue(milestone.due, clock.startedAt, calendar, pack.counting)
  const { title, reference, obligation } = clock
  const ruled = { title, reference, obligation, rule: told?.rule ?? milestone.due }
  const pauses = (told?.stops ?? []).map(({ from, to, why }) => ({ from, to, reason: why }))
  if (!counted) return said(clock, start, { parts: [], skipped: [], pauses, whole: { ...ruled, code: 'by_person' } })
  const { legs, decides } = counted
  const { reckoned } = decides
  return said(clock, start, {
    parts: [
      ...legs.map((leg) => partOfLeg(leg, calendar, pack)),
      ...(legs.length > 1 ? [partOfChoice(milestone.due.kind, decides)] : []),
      ...(reckoned.moon ? [{ code: 'moon', days: reckoned.moon } as const] : []),
      ...(told ? bearing(told) : []),
      ...remarks(clock, pack, calendar, reckoned.at),
    ],
    ...{ skipped: reckoned.skipped, pauses },
    whole: { ...ruled, code: 'due', at: clock.dueAt ?? reckoned.at, start, since: clock.startedAt },
  })
}

/** The same in English beside it. */
function said(clock: Clock, start: string | null, it: Pick<Why, 'parts' | 'whole' | 'skipped' | 'pauses'>): Why {
  const zone = clock.timeZone
  const began = start === null ? 'It started' : sentenceCase(saysOf(start))
  return {
    ...it,
    startEvent: start,
    startEvidence: `${began} at ${localText(zone, clock.startedAt)} (${zone}).`,
    steps: it.parts.map((part) => sayPart(part, zone)),
    sentence: sayWhole(it.whole, zone),
  }
}

/** The row of a counted case that this clock is: begun at the same moment, and of several the one with its date. */
function rowOf(rows: readonly Reckoning[], { milestone: id, startedAt, dueAt }: Clock): Reckoning | undefined {
  const same = rows.filter(({ milestone, startedAt: began }) => milestone.id === id && began === startedAt)
  return same.find((row) => row.counted?.decides.reckoned.at === dueAt) ?? same[0]
}

/**
 * The milestone that a stored clock was made from; undefined where this version of the pack has none. A rule for each channel may share
 * one id: the one whose count comes closest to the stored date is meant.
 */
export function milestoneOf(
  pack: Pack,
  clock: Pick<Clock, 'milestone' | 'class' | 'startedAt' | 'dueAt'>,
  calendar: Calendar,
): Milestone | undefined {
  const same = pack.milestones.filter(
    ({ id, classes, start }) =>
      start !== null && id === clock.milestone && (classes.length === 0 || (clock.class !== null && classes.includes(clock.class))),
  )
  if (same.length < 2 || clock.dueAt === null) return same[0]
  const distance = ({ due }: Milestone) =>
    Math.abs((due ? (reckonDue(due, clock.startedAt, calendar, pack.counting)?.decides.reckoned.at ?? Infinity) : Infinity) - clock.dueAt!)
  return same.reduce((best, one) => (distance(one) < distance(best) ? one : best))
}

function partOfLeg({ leg, reckoned: { at, skipped } }: Reached, calendar: Calendar, pack: Pack): Part {
  if (!('span' in leg)) return { code: 'named', leg, at }
  if (leg.span.unit === 'wall') return { code: 'wall', leg, at }
  if (leg.span.unit === 'business') return { code: 'business', leg, at, calendar: calendar.id, skipped }
  return { code: 'days', leg, at, receiptDay: pack.counting.receiptDay, skipped }
}
const partOfChoice = (kind: string, { leg, reckoned }: Reached): Part => ({
  ...{ code: 'choice', which: kind === 'first' ? 'earlier' : 'later' },
  ...{ leg, at: reckoned.at },
})

const bearing = ({ added, stops, withoutNotice, questions }: Reckoning): Part[] => [
  ...added.map((span): Part => ({ code: 'added', span, was: withoutNotice })),
  ...stops.map(({ from, to, why }): Part => ({ code: 'stood', from, to, reason: why })),
  ...questions.map((fact): Part => ({ code: 'question', fact })),
]

function remarks(clock: Clock, pack: Pack, calendar: Calendar, at: Moment) {
  const made: Part[] = []
  if (clock.holidaysAssumed) made.push({ code: 'year_unknown' })
  if (clock.evidence === 'N' && clock.obligation === 'target') made.push({ code: 'own_promise' })
  else if (toBeConfirmed(clock.evidence)) made.push({ code: 'to_confirm' })
  if (pack.version !== clock.regimeVersion) made.push({ code: 'other_version', counted: pack.version, made: clock.regimeVersion })
  if (calendar.version !== clock.calendarVersion) made.push({ code: 'other_calendar', made: clock.calendarVersion })
  if (at !== clock.dueAt) made.push({ code: 'other_date', at })
  return made
}

function unknownRule(clock: Clock): Why {
  const { title, reference, regime, regimeVersion: version } = clock
  return said(clock, null, { parts: [], skipped: [], pauses: [], whole: { code: 'lost', title, reference, regime, version } })
}
const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
