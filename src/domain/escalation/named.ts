import type { Moment } from '../moment'
import type { Person } from '../people'
import type { Calendar } from '../time/calendar'
import type { Target } from './policy'
import { type Cover, onCall, type Rota } from './rota'
import { type Around, resolveTarget } from './who'

/** What names in a policy stand for at one moment. */
export type Names = { rotas: readonly Rota[]; cover: Cover; calendar: Calendar | null; at: Moment }

/** Whom a step tells: a person, or a connected way where a partner or a system is meant. Null where nobody at all is at work. */
export type Addressee = { person: Person } | { way: string } | null

/**
 * The addressee behind any target. Who is named and away, a rota with nobody on call and a team that is empty are never an end: the chain
 * then goes upward as for a manager, so that a step always reaches somebody as long as anybody is at work.
 */
export function addresseeOf(target: Target, people: readonly Person[], around: Around, names: Names): Addressee {
  const [kind, name] = splitOf(target)
  if (kind === 'partner' || kind === 'webhook') return { way: name }
  const person =
    kind === null ? resolveTarget(target as Parameters<typeof resolveTarget>[0], people, around) : named(kind, name, people, around, names)
  const found = person ?? (kind === null ? null : resolveTarget('manager', people, around))
  return found && { person: found }
}

function splitOf(target: Target): ['person' | 'team' | 'department' | 'rota' | 'partner' | 'webhook', string] | [null, string] {
  const at = target.indexOf(':')
  return at < 0 ? [null, target] : [target.slice(0, at) as 'person', target.slice(at + 1)]
}

function named(kind: 'person' | 'team' | 'department' | 'rota', name: string, people: readonly Person[], around: Around, names: Names) {
  const there = people.filter(({ available, role }) => available && role !== 'auditor')
  switch (kind) {
    case 'person':
      return there.find((p) => p.id === name || p.name === name || p.email === name) ?? null
    case 'rota': {
      const rota = names.rotas.find(({ id }) => id === name)
      const on = rota ? onCall(rota, names.at, names.cover, names.calendar) : null
      return there.find(({ id }) => id === on?.person) ?? null
    }
    case 'team':
    case 'department': {
      const members = there.filter(({ team }) => team === name)
      const fresh = members.filter(({ id }) => !around.exclude.includes(id))
      return resolveTarget('anybody', fresh.length > 0 ? fresh : members, { ...around, team: name, exclude: [] })
    }
  }
}
