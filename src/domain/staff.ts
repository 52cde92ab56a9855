import type { Tier } from './case/events'
import type { Person, Role } from './people'

/** The tier that a role usually works in, where nobody says otherwise. */
export const USUAL_TIER: Record<Role, Tier> = { agent: 1, approver: 2, lead: 3, manager: 3, auditor: 1, administrator: 3 }

/** What an administrator may say of a member of staff. */
export type StaffFacts = Pick<Person, 'name' | 'email' | 'role' | 'tier' | 'team' | 'languages' | 'capacity' | 'available'> & {
  skills: string[]
  /** The language in which they are told of things. */
  language: string
}
export type StaffChange = Partial<StaffFacts> & { left?: boolean }
export type StaffRefusal = 'unknown' | 'name_taken' | 'email_taken' | 'last_administrator'
type Known = { id: string; name: string; email: string | null; role: Role; left: boolean }

/**
 * Why a change of a member of staff (`id` null: of somebody new) is refused; null where it is not. A desk never loses its last administrator,
 * for nobody would be left to make another.
 */
export function refusalOf(all: readonly Known[], id: string | null, change: StaffChange): StaffRefusal | null {
  const them = all.find((one) => one.id === id)
  if (id !== null && !them) return 'unknown'
  const others = all.filter((one) => one.id !== id)
  if (change.name !== undefined && others.some((one) => one.name === change.name)) return 'name_taken'
  const mail = change.email?.toLowerCase()
  if (mail && others.some((one) => !one.left && one.email?.toLowerCase() === mail)) return 'email_taken'
  if (!them || !runs(them) || runs({ ...them, ...defined(change) })) return null
  return others.some(runs) ? null : 'last_administrator'
}

const runs = ({ role, left }: Pick<Known, 'role' | 'left'>) => role === 'administrator' && !left
const defined = ({ role, left }: StaffChange) => ({ ...(role === undefined ? {} : { role }), ...(left === undefined ? {} : { left }) })
