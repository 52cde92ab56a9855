import type { Moment } from '../moment'
import { localDay } from '../time/zone'
import type { Due } from './due'
import { whenHappened } from './happenings'
import type { Story } from './story'

/** The days that are left of another milestone's time at this moment, or those that hold where it was answered before or nothing is left. */
export function ruleOfRest(
  { of, answered, otherwise }: Extract<Due, { kind: 'left' }>,
  at: Moment,
  { happenings }: Story,
  timeZone: string,
  dueOf: (milestone: string) => Moment | null,
): Due {
  const span = (length: typeof answered): Due => ({ kind: 'span', legs: [{ span: length }] })
  const answeredAt = whenHappened(happenings, 'final_sent')
  if (answeredAt !== null && answeredAt <= at) return span(answered)
  const mainDue = dueOf(of)
  if (mainDue === null || mainDue < at) return span(otherwise)
  return span({ unit: 'calendar_days', n: localDay(timeZone, mainDue) - localDay(timeZone, at) })
}
