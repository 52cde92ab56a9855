import type { Moment } from '../moment'
import {
  addBusinessDays,
  addBusinessTime,
  businessDaysBetween,
  businessTimeBetween,
  type Calendar,
  endOfDay,
  type Reckoned,
  rollForward,
  spanFrom,
} from '../time/calendar'
import { parseSpan, type Span, saySpan } from '../time/duration'
import { isRecord, say } from '../time/reading'
import { localDay } from '../time/zone'

/** One way to say when a milestone is due: a span from the start, or the last second before something, or the end of a stated thing. */
export type Leg = { span: Span } | { before: string } | { when: string; text: string }

/** When a milestone falls due, as a rule book says it. */
export type Due =
  /** One leg, or the earliest or latest of several: `24h`, `{ last: [24h, 1bd] }`, `{ first: [{ before: foreclosure_sale }, 30bd] }`. */
  | { kind: 'span' | 'first' | 'last'; legs: readonly Leg[] }
  /** Again and again: from the start, and from each time that it was done. */
  | { kind: 'every'; span: Span }
  /** "Promptly": the law has no number. The firm's own target, if it set one, counts as a target and not as the law. */
  | { kind: 'prompt'; target: Span | null }
  /** A time that stands elsewhere, such as in a card scheme's rules; a person looks it up and gives it as `happening`. */
  | { kind: 'stated'; text: string; happening: string }
  /** What is left of another milestone's time; so long where that was answered before, and so long where nothing is left. */
  | { kind: 'left'; of: string; answered: Span; otherwise: Span }

/** How a rule book counts days. `next_business_day` moves a last day that is no business day to the next one. */
export type Counting = { receiptDay: 'excluded' | 'included'; roll: 'none' | 'next_business_day' }

/** What else bears on a date: what was added by a notice, when the clock stood still, and moments that legs may name. */
export type Bearing = { adds: readonly Span[]; pauses: readonly Stop[]; when: (name: string) => Moment | null }
/** `reopens`: what was answered when it stopped is owed again when it goes on. */
export type Stop = { from: Moment; to: Moment; why: string; reopens?: true }
const NOTHING: Bearing = { adds: [], pauses: [], when: () => null }

/** Reads `30cd`, `{ last: [24h, 1bd] }`, `{ every: 20bd }`, `prompt`, `{ at: …, given_as: … }` or what is left of another; a problem is a sentence. */
export function readDue(value: unknown, target: Span | null, where: string, problems: string[], known: (name: string) => boolean): Due {
  const bad = (said: string): Due => {
    problems.push(`${where} ${said}, but it is ${say(value)}.`)
    return { kind: 'span', legs: [] }
  }
  if (value === 'prompt') return { kind: 'prompt', target }
  if (!isRecord(value)) return { kind: 'span', legs: readLeg(value, where, problems, known) }
  const keys = Object.keys(value)
  const [key = ''] = keys
  const inner = value[key]
  if (typeof value.at === 'string' && typeof value.given_as === 'string' && keys.length === 2 && known(value.given_as))
    return { kind: 'stated', text: value.at, happening: value.given_as }
  if ('left_of' in value) return readLeft(value) ?? bad('must say all of it, such as { left_of: final, answered: 21cd, otherwise: 30cd }')
  if (keys.length !== 1) return bad('must be a duration, "prompt", or one of first, last, every, before and at with given_as')
  if (key === 'every') {
    const span = typeof inner === 'string' ? parseSpan(inner) : null
    return span ? { kind: 'every', span } : bad('must repeat every so long, such as { every: 20bd }')
  }
  if (key === 'before') return { kind: 'span', legs: readLeg(value, where, problems, known) }
  if ((key === 'first' || key === 'last') && Array.isArray(inner) && inner.length > 1)
    return { kind: key, legs: inner.flatMap((one) => readLeg(one, where, problems, known)) }
  return bad('must be a duration, "prompt", or one of first, last (of two or more), every, before and at with given_as')
}

function readLeft({ left_of: of, answered, otherwise, ...more }: Record<string, unknown>): Due | null {
  const [done, open] = [answered, otherwise].map((text) => (typeof text === 'string' ? parseSpan(text) : null))
  return typeof of === 'string' && done && open && Object.keys(more).length === 0
    ? { kind: 'left', of, answered: done, otherwise: open }
    : null
}

function readLeg(value: unknown, where: string, problems: string[], known: (name: string) => boolean): Leg[] {
  const span = typeof value === 'string' ? parseSpan(value) : null
  if (span) return [{ span }]
  if (isRecord(value) && typeof value.before === 'string' && known(value.before)) return [{ before: value.before }]
  if (isRecord(value) && typeof value.when === 'string' && typeof value.text === 'string' && known(value.when))
    return [{ when: value.when, text: value.text }]
  problems.push(`${where} must be a duration such as 24h, 4bh, 1bd or 30cd, or a happening that we know, but it is ${say(value)}.`)
  return []
}

/** The spans of a rule, for checks and for words. */
export const spansOf = (due: Due): readonly Span[] => {
  if (due.kind === 'stated') return []
  if (due.kind === 'left') return [due.answered, due.otherwise]
  if (due.kind === 'prompt') return due.target ? [due.target] : []
  if (due.kind === 'every') return [due.span]
  return due.legs.flatMap((leg) => ('span' in leg ? [leg.span] : []))
}

