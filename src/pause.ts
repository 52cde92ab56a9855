import type { Moment } from './domain/moment'

/** More is due already, and what was due could be done: this much may gather before it is done in one go. */
const GATHER_MS = 20

/**
 * How long the engine rests, in ms: until the next thing is due, so that a deadline is met at its instant, and at most the usual `pollMs`. What was
 * due when it looked and is still there after a turn in which nothing could be done waits for the next look.
 */
export function pauseUntil(next: Moment | null, now: Moment, pollMs: number, last: { lookedAt: Moment; didSome: boolean }): number {
  if (next === null) return pollMs
  if (next > now) return Math.min(pollMs, next - now)
  return last.didSome || next > last.lookedAt ? Math.min(pollMs, GATHER_MS) : pollMs
}
