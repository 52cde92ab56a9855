import type { Moment } from '../moment'
import type { Clock } from './clocks'
import { type ClockStanding, isOpen, kept } from './settle'

/**
 * A clock as the rule books want it now; `paused` where something that its rule book lists makes it stand still. What was met before
 * `goesOnSince` runs again.
 */
export type Wanted = { clock: Clock; paused: boolean; goesOnSince: Moment | null }
export type Kept = Clock & ClockStanding & { missedAt: Moment | null }

/** What to do so that a case has the clocks that it should have. */
export type Step<K extends Kept> =
  | { kind: 'add'; clock: Clock; paused: boolean }
  | { kind: 'move'; from: K; to: K; because: Because }
  | { kind: 'cancel'; clock: K; because: Because }
export type Because = 'reclassified' | 'waived_or_replaced' | 'no_longer_waived' | 'paused' | 'resumed' | 'recounted'

/** The alert of a high risk is raised and ended by people and not by what a rule book is told. */
const LEFT_ALONE = 'alert'

/**
 * Compares the clocks of a case with those that its rule books ask for after something was said or happened. What is met stays met, unless
 * its rule book lets it go on; what was cancelled because something waived it comes back with its own date; what is open moves. `before` is
 * what was wanted before it was said: where that is the same, nothing moves, so that another list of holidays or another text of a rule book
 * never moves a clock by the way.
 */
export function reconcile<K extends Kept>(
  stored: readonly K[],
  wanted: readonly Wanted[],
  now: Moment,
  before: readonly Wanted[] = [],
): Step<K>[] {
  const mine = stored.filter(({ kind, state }) => kind !== LEFT_ALONE && state !== 'history')
  const steps: Step<K>[] = []
  const used = new Set<K>()
  for (const one of wanted) {
    if (one.clock.kind === LEFT_ALONE) continue
    const found = matching(mine, one.clock)
    if (found) used.add(found)
    const step = found ? moveTo(found, one, now, before) : ({ kind: 'add', clock: one.clock, paused: one.paused } as const)
    if (step) steps.push(step)
  }
  for (const clock of mine) if (isOpen(clock) && !used.has(clock)) steps.push({ kind: 'cancel', clock, because: 'waived_or_replaced' })
  return steps
}

/** The same promise: of the same rule book and milestone, begun at the same moment; or still open, and now counted from another; or missed at that very date. */
const matching = <K extends Kept>(stored: readonly K[], { regime, milestone, startedAt, dueAt }: Clock): K | undefined => {
  const same = stored.filter((one) => one.regime === regime && one.milestone === milestone)
  const missed = same.find((one) => one.state === 'missed' && one.dueAt === dueAt)
  return same.find((one) => one.startedAt === startedAt) ?? same.find(isOpen) ?? missed
}

function moveTo<K extends Kept>(from: K, { clock, paused, goesOnSince }: Wanted, now: Moment, before: readonly Wanted[]): Step<K> | null {
  const goesOn = from.metAt !== null && goesOnSince !== null && goesOnSince >= from.metAt
  if (from.metAt !== null && !goesOn) return null
  const again = from.state === 'cancelled'
  if (again && !comesBack(from, clock)) return null
  const same = clock.dueAt === from.dueAt && clock.class === from.class && !again && !goesOn && paused === (from.state === 'paused')
  if (same || (!again && !goesOn && before.some((one) => isSame(one, clock, paused)))) return null
  const missed = !paused && clock.obligation !== 'may' && !kept(now, clock.dueAt)
  const standing = {
    state: paused ? ('paused' as const) : missed ? ('missed' as const) : ('running' as const),
    metAt: null,
    missedAt: missed ? (from.missedAt ?? clock.dueAt) : null,
  }
  return { kind: 'move', from, to: { ...from, ...clock, ...standing }, because: reason(from, clock, paused, again || goesOn) }
}

const isSame = (one: Wanted, clock: Clock, paused: boolean) =>
  one.paused === paused &&
  one.clock.regime === clock.regime &&
  one.clock.milestone === clock.milestone &&
  one.clock.startedAt === clock.startedAt &&
  one.clock.dueAt === clock.dueAt &&
  one.clock.class === clock.class

/** A clock that the end of the case cancelled stays cancelled: only one that was waived or replaced is wanted again while it could run. */
const comesBack = (from: Kept, wanted: Clock) => from.startedAt === wanted.startedAt && wanted.obligation !== 'may'

const reason = (from: Kept, to: Clock, paused: boolean, again: boolean): Because =>
  paused
    ? 'paused'
    : from.state === 'paused'
      ? 'resumed'
      : again
        ? 'no_longer_waived'
        : from.class !== to.class
          ? 'reclassified'
          : 'recounted'
