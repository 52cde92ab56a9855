import type { Person, Role } from '../people'
import type { Target } from './policy'

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
  const chain = [target, ...upwardOf(target)].map((one) => candidates(one, there, around))
  const isNew = (person: Person) => !around.exclude.includes(person.id)
  const inOrder = [...chain.map((group) => group.filter(isNew)), ...chain, candidates('anybody', there, around)]
  return inOrder.find((group) => group.length > 0)?.[0] ?? null
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

/** Those who fit a target, the best first. */
function candidates(target: Target, people: readonly Person[], around: Around): Person[] {
  switch (target) {
    case 'expert':
      return sorted(
        people.filter(({ tier }) => tier === 3),
        [byRole, ...byFit(around)],
      )
    case 'owner':
      return people.filter(({ id }) => id === around.owner)
    case 'team_lead':
      return sorted(
        people.filter(({ role }) => role === 'lead'),
        [byTeam(around), ...byFit(around)],
      )
    case 'manager':
      return sorted(
        people.filter(({ role }) => role === 'manager'),
        [byTeam(around), ...byFit(around)],
      )
    case 'administrator':
      return sorted(
        people.filter(({ role }) => role === 'administrator'),
        byFit(around),
      )
    case 'anybody':
      return sorted(people, [isTold(around), byRole, ...byFit(around)])
  }
}

type Order = (a: Person, b: Person) => number
const RANK: Record<Role, number> = { lead: 0, approver: 1, agent: 2, manager: 3, administrator: 4, auditor: 5 }

const byRole: Order = (a, b) => RANK[a.role] - RANK[b.role]
const firstIf =
  (fits: (person: Person) => boolean): Order =>
  (a, b) =>
    Number(fits(b)) - Number(fits(a))
const byTeam = ({ team }: Around) => firstIf((person) => person.team === team)
const isTold = ({ exclude }: Around): Order => firstIf(({ id }) => !exclude.includes(id))
/** Language, then load, then the id so that two servers choose alike. */
const byFit = ({ language }: Around): Order[] => [
  firstIf(({ languages }) => language !== null && languages.includes(language)),
  (a, b) => a.load - b.load,
  (a, b) => (a.id < b.id ? -1 : 1),
]
const sorted = (people: readonly Person[], orders: Order[]) =>
  [...people].sort((a, b) => orders.reduce((decided, order) => decided || order(a, b), 0))
