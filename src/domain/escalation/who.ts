import type { Person, Role } from '../people'
import type { Role as Target } from './policy'

export type Around = {
  /** The case's owner, a person's id. */
  owner: string | null
  /** Ids of those who were told already. */
  exclude: readonly string[]
  /** The customer's language, BCP 47 primary subtag. */
  language: string | null
  team: string
}

/**
 * The person behind a target. Somebody who was not yet told goes first; where the target has nobody left, the chain goes upward (manager,
 * administrator), then tells again whom it told, then anybody who is there, so that a step has an addressee as long as anybody is at
 * work. Absent people and auditors are never told. Null means that nobody is available at all: an alarm, not an answer.
 */
export function resolveTarget(target: Target, people: readonly Person[], around: Around): Person | null {
  const there = people.filter(({ available, role }) => available && role !== 'auditor')
  const fresh = there.filter(({ id }) => !around.exclude.includes(id))
  const chain: readonly Target[] = [target, ...upwardOf(target)]
  for (const among of [fresh, there]) {
    for (const one of chain) {
      const found = bestFor(one, among, there, around)
      if (found) return found
    }
  }
  return bestFor('anybody', fresh, there, around) ?? bestFor('anybody', there, there, around)
}

function upwardOf(target: Target): readonly Target[] {
  switch (target) {
    case 'owner':
      return ['team_lead', 'manager', 'administrator']
    case 'expert':
    case 'team_lead':
      return ['manager', 'administrator']
    case 'manager':
      return ['administrator']
    case 'administrator':
    case 'anybody':
      return []
  }
}

/** The best of those who fit a target. The lead of another team only stands in where the case's own team has none at work. */
function bestFor(target: Target, among: readonly Person[], there: readonly Person[], around: Around): Person | null {
  const inTeam = ({ team }: Person) => team === around.team
  const fit = byFit(around)
  switch (target) {
    case 'expert':
      return best(
        among.filter(({ tier }) => tier === 3),
        [byRole, ...fit],
      )
    case 'owner':
      return among.find(({ id }) => id === around.owner) ?? null
    case 'team_lead': {
      const ownTeamHasOne = there.some((person) => person.role === 'lead' && inTeam(person))
      return best(
        among.filter((person) => person.role === 'lead' && (!ownTeamHasOne || inTeam(person))),
        fit,
      )
    }
    case 'manager':
      return best(
        among.filter(({ role }) => role === 'manager'),
        [firstIf(inTeam), ...fit],
      )
    case 'administrator':
      return best(
        among.filter(({ role }) => role === 'administrator'),
        fit,
      )
    case 'anybody':
      return best(among, [byRole, ...fit])
  }
}

type Order = (a: Person, b: Person) => number
const RANK: Record<Role, number> = { lead: 0, approver: 1, agent: 2, manager: 3, administrator: 4, auditor: 5 }

const byRole: Order = (a, b) => RANK[a.role] - RANK[b.role]
const firstIf =
  (fits: (person: Person) => boolean): Order =>
  (a, b) =>
    Number(fits(b)) - Number(fits(a))
/** Language, then load, then the id so that two servers choose alike. */
const byFit = ({ language }: Around): Order[] => [
  firstIf(({ languages }) => language !== null && languages.includes(language)),
  (a, b) => a.load - b.load,
  (a, b) => (a.id < b.id ? -1 : 1),
]
const before = (a: Person, b: Person, orders: Order[]) => orders.reduce((decided, order) => decided || order(a, b), 0) < 0
const best = (people: readonly Person[], orders: Order[]) =>
  people.reduce<Person | null>((found, person) => (found === null || before(person, found, orders) ? person : found), null)
