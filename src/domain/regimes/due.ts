import type { Moment } from '../moment'
import { type Calendar, type Reckoned, rollForward, spanFrom } from '../time/calendar'
import { parseSpan, type Span, saySpan } from '../time/duration'
import { isRecord, say } from '../time/reading'

/** When a milestone falls due, as a rule book says it. */
export type Due =
  /** One span, or the earliest or latest of several: `24h`, `{ last: [24h, 1bd] }`. */
  | { kind: 'span' | 'first' | 'last'; spans: readonly Span[] }
  /** "Promptly": the law has no number. The firm's own target, if it set one, counts as a target and not as the law. */
  | { kind: 'prompt'; target: Span | null }
  /** A time that stands elsewhere, such as in a card scheme's rules; a person has to look it up. */
  | { kind: 'stated'; text: string }

/** How a rule book counts days. `next_business_day` moves a last day that is no business day to the next one. */
export type Counting = { receiptDay: 'excluded' | 'included'; roll: 'none' | 'next_business_day' }

/** Reads `30cd`, `{ last: [24h, 1bd] }`, `prompt` or `{ at: … }`; a problem is a sentence. */
export function readDue(value: unknown, target: Span | null, where: string, problems: string[]): Due {
  const span = (text: unknown): Span[] => {
    const found = typeof text === 'string' ? parseSpan(text) : null
    if (!found) problems.push(`${where} must be a duration such as 24h, 4bh, 1bd or 30cd, but it is ${say(text)}.`)
    return found ? [found] : []
  }
  if (value === 'prompt') return { kind: 'prompt', target }
  if (!isRecord(value)) return { kind: 'span', spans: span(value) }
  const [key, ...more] = Object.keys(value)
  const inner = key === undefined ? undefined : value[key]
  if (key === 'at' && typeof inner === 'string' && more.length === 0) return { kind: 'stated', text: inner }
  if ((key === 'first' || key === 'last') && Array.isArray(inner) && inner.length > 0 && more.length === 0) {
    return { kind: key, spans: inner.flatMap(span) }
  }
  problems.push(`${where} must be a duration, "prompt", or one of first, last and at, but it is ${say(value)}.`)
  return { kind: 'span', spans: [] }
}

/** The spans that decide the date; none where the rule book has no number and the firm set no target. */
export const spansOf = (due: Due): readonly Span[] => {
  if (due.kind === 'stated') return []
  if (due.kind === 'prompt') return due.target ? [due.target] : []
  return due.spans
}

/** Where one span ends by the rule book's way of counting. */
export function reckon(span: Span, start: Moment, calendar: Calendar, counting: Counting): Reckoned {
  const byDays = 'n' in span
  const counted = byDays && span.unit !== 'months' && counting.receiptDay === 'included' ? { ...span, n: Math.max(0, span.n - 1) } : span
  const due = spanFrom(calendar, start, counted)
  return byDays && counting.roll === 'next_business_day' ? rollForward(calendar, due) : due
}

export type Leg = { span: Span; reckoned: Reckoned }

/** Every leg of a due rule and the one that decides; null where there is no number. */
export function reckonDue(due: Due, start: Moment, calendar: Calendar, counting: Counting): { legs: Leg[]; decides: Leg } | null {
  const legs = spansOf(due).map((span) => ({ span, reckoned: reckon(span, start, calendar, counting) }))
  if (legs.length === 0) return null
  const further = due.kind === 'last' ? 1 : -1
  const decides = legs.reduce((best, leg) => ((leg.reckoned.at - best.reckoned.at) * further > 0 ? leg : best))
  return { legs, decides }
}

/** "30 calendar days", "the later of 24 hours and 1 business day", "promptly". */
export function sayDue(due: Due): string {
  const said = spansOf(due).map(saySpan)
  switch (due.kind) {
    case 'span':
      return said.join('')
    case 'first':
      return `the earlier of ${said.join(' and ')}`
    case 'last':
      return `the later of ${said.join(' and ')}`
    case 'prompt':
      return due.target ? `promptly, with the firm's own target of ${said.join('')}` : 'promptly'
    case 'stated':
      return due.text
  }
}
