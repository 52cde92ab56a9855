import { iso } from '../moment'
import { type Count, countOf } from '../time/duration'
import type { Due, Leg } from './due'
import type { Part, Whole } from './why'

/** What `why.ts` says in values, as it goes out: a moment as a time with offset, a span as how many of what. */
export type LegValues = Count | Exclude<Leg, { span: unknown }>
export type RuleValues = { kind: Due['kind']; legs: LegValues[]; of?: string }
export type PartValues = ReturnType<typeof valuesOfPart>
export type WholeValues = ReturnType<typeof valuesOfWhole>

const valuesOfLeg = (leg: Leg): LegValues => ('span' in leg ? countOf(leg.span) : leg)

/** A rule of time: its kind and, in their order, the legs that it names. */
export function valuesOfRule(due: Due): RuleValues {
  const { kind } = due
  if (kind === 'every') return { kind, legs: [countOf(due.span)] }
  if (kind === 'prompt') return { kind, legs: due.target ? [countOf(due.target)] : [] }
  if (kind === 'stated') return { kind, legs: [{ when: due.happening, text: due.text }] }
  if (kind === 'left') return { kind, legs: [countOf(due.answered), countOf(due.otherwise)], of: due.of }
  return { kind, legs: due.legs.map(valuesOfLeg) }
}

export function valuesOfPart(part: Part) {
  switch (part.code) {
    case 'added':
      return { code: part.code, span: countOf(part.span), was: part.was === null ? null : iso(part.was) }
    case 'stood':
      return { ...part, from: iso(part.from), to: iso(part.to) }
    case 'other_date':
      return { code: part.code, at: iso(part.at) }
    case 'wall':
    case 'named':
      return { code: part.code, leg: valuesOfLeg(part.leg), at: iso(part.at) }
    case 'business':
      return { ...part, leg: valuesOfLeg(part.leg), at: iso(part.at) }
    case 'choice':
      return { ...part, leg: valuesOfLeg(part.leg), at: iso(part.at) }
    case 'days': {
      const { code, receiptDay, skipped } = part
      return { code, leg: valuesOfLeg(part.leg), at: iso(part.at), receipt_day: receiptDay, skipped }
    }
    default:
      return part
  }
}

export function valuesOfWhole(whole: Whole) {
  switch (whole.code) {
    case 'lost':
      return whole
    case 'by_person':
      return { ...whole, rule: valuesOfRule(whole.rule) }
    case 'due':
      return { ...whole, rule: valuesOfRule(whole.rule), at: iso(whole.at), since: iso(whole.since) }
  }
}
