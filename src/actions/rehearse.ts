import { beginsAt, plan } from '../domain/escalation/climb'
import { addresseeOf } from '../domain/escalation/named'
import { fits, type Policy, underSeverity } from '../domain/escalation/policy'
import type { Trigger } from '../domain/escalation/triggers'
import type { Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import { type CaseFacts, type Clock, startClocks } from '../domain/regimes/clocks'
import { businessCalendar } from './calendar'
import { shareOf } from './marks'
import type { Directory } from './needs'
import { namesAt, peopleAt } from './people-at'

export type Rehearsed = {
  at: Moment
  level: number
  again: number
  takeOver: boolean
  /** Who would be told, by name; null where nobody is at work. `way` is a partner or a system. */
  told: { target: string; person: string | null; way: string | null }[]
}

/**
 * What would happen if a case of this severity began to climb then and nobody acted: the steps that the engine would take, with the people
 * who are on call and not away at each moment. Nothing is written and nobody is told.
 */
export function rehearse(directory: Directory, policy: Policy, at: Moment, severity: Severity): Rehearsed[] {
  const owner = directory.people.find(({ role, available }) => role === 'agent' && available)?.id ?? null
  const exclude: string[] = []
  return plan(underSeverity(policy, severity), at, businessCalendar(directory)).map(({ dueAt, level, again, takeOver, tell }) => ({
    ...{ at: dueAt, level, again, takeOver },
    told: tell.map((target) => {
      const around = { owner, exclude: [...exclude], language: null, team: 'complaints' }
      const found = addresseeOf(target, peopleAt(directory, dueAt), around, namesAt(directory, dueAt))
      if (found && 'person' in found) exclude.push(found.person.id)
      return {
        target,
        person: found && 'person' in found ? found.person.name : null,
        way: found && 'way' in found ? found.way : null,
      }
    }),
  }))
}

/** When a climb begins that waits for this, and which clock brings it there; the moment is null where no clock of such a case ever would. */
export type Beginning = { at: Moment | null; clock: Clock | null }

/** What happens to a case of this severity that comes in then: at once, some time after a hand-off, or when a clock has gone so far. */
export function beginning(
  directory: Directory,
  { policy, trigger }: { policy: Policy; trigger: Trigger },
  at: Moment,
  severity: Severity,
  tzVersion: string,
): Beginning {
  if (trigger.on === 'hand_off_unanswered')
    return { at: beginsAt(underSeverity(policy, severity), at, trigger.afterMs, businessCalendar(directory)), clock: null }
  if (trigger.on !== 'clock_at' && trigger.on !== 'breach') return { at, clock: null }
  const percent = trigger.on === 'clock_at' ? trigger.percent : null
  const facts: CaseFacts = {
    ...{ kind: 'complaint', severity, receivedAt: at, openedAt: at, channel: 'email', product: null, topics: [], highRisk: false },
  }
  const reached = startClocks(directory.packs, facts, directory.calendars, tzVersion).flatMap((clock) => {
    if (clock.dueAt === null || clock.obligation === 'may') return []
    return [{ clock, at: percent === null ? clock.dueAt + 1 : shareOf(clock.startedAt, clock.dueAt, percent) }]
  })
  return reached.reduce<Beginning>((first, one) => (first.at === null || one.at < first.at ? one : first), { at: null, clock: null })
}

/** Whether a case of this severity climbs it at all, as a complaint or as anything else. */
export const climbs = (policy: Policy, severity: Severity) =>
  (['complaint', 'opportunity', 'abuse'] as const).some((kind) => fits(policy, { severity, highRisk: true, kind }))
