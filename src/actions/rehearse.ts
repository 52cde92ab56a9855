import { plan } from '../domain/escalation/climb'
import { addresseeOf } from '../domain/escalation/named'
import { type Policy, underSeverity } from '../domain/escalation/policy'
import type { Severity } from '../domain/finding'
import type { Moment } from '../domain/moment'
import { businessCalendar } from './calendar'
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
