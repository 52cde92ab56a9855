import type { Moment } from '../moment'
import type { Calendar, Skipped } from '../time/calendar'
import { saySpan } from '../time/duration'
import { localText } from '../time/zone'
import { type CalendarBook, type Clock, calendarFor } from './clocks'
import { type Reached, reckonDue, sayDue, sayLegOf } from './due'
import { FACTS } from './facts'
import { HAPPENINGS } from './happenings'
import type { Milestone, Pack } from './pack'
import { type Reckoning, reckonPack } from './reckon'
import type { Story } from './story'
import { toBeConfirmed } from './vocabulary'

/** The answer to "why this time?": what started it, how it was counted step by step, what was passed over, and all of it in a sentence. */
export type Why = {
  startEvent: string | null
  startEvidence: string
  steps: string[]
  skipped: Skipped[]
  /** When it stood still, and for which reason of the rule book; "waiting for the customer" never is one. */
  pauses: { from: Moment; to: Moment; reason: string }[]
  sentence: string
}

/**
 * Counts a stored clock again with the given rule book and calendars and says how. Where the rule book no longer has the milestone, or
 * counts to another date than the one stored, the sentence says so; the stored date stands. With the case's story, what added time or
 * stopped it is counted as well.
 */
export function explainClock(pack: Pack, calendars: CalendarBook, clock: Clock, story?: Story): Why {
  const calendar = calendarFor(pack, calendars)
  const started = localText(clock.timeZone, clock.startedAt)
  const told = story && rowOf(reckonPack(pack, story, calendar).rows, clock)
  const milestone = told?.milestone ?? milestoneOf(pack, clock, calendar)
  if (!milestone?.due) return unknownRule(clock, started)
  const startName = told?.startName ?? milestone.start?.names[0] ?? 'received'
  const startedBy = HAPPENINGS[startName]?.says ?? startName.replaceAll('_', ' ')
  const counted = told ? told.counted : reckonDue(milestone.due, clock.startedAt, calendar, pack.counting)
  const rule = `${clock.reference} ${asksFor(clock)} ${sayDue(told?.rule ?? milestone.due)}`
  const base = {
    startEvent: startName,
    startEvidence: `${sentenceCase(startedBy)} at ${started} (${clock.timeZone}).`,
    pauses: (told?.stops ?? []).map(({ from, to, why }) => ({ from, to, reason: why })),
  }
  if (!counted) return { ...base, steps: [], skipped: [], sentence: `${clock.title}: ${rule}; a person has to set the date.` }
  const { legs, decides } = counted
  return {
    ...base,
    steps: [
      ...legs.map((leg) => sayLeg(leg, calendar, pack)),
      ...(legs.length > 1 ? [sayChoice(milestone.due.kind, decides, calendar)] : []),
      ...(told ? sayBearing(told, calendar) : []),
      ...remarks(clock, pack, calendar, decides.reckoned.at),
    ],
    skipped: decides.reckoned.skipped,
    sentence: sayWhole(clock, rule, startedBy, clock.dueAt ?? decides.reckoned.at),
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

const asksFor = ({ obligation }: Clock) => ({ must: 'asks for', should: 'expects', may: 'allows', target: 'aims at' })[obligation]

function sayLeg({ leg, reckoned }: Reached, calendar: Calendar, pack: Pack) {
  const end = localText(calendar.timeZone, reckoned.at)
  const said = sayLegOf(leg)
  if (!('span' in leg)) return `${said} is ${end}.`
  if (leg.span.unit === 'wall') return `${said} by the wall clock end at ${end}.`
  if (leg.span.unit === 'business') return `${said} of the calendar "${calendar.id}" end at ${end}${passedOver(reckoned.skipped)}.`
  const first = pack.counting.receiptDay === 'excluded' ? 'the day itself not counted' : 'the day itself counted as the first'
  return `${said}, ${first}, end with ${end.slice(0, 10)}${passedOver(reckoned.skipped)}.`
}
const passedOver = (skipped: Skipped[]) =>
  skipped.length === 0 ? '' : `; passed over: ${skipped.map(({ date, why }) => `${date} (${why})`).join(', ')}`
const sayChoice = (kind: string, { leg, reckoned }: Reached, calendar: Calendar) =>
  `Of the two, ${sayLegOf(leg)} is the ${kind === 'first' ? 'earlier' : 'later'} and decides: ${localText(calendar.timeZone, reckoned.at)}.`

function sayBearing({ added, stops, withoutNotice, questions }: Reckoning, calendar: Calendar) {
  const zone = calendar.timeZone
  const said = added.map(
    (span) => `A notice in time added ${saySpan(span)}${withoutNotice ? ` to ${localText(zone, withoutNotice)}` : ''}.`,
  )
  for (const { from, to, why } of stops)
    said.push(`It stood still from ${localText(zone, from)} to ${localText(zone, to)} (${why.replaceAll('_', ' ')}).`)
  for (const name of questions) said.push(`Not answered yet: "${FACTS[name]!.asks}" Until it is, the strictest reading holds.`)
  return said
}

function remarks(clock: Clock, pack: Pack, calendar: Calendar, at: Moment) {
  const said: string[] = []
  if (clock.holidaysAssumed) said.push('The holidays of a year on the way are not known to us, so no day of it was taken for a holiday.')
  if (clock.evidence === 'N' && clock.obligation === 'target')
    said.push("The firm's own promise: no source is behind it, and none is needed.")
  else if (toBeConfirmed(clock.evidence)) said.push('To be confirmed: nobody of us has read a primary or secondary source for this rule.')
  if (pack.version !== clock.regimeVersion)
    said.push(`Counted here with version ${pack.version}; the clock was made with ${clock.regimeVersion}.`)
  if (calendar.version !== clock.calendarVersion)
    said.push(`The calendar has changed since; the clock was made with ${clock.calendarVersion}.`)
  if (at !== clock.dueAt) said.push(`Counted today it would be ${localText(calendar.timeZone, at)}; the stored time stands.`)
  return said
}

function sayWhole(clock: Clock, rule: string, started: string, due: Moment) {
  const local = localText(clock.timeZone, due)
  const when = local.endsWith('23:59:59') ? `by the end of ${local.slice(0, 10)}` : `at ${local}`
  const since = localText(clock.timeZone, clock.startedAt)
  return `${clock.title}: due ${when} (${clock.timeZone}). ${rule}, counted from when ${started}, ${since}.`
}

const unknownRule = (clock: Clock, started: string): Why => ({
  startEvent: null,
  startEvidence: `It started at ${started} (${clock.timeZone}).`,
  steps: [],
  skipped: [],
  pauses: [],
  sentence: `${clock.title} comes from version ${clock.regimeVersion} of ${clock.regime} (${clock.reference}), which is no longer at hand; the stored time stands.`,
})
const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
