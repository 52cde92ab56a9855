import type { Moment } from '../moment'
import type { Milestone } from './pack'
import type { Story } from './story'

/** A happening of the day of receipt may be told without its time, and then begins that day. */
const DAY = 86_400_000

/**
 * When a notice was sent, under its own name or as the sending of it; null where it was not, came too late, or has no permitted ground. What was
 * sent on a day before the receipt is about something else.
 */
export function noticeSentAt(notice: Milestone, mainDue: Moment | null, { happenings, facts, receivedAt }: Story): Moment | null {
  const named = happenings.filter(({ name }) => name === notice.id || name === `${notice.id}_sent`)
  const sent = named.flatMap(({ at }) => (at > receivedAt - DAY ? [at] : []))
  const denied = notice.grounds.length > 0 && notice.grounds.every((name) => facts[name] === false)
  const at = sent.length === 0 ? null : Math.min(...sent)
  return at === null || denied || (mainDue !== null && at > mainDue) ? null : at
}
