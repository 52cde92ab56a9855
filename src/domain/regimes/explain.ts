import type { Moment } from '../moment'
import type { Calendar, Skipped } from '../time/calendar'
import { saySpan } from '../time/duration'
import { localText } from '../time/zone'
import { type CalendarBook, type Clock, calendarFor } from './clocks'
import { type Leg, reckonDue, sayDue } from './due'
import type { Milestone, Pack, StartEvent } from './pack'

/** The answer to "why this time?": what started it, how it was counted step by step, what was passed over, and all of it in a sentence. */
export type Why = {
  startEvent: StartEvent | null
  startEvidence: string
  steps: string[]
  skipped: Skipped[]
  /** Nothing pauses a clock yet; "waiting for the customer" never does. */
  pauses: { from: Moment; to: Moment; reason: string }[]
  sentence: string
}

const STARTED: Record<StartEvent, string> = {
  received: 'the complaint was first received',
  opened: 'the case was opened',
  high_risk_raised: 'the case was found to be of high risk',
  first_received_by_any_party: 'the first of the parties received it',
  objection_period_ended: 'the objection period ended',
  notice_of_proposal_received: 'the notice of the proposed decision was received',
  info_requested: 'the missing information was asked for',
  info_received: 'the missing information came',
  info_window_expired: "the customer's time to send information ran out",
  agreement_reached: 'an agreement was reached',
  closed: 'the case was closed',
  final_sent: 'the final response was sent',
}

/**
 * Counts a stored clock again with the given rule book and calendars and says how. Where the rule book no longer has the milestone, or
 * counts to another date than the one stored, the sentence says so; the stored date stands.
 */
export function explainClock(pack: Pack, calendars: CalendarBook, clock: Clock): Why {
  const milestone = milestoneOf(pack, clock)
  const started = localText(clock.timeZone, clock.startedAt)
  if (!milestone?.clock) return unknownRule(clock, started)
  const calendar = calendarFor(pack, calendars)
  const { start, due } = milestone.clock
  const startEvidence = `${sentenceCase(STARTED[start])} at ${started} (${clock.timeZone}).`
  const counted = reckonDue(due, clock.startedAt, calendar, pack.counting)
  const rule = `${clock.reference} ${asksFor(clock)} ${sayDue(due)}`
  if (!counted) {
    return {
      startEvent: start,
      startEvidence,
      steps: [],
      skipped: [],
      pauses: [],
      sentence: `${clock.title}: ${rule}; a person has to set the date.`,
    }
  }
  const { legs, decides } = counted
  const steps = [...legs.map((leg) => sayLeg(leg, calendar, pack)), ...(legs.length > 1 ? [sayChoice(due.kind, decides, calendar)] : [])]
  return {
    startEvent: start,
    startEvidence,
    steps: [...steps, ...remarks(clock, pack, calendar, decides.reckoned.at)],
    skipped: decides.reckoned.skipped,
    pauses: [],
    sentence: sayWhole(clock, rule, STARTED[start], clock.dueAt ?? decides.reckoned.at),
  }
}

/** The milestone that a stored clock was made from; undefined where this version of the pack has none. */
export const milestoneOf = (pack: Pack, clock: Pick<Clock, 'milestone' | 'class'>): Milestone | undefined =>
  pack.milestones.find(
    ({ id, classes, clock: own }) =>
      own !== null && id === clock.milestone && (classes.length === 0 || (clock.class !== null && classes.includes(clock.class))),
  )

const asksFor = ({ obligation }: Clock) => ({ must: 'asks for', should: 'expects', may: 'allows', target: 'aims at' })[obligation]

function sayLeg({ span, reckoned }: Leg, calendar: Calendar, pack: Pack) {
  const end = localText(calendar.timeZone, reckoned.at)
  if (span.unit === 'wall') return `${saySpan(span)} by the wall clock end at ${end}.`
  if (span.unit === 'business') return `${saySpan(span)} of the calendar "${calendar.id}" end at ${end}${passedOver(reckoned.skipped)}.`
  const first = pack.counting.receiptDay === 'excluded' ? 'the day itself not counted' : 'the day itself counted as the first'
  return `${saySpan(span)}, ${first}, end with ${end.slice(0, 10)}${passedOver(reckoned.skipped)}.`
}
const passedOver = (skipped: Skipped[]) =>
  skipped.length === 0 ? '' : `; passed over: ${skipped.map(({ date, why }) => `${date} (${why})`).join(', ')}`
const sayChoice = (kind: string, { span, reckoned }: Leg, calendar: Calendar) =>
  `Of the two, ${saySpan(span)} is the ${kind === 'first' ? 'earlier' : 'later'} and decides: ${localText(calendar.timeZone, reckoned.at)}.`

function remarks(clock: Clock, pack: Pack, calendar: Calendar, at: Moment) {
  const said: string[] = []
  if (clock.holidaysAssumed) said.push('The holidays of a year on the way are not known to us, so no day of it was taken for a holiday.')
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
