import type { Moment } from '../moment'
import type { Obligation } from './vocabulary'

/** `history` is a clock of an imported case: computed and shown, and it wakes nobody. `paused` stands still for a reason that its rule book lists. */
export type ClockState = 'running' | 'due_soon' | 'paused' | 'met' | 'missed' | 'cancelled' | 'history'

/** What is kept of a clock to move it on. */
export type ClockStanding = {
  state: ClockState
  obligation: Obligation
  dueAt: Moment | null
  warnAt: Moment | null
  metAt: Moment | null
  /** Further moments at which to look: warnings after the first, and what escalation policies wait for. */
  marks?: readonly Mark[] | null
}
export type Mark = { at: Moment; warns: boolean }
/** `at` is when it happened, not when we heard of it. */
export type ClockEvent = { kind: 'warn_reached' | 'due_reached' | 'met' | 'cancelled'; at: Moment }
/** What there is to tell: the case event's name, or null where nothing changed that anybody must hear of. */
export type Tell = 'clock_warned' | 'clock_missed' | 'clock_met' | 'clock_cancelled'
export type Settled<C extends ClockStanding> = { clock: C; tell: Tell | null }

/** The state in which a clock begins. */
export const standingOf = (clock: Pick<ClockStanding, 'obligation' | 'dueAt' | 'warnAt'>, imported: boolean): ClockStanding => ({
  state: imported ? 'history' : 'running',
  obligation: clock.obligation,
  dueAt: clock.dueAt,
  warnAt: clock.warnAt,
  metAt: null,
})

/** The boundary, said once: answering at the very moment keeps the promise. */
export const kept = (at: Moment, dueAt: Moment | null) => dueAt === null || at <= dueAt

export const isOpen = ({ state }: Pick<ClockStanding, 'state'>) => state === 'running' || state === 'due_soon' || state === 'paused'

/** Nothing is owed by it, whatever became of its promise. */
export const isOver = ({ state }: Pick<ClockStanding, 'state'>) => state === 'cancelled' || state === 'history'

/**
 * The clock after an event. Events may come late, twice and in any order: a clock is met if and only if something met it by its due
 * moment, however late we hear of it; one that was met later stays missed and keeps the earliest moment at which it was met.
 * A window (`may`) breaks no promise: when its time has passed it is cancelled.
 */
export function settleClock<C extends ClockStanding>(clock: C, event: ClockEvent): Settled<C> {
  switch (event.kind) {
    case 'met':
      return meet(clock, event.at)
    case 'cancelled':
      return isOpen(clock) ? { clock: { ...clock, state: 'cancelled' }, tell: 'clock_cancelled' } : same(clock)
    case 'warn_reached':
      return clock.state === 'running' && clock.warnAt !== null && event.at >= clock.warnAt && kept(event.at, clock.dueAt)
        ? { clock: { ...clock, state: 'due_soon' }, tell: 'clock_warned' }
        : same(clock)
    case 'due_reached':
      return isOpen(clock) && !kept(event.at, clock.dueAt) ? runOut(clock) : same(clock)
  }
}

function meet<C extends ClockStanding>(clock: C, at: Moment): Settled<C> {
  if (isOver(clock)) return same(clock)
  const metAt = clock.metAt === null ? at : Math.min(at, clock.metAt)
  if (metAt === clock.metAt) return same(clock)
  const state = kept(metAt, clock.dueAt) ? 'met' : clock.obligation === 'may' ? 'cancelled' : 'missed'
  const tell = state === clock.state ? null : (`clock_${state}` as const)
  return { clock: { ...clock, state, metAt }, tell }
}

const runOut = <C extends ClockStanding>(clock: C): Settled<C> =>
  clock.obligation === 'may'
    ? { clock: { ...clock, state: 'cancelled' }, tell: 'clock_cancelled' }
    : { clock: { ...clock, state: 'missed' }, tell: 'clock_missed' }

const same = <C extends ClockStanding>(clock: C): Settled<C> => ({ clock, tell: null })

/**
 * The moment at which the engine must look again; null for a clock that only people can move on. A clock is missed one millisecond after
 * its due moment.
 */
export function nextWake(clock: ClockStanding, after: Moment = -Infinity): Moment | null {
  if (!isOpen(clock) || clock.state === 'paused' || clock.dueAt === null) return null
  const missed = clock.dueAt + 1
  const usual = clock.state === 'running' && clock.warnAt !== null ? Math.min(clock.warnAt, missed) : missed
  return (clock.marks ?? []).reduce((soonest, { at }) => (at > after && at < soonest ? at : soonest), usual)
}

/** Whether a further line of warning lies between the moment for which it asked to be woken and now. */
export const warnsAgain = ({ state, marks, wakeAt }: ClockStanding & { wakeAt: Moment | null }, now: Moment) =>
  state === 'due_soon' && (marks ?? []).some(({ at, warns }) => warns && wakeAt !== null && wakeAt <= at && at <= now)

/** The clock as it stands at `now`. An engine that slept through both the warning and the due moment says the miss and not the warning. */
export function lookAgain<C extends ClockStanding>(clock: C, now: Moment): Settled<C> {
  const missed = settleClock(clock, { kind: 'due_reached', at: now })
  return missed.tell ? missed : settleClock(clock, { kind: 'warn_reached', at: now })
}
