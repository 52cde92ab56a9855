import type { Moment } from '../moment'
import type { Act, Answer } from './commands'
import type { Case } from './events'

const HOUR = 3_600_000
/** A case is awake again this long before the next of its clocks runs out. */
export const AHEAD_OF_CLOCK = 2 * HOUR
/** Nothing sleeps longer; who wants to wait for an answer does not want to wait for ever. */
export const LONGEST = 30 * 24 * HOUR
/** A message that nobody has judged: if it is a complaint, its clocks run from its receipt. */
export const LONGEST_UNJUDGED = 24 * HOUR

export type Wish = { at: Moment; until: Moment | null; breachAt: Moment | null; longest?: number }
export type Sleep = { until: Moment; capped: boolean }

/** Until when it may sleep, or null where it may not at all: a clock is too near. `until` null is "until the customer writes". */
export function sleepOf({ at, until, breachAt, longest = LONGEST }: Wish): Sleep | null {
  const wanted = Math.min(until ?? Number.POSITIVE_INFINITY, at + longest)
  const latest = breachAt === null ? wanted : Math.min(wanted, breachAt - AHEAD_OF_CLOCK)
  return latest <= at ? null : { until: latest, capped: latest < (until ?? wanted) }
}

/** Puts a case out of sight. No clock stops; an answer of the customer, closing and the next clock wake it before its time. */
export function snooze(it: Case & { breachAt: Moment | null }, { by, at, until }: Act & { until: Moment | null }): Answer {
  if (it.state === 'closed') return { done: false, refused: 'already_closed' }
  if (until !== null && until <= at) return { done: false, refused: 'not_in_future' }
  const sleep = sleepOf({ at, until, breachAt: it.breachAt })
  if (sleep === null) return { done: false, refused: 'clock_too_near' }
  const event = { kind: 'snoozed', until: sleep.until, wanted: sleep.capped ? until : null, untilReply: until === null, by, at } as const
  return { done: true, events: [event] }
}

/** Somebody, or the time itself, wakes it. */
export const wakeUp = (it: Case, { by, at, because }: Act & { because: 'time' | 'person' }): Answer =>
  it.snoozedUntil ? { done: true, events: [{ kind: 'woken', because, by, at }] } : { done: false, refused: 'not_asleep' }
