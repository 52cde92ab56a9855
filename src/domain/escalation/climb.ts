import type { Severity } from '../finding'
import type { Moment } from '../moment'
import { addBusinessTime, type Calendar } from '../time/calendar'
import type { Policy, Target } from './policy'
import { afterQuiet } from './quiet'

/** One step of a climb. Steps after the last level tell its people again: `again` counts them, and is 0 for a level of its own. */
export type Step = { level: number; again: number; tell: readonly Target[]; takeOver: boolean; dueAt: Moment }

/** A policy as a case of a certain severity climbs it: quiet hours hold for the milder ones alone. */
type Climbed = Policy & { severity?: Severity }

/** What is stored of a climb. */
export type Climb = {
  startedAt: Moment
  /** Steps taken so far, repeats included. */
  level: number
  /** When the next step falls due; null when none is left. The engine looks again at this very moment. */
  nextAt: Moment | null
  /** Ids of the people who were told, in order. */
  told: readonly string[]
}

/** The climb before its first step, which falls due at `at` plus its delay: at once for most policies. */
export const startEscalation = (policy: Climbed, at: Moment, calendar: Calendar): Climb => ({
  startedAt: at,
  level: 0,
  nextAt: dueOf(policy, 0, at, calendar),
  told: [],
})

/** When a climb begins that waits so long after what happened; the wait counts as the delays of its policy do. */
export const beginsAt = ({ time }: Policy, happenedAt: Moment, waitMs: number, calendar: Calendar): Moment =>
  later(time, happenedAt, waitMs, calendar)

/**
 * The steps to take at `now`, in order, and when to look again. Each due time comes from the due time before it and never from `now`, so a
 * server that slept takes every step that it missed and is then on time. Whether the climb is over is asked before (`isOver`).
 */
export function climb(policy: Climbed, state: Climb, calendar: Calendar, now: Moment): { take: Step[]; nextAt: Moment | null } {
  const take: Step[] = []
  let { level, nextAt } = state
  while (nextAt !== null && nextAt <= now) {
    take.push(stepAt(policy, level, nextAt))
    nextAt = dueOf(policy, ++level, nextAt, calendar)
  }
  return { take, nextAt }
}

/** The whole climb with a time on every step: what the console draws is what the engine obeys. */
export const plan = (policy: Climbed, startedAt: Moment, calendar: Calendar): Step[] =>
  climb(policy, startEscalation(policy, startedAt, calendar), calendar, Infinity).take

/** What the next step will be; null when none is left. */
export const nextStep = (policy: Policy, state: Climb): Step | null =>
  state.nextAt === null ? null : stepAt(policy, state.level, state.nextAt)

/** The climb after its steps were taken and these people told. */
export const climbed = (state: Climb, step: { take: Step[]; nextAt: Moment | null }, told: readonly string[]): Climb => ({
  ...state,
  level: state.level + step.take.length,
  nextAt: step.nextAt,
  told: [...state.told, ...told],
})

/** `index` counts from 0, over the levels and then over the repeats. */
function stepAt({ levels }: Policy, index: number, dueAt: Moment): Step {
  const { tell, takeOver } = levels[Math.min(index, levels.length - 1)]!
  const again = Math.max(0, index - levels.length + 1)
  return { level: index + 1, again, tell, takeOver: takeOver && again === 0, dueAt }
}

function dueOf({ levels, repeat, time, quiet, severity }: Climbed, index: number, from: Moment, calendar: Calendar): Moment | null {
  const delay = levels[index]?.afterMs ?? (repeat && index < levels.length + repeat.times ? repeat.everyMs : null)
  if (delay === null) return null
  const due = later(time, from, delay, calendar)
  return quiet ? afterQuiet(quiet, calendar.timeZone, severity ?? 'A', due) : due
}

const later = (time: Policy['time'], from: Moment, ms: number, calendar: Calendar): Moment =>
  time === 'wall' || ms === 0 ? from + ms : addBusinessTime(calendar, from, ms).at
