import { DAY_MS, HOUR_MS, MINUTE_MS } from './day'

/** A length of time as rule books write it. `wall` runs day and night, `business` only while the office is open. */
export type Span = { unit: 'wall' | 'business'; ms: number } | { unit: 'calendar_days' | 'business_days' | 'months'; n: number }

const UNITS: Record<string, (n: number) => Span> = {
  s: (n) => ({ unit: 'wall', ms: n * 1000 }),
  min: (n) => ({ unit: 'wall', ms: n * MINUTE_MS }),
  h: (n) => ({ unit: 'wall', ms: n * HOUR_MS }),
  bmin: (n) => ({ unit: 'business', ms: n * MINUTE_MS }),
  bh: (n) => ({ unit: 'business', ms: n * HOUR_MS }),
  cd: (n) => ({ unit: 'calendar_days', n }),
  w: (n) => ({ unit: 'calendar_days', n: n * 7 }),
  bd: (n) => ({ unit: 'business_days', n }),
  mo: (n) => ({ unit: 'months', n }),
  y: (n) => ({ unit: 'months', n: n * 12 }),
}
const LONGEST = { wall: 36_600 * DAY_MS, business: 10_000 * HOUR_MS, calendar_days: 36_600, business_days: 3_660, months: 1_200 }

/**
 * `24h` and `10min` by the wall clock, `4bh` and `30bmin` of opening time, `1bd` business days, `30cd` calendar days, `8w`, `2mo`, `1y`;
 * or ISO 8601 with one kind of unit: `PT10M`, `PT1H30M`, `P30D`. Null for anything else and for what no rule book asks (a century).
 */
export function parseSpan(text: string): Span | null {
  const short = /^(\d{1,6})(s|min|h|bmin|bh|cd|w|bd|mo|y)$/.exec(text)
  const span = short ? UNITS[short[2]!]!(Number(short[1])) : parseIso(text)
  if (!span) return null
  return ('ms' in span ? span.ms : span.n) <= LONGEST[span.unit] ? span : null
}

function parseIso(text: string): Span | null {
  const time = /^PT(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?$/.exec(text)
  if (time) {
    const [hours, minutes, seconds] = [1, 2, 3].map((at) => Number(time[at] ?? 0)) as [number, number, number]
    return { unit: 'wall', ms: hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000 }
  }
  const date = /^P(\d{1,5})([DWMY])$/.exec(text)
  return date ? UNITS[{ D: 'cd', W: 'w', M: 'mo', Y: 'y' }[date[2]!]!]!(Number(date[1])) : null
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

/** How many of what, in the largest unit that goes without a rest: `{ of: 'business_hours', n: 4 }`. */
export type Count = {
  of: `${'' | 'business_'}${'hours' | 'minutes' | 'seconds'}` | 'calendar_days' | 'business_days' | 'months'
  n: number
}
export function countOf(span: Span): Count {
  if ('n' in span) return { of: span.unit, n: span.n }
  const kind = span.unit === 'business' ? 'business_' : ''
  if (span.ms % HOUR_MS === 0) return { of: `${kind}hours`, n: span.ms / HOUR_MS }
  return span.ms % MINUTE_MS === 0 ? { of: `${kind}minutes`, n: span.ms / MINUTE_MS } : { of: `${kind}seconds`, n: span.ms / 1000 }
}

/** The span in words: "30 calendar days", "4 business hours", "90 minutes". */
export function saySpan(span: Span): string {
  const { of, n } = countOf(span)
  return plural(n, of.slice(0, -1).replace('_', ' '))
}
/** The span as a rule book writes it: `30cd`, `10bd`, `24h`, `3mo`. */
export function shortSpan(span: Span): string {
  const ms = (kind: string) =>
    'ms' in span ? (span.ms % HOUR_MS === 0 ? `${span.ms / HOUR_MS}${kind}h` : `${span.ms / MINUTE_MS}${kind}min`) : ''
  switch (span.unit) {
    case 'wall':
      return ms('')
    case 'business':
      return ms('b')
    case 'calendar_days':
      return `${span.n}cd`
    case 'business_days':
      return `${span.n}bd`
    case 'months':
      return `${span.n}mo`
  }
}
