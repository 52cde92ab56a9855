import type { Moment } from '../moment'
import type { Skipped } from '../time/calendar'
import { type Span, saySpan } from '../time/duration'
import { localText } from '../time/zone'
import { type Counting, type Due, type Leg, sayDue, sayLegOf } from './due'
import { FACTS } from './facts'
import { HAPPENINGS } from './happenings'
import type { Obligation } from './vocabulary'

/** One step of a reckoning in values, so that every language can say it in its own order. The English beside it is made of nothing else. */
export type Part =
  /** Where a leg ended: `wall` by the clock, `business` in opening time, `days` with the end of a date, `named` where something else says it. */
  | { code: 'wall' | 'named'; leg: Leg; at: Moment }
  | { code: 'business'; leg: Leg; at: Moment; calendar: string; skipped: Skipped[] }
  | { code: 'days'; leg: Leg; at: Moment; receiptDay: Counting['receiptDay']; skipped: Skipped[] }
  | { code: 'choice'; which: 'earlier' | 'later'; leg: Leg; at: Moment }
  /** Feasts, by their reckoned first day, that may come a day earlier or later; the earlier end holds. */
  | { code: 'moon'; days: readonly Skipped[] }
  | { code: 'added'; span: Span; was: Moment | null }
  | { code: 'stood'; from: Moment; to: Moment; reason: string }
  | { code: 'question'; fact: string }
  | { code: 'year_unknown' | 'own_promise' | 'to_confirm' }
  | { code: 'other_version'; counted: string; made: string }
  | { code: 'other_calendar'; made: string }
  | { code: 'other_date'; at: Moment }

type Ruled = { title: string; reference: string; obligation: Obligation; rule: Due }
/** The whole of it in one sentence: a date, that a person sets it, or that the rule book is gone. */
export type Whole =
  | (Ruled & { code: 'due'; at: Moment; start: string; since: Moment })
  | (Ruled & { code: 'by_person' })
  | { code: 'lost'; title: string; reference: string; regime: string; version: string }

/** The English of a step, in the zone of its clock. */
export function sayPart(part: Part, zone: string): string {
  const text = (at: Moment) => localText(zone, at)
  switch (part.code) {
    case 'named':
      return `${sayLegOf(part.leg)} is ${text(part.at)}.`
    case 'wall':
      return `${sayLegOf(part.leg)} by the wall clock end at ${text(part.at)}.`
    case 'business':
      return `${sayLegOf(part.leg)} of the calendar "${part.calendar}" end at ${text(part.at)}${passedOver(part.skipped)}.`
    case 'days':
      return `${sayLegOf(part.leg)}, ${FIRST_DAY[part.receiptDay]}, end with ${text(part.at).slice(0, 10)}${passedOver(part.skipped)}.`
    case 'choice':
      return `Of the two, ${sayLegOf(part.leg)} is the ${part.which} and decides: ${text(part.at)}.`
    case 'moon':
      return `${part.days.map(({ date, why }) => `${why} (${date})`).join(' and ')} may come a day earlier or later, by the moon; the earlier end holds.`
    case 'added':
      return `A notice in time added ${saySpan(part.span)}${part.was === null ? '' : ` to ${text(part.was)}`}.`
    case 'stood':
      return `It stood still from ${text(part.from)} to ${text(part.to)} (${part.reason.replaceAll('_', ' ')}).`
    case 'question':
      return `Not answered yet: "${FACTS[part.fact]!.asks}" Until it is, the strictest reading holds.`
    case 'other_version':
      return `Counted here with version ${part.counted}; the clock was made with ${part.made}.`
    case 'other_calendar':
      return `The calendar has changed since; the clock was made with ${part.made}.`
    case 'other_date':
      return `Counted today it would be ${text(part.at)}; the stored time stands.`
    default:
      return REMARKS[part.code]
  }
}
const REMARKS = {
  year_unknown: 'The holidays of a year on the way are not known to us, so no day of it was taken for a holiday.',
  own_promise: "The firm's own promise: no source is behind it, and none is needed.",
  to_confirm: 'To be confirmed: nobody of us has read a primary or secondary source for this rule.',
}
const FIRST_DAY = { excluded: 'the day itself not counted', included: 'the day itself counted as the first' }
const passedOver = (skipped: readonly Skipped[]) =>
  skipped.length === 0 ? '' : `; passed over: ${skipped.map(({ date, why }) => `${date} (${why})`).join(', ')}`

export function sayWhole(whole: Whole, zone: string): string {
  if (whole.code === 'lost')
    return `${whole.title} comes from version ${whole.version} of ${whole.regime} (${whole.reference}), which is no longer at hand; the stored time stands.`
  const rule = `${whole.reference} ${ASKS[whole.obligation]} ${sayDue(whole.rule)}`
  if (whole.code === 'by_person') return `${whole.title}: ${rule}; a person has to set the date.`
  const local = localText(zone, whole.at)
  const when = local.endsWith('23:59:59') ? `by the end of ${local.slice(0, 10)}` : `at ${local}`
  return `${whole.title}: due ${when} (${zone}). ${rule}, counted from when ${saysOf(whole.start)}, ${localText(zone, whole.since)}.`
}
const ASKS: Record<Obligation, string> = { must: 'asks for', should: 'expects', may: 'allows', target: 'aims at' }
export const saysOf = (happening: string) => HAPPENINGS[happening]?.says ?? happening.replaceAll('_', ' ')