/** The happenings whose date decides, such as a sale before which the answer is due. */
export const datesIn = (due: Due): string[] =>
  legsOf(due).flatMap((leg) => ('span' in leg ? [] : ['before' in leg ? leg.before : leg.when]))

/** Where one span ends by the rule book's way of counting, with what was added to it and what stopped it. */
export function reckon(span: Span, start: Moment, calendar: Calendar, counting: Counting, { adds, pauses } = NOTHING): Reckoned {
  const added = adds.reduce<Reckoned>(
    (due, add) => (sameUnit(add, span) ? due : spanFrom(calendar, due.at, add)),
    spanFrom(calendar, start, longer(dayIncluded(span, counting), adds)),
  )
  const resumed = pauses.reduce((due, stop) => afterStop(due, stop, span, calendar), added)
  return 'n' in span && counting.roll === 'next_business_day' ? rollForward(calendar, resumed) : resumed
}

const sameUnit = (a: Span, b: Span) => a.unit === b.unit
const dayIncluded = (span: Span, { receiptDay }: Counting): Span =>
  'n' in span && span.unit !== 'months' && receiptDay === 'included' ? { ...span, n: Math.max(0, span.n - 1) } : span
/** One month and two months more are three months from the start, and not two months from a shortened February. */
function longer(span: Span, adds: readonly Span[]): Span {
  const alike = adds.filter((add) => sameUnit(add, span))
  if ('n' in span) return { ...span, n: alike.reduce((sum, add) => sum + (add as typeof span).n, span.n) }
  return { ...span, ms: alike.reduce((sum, add) => sum + (add as typeof span).ms, span.ms) }
}

/** What was left when the clock stopped is left when it goes on; a stop after the end changes nothing. */
function afterStop(due: Reckoned, { from, to }: Stop, span: Span, calendar: Calendar): Reckoned {
  if (from > due.at || to <= from) return due
  if (span.unit === 'wall') return { ...due, at: due.at + (to - from) }
  if (span.unit === 'business') return addBusinessTime(calendar, to, businessTimeBetween(calendar, from, due.at).ms)
  if (span.unit === 'business_days') return addBusinessDays(calendar, to, businessDaysBetween(calendar, from, due.at))
  const [stopped, resumed, end] = [from, to, due.at].map((at) => localDay(calendar.timeZone, at)) as [number, number, number]
  return { ...due, at: endOfDay(calendar, resumed + (end - stopped)) }
}

export type Reached = { leg: Leg; reckoned: Reckoned }

/** Every leg of a due rule and the one that decides; null where there is no number, none that is known yet, or one that only a story knows. */
export function reckonDue(
  due: Due,
  start: Moment,
  calendar: Calendar,
  counting: Counting,
  bearing: Bearing = NOTHING,
): { legs: Reached[]; decides: Reached } | null {
  const legs = legsOf(due).flatMap((leg) => {
    const reckoned = reach(leg, start, calendar, counting, bearing)
    return reckoned ? [{ leg, reckoned }] : []
  })
  if (legs.length === 0) return null
  const further = due.kind === 'last' ? 1 : -1
  const decides = legs.reduce((best, leg) => ((leg.reckoned.at - best.reckoned.at) * further > 0 ? leg : best))
  return { legs, decides }
}

const legsOf = (due: Due): readonly Leg[] => {
  if (due.kind === 'left') return []
  if (due.kind === 'stated') return [{ when: due.happening, text: due.text }]
  return due.kind === 'span' || due.kind === 'first' || due.kind === 'last' ? due.legs : spansOf(due).map((span) => ({ span }))
}

function reach(leg: Leg, start: Moment, calendar: Calendar, counting: Counting, bearing: Bearing): Reckoned | null {
  if ('span' in leg) return reckon(leg.span, start, calendar, counting, bearing)
  const at = bearing.when('before' in leg ? leg.before : leg.when)
  if (at === null) return null
  return { at: 'before' in leg ? at - 1 : endOfDay(calendar, localDay(calendar.timeZone, at)), skipped: [], holidaysAssumed: false }
}

export const sayLegOf = (leg: Leg): string =>
  'span' in leg ? saySpan(leg.span) : 'before' in leg ? `the last moment before ${leg.before.replaceAll('_', ' ')}` : leg.text

/** "30 calendar days", "the later of 24 hours and 1 business day", "promptly". */
export function sayDue(due: Due): string {
  switch (due.kind) {
    case 'span':
      return due.legs.map(sayLegOf).join('')
    case 'first':
      return `the earlier of ${due.legs.map(sayLegOf).join(' and ')}`
    case 'last':
      return `the later of ${due.legs.map(sayLegOf).join(' and ')}`
    case 'every':
      return `an update every ${saySpan(due.span)}`
    case 'prompt':
      return due.target ? `promptly, with the firm's own target of ${saySpan(due.target)}` : 'promptly'
    case 'stated':
      return due.text
    case 'left':
      return `what is left of "${due.of}", ${saySpan(due.answered)} after an answer, and ${saySpan(due.otherwise)} where nothing is left`
  }
}
