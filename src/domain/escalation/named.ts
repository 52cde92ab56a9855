import type { Moment } from '../moment'
import type { Person } from '../people'
import type { Calendar } from '../time/calendar'
import type { Policy, Target } from './policy'
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

/** What the firm has that a policy may name; a team is there when it has a name or anybody in it. */
export type Firm = { people: readonly Person[]; teams: readonly string[]; rotas: readonly string[]; ways: readonly string[] }

/** Names in a policy that stand for nothing, each a sentence: a climb goes upward past them, which nobody meant who wrote them. */
export function strangersIn({ levels }: Pick<Policy, 'levels'>, { people, teams, rotas, ways }: Firm): string[] {
  const inTeams = [...teams, ...people.map(({ team }) => team)]
  const known: Record<Exclude<ReturnType<typeof splitOf>[0], null>, readonly string[]> = {
    ...{
      person: people.flatMap(({ id, name, email }) => [id, name, ...(email === null ? [] : [email])]),
      team: inTeams,
      department: inTeams,
    },
    ...{ rota: rotas, partner: ways, webhook: ways },
  }
  return levels.flatMap(({ tell }, at) =>
    tell.flatMap((target) => {
      const [kind, name] = splitOf(target)
      return kind === null || known[kind].includes(name)
        ? []
        : [`policy.levels[${at}].tell names "${target}", and no ${NOUNS[kind]} here is called that.`]
    }),
  )
}
const NOUNS = { person: 'person', team: 'team', department: 'team', rota: 'rota', partner: 'connected way', webhook: 'connected way' }
