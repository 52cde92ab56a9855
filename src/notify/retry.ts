import type { Moment } from '../domain/moment'
import type { Outcome } from './contract'

/** Who is being told; decides how often and whether an unknown outcome may be repeated at all. */
export type Audience = 'staff' | 'webhook' | 'customer'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits before the second, third … attempt; the first goes at once. After the last one we give up and say so. */
const WAITS: Record<Audience, readonly number[]> = {
  staff: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, ...Array<number>(24).fill(HOUR)],
  webhook: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
  customer: [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR],
}

/** A receiver may slow us down, but a person on duty is not kept waiting longer than this by a chat service's wish. */
const LONGEST_WISH: Record<Audience, number> = { staff: 10 * MINUTE, webhook: 24 * HOUR, customer: 24 * HOUR }

/**
 * When to try again, or null for never. `attempt` counts the attempts made so far, 1 after the first; `jitter` in [0, 1) lengthens the wait
 * by up to a tenth, so that a thousand notices do not come back in one instant. Staff and webhooks are repeated after an unknown outcome
 * (a duplicate is tolerable, and carries the same id); a customer is only written to again when it is certain that nothing arrived. A refusal
 * for good ends it for webhooks and customers; for staff it only closes that way, and the next attempt takes the next way out.
 */
export function nextAttempt(audience: Audience, attempt: number, outcome: Outcome, now: Moment, jitter: number): Moment | null {
  if (outcome.state === 'sent') return null
  if (outcome.state === 'failed' && outcome.permanent && audience !== 'staff') return null
  if (outcome.state === 'unknown' && audience === 'customer') return null
  const wait = WAITS[audience][attempt - 1]
  if (wait === undefined) return null
  const wish = outcome.state === 'failed' ? Math.min(outcome.retryAfterMs ?? 0, LONGEST_WISH[audience]) : 0
  return now + Math.round(Math.max(wait, wish) * (1 + jitter / 10))
}
