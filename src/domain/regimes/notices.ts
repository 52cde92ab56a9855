import type { Moment } from '../moment'
import type { Milestone } from './pack'
import type { Story } from './story'

/** When a notice was sent, under its own name or as the sending of it; null where it was not, came too late, or has no permitted ground. */
export function noticeSentAt(notice: Milestone, mainDue: Moment | null, { happenings, facts }: Story): Moment | null {
  const sent = happenings.filter(({ name }) => name === notice.id || name === `${notice.id}_sent`).map(({ at }) => at)
  const denied = notice.grounds.length > 0 && notice.grounds.every((name) => facts[name] === false)
  const at = sent.length === 0 ? null : Math.min(...sent)
  return at === null || denied || (mainDue !== null && at > mainDue) ? null : at
}
