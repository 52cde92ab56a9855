import type { Policy } from '../domain/escalation/policy'
import { type Mark, nextWake } from '../domain/regimes/settle'
import type { StoredClock } from './needs'

/**
 * The clock with a mark for each share of its time that an escalation policy waits for, so that it is looked at then and not only when it
 * warns. A policy that comes later holds for clocks that begin later.
 */
export function withMarks(policies: readonly Policy[], clock: StoredClock): StoredClock {
  const { startedAt, dueAt, obligation } = clock
  const percents = policies.flatMap(({ startsOn }) => startsOn.flatMap((one) => (one.on === 'clock_at' ? [one.percent] : [])))
  if (percents.length === 0 && !clock.marks) return clock
  const dated = dueAt !== null && obligation !== 'may'
  const waited = dated ? [...new Set(percents)].map((percent): Mark => ({ at: shareOf(startedAt, dueAt, percent), warns: false })) : []
  const marks = [...(clock.marks ?? []).filter(({ warns }) => warns), ...waited].sort((a, b) => a.at - b.at)
  return marks.length === 0 ? clock : { ...clock, marks, wakeAt: clock.wakeAt === null ? null : nextWake({ ...clock, marks }) }
}

/** The first moment at which so many whole percent have gone. */
export const shareOf = (startedAt: number, dueAt: number, percent: number) => startedAt + Math.ceil(((dueAt - startedAt) * percent) / 100)
