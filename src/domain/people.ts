import type { Tier } from './case/events'

export const ROLES = ['agent', 'approver', 'lead', 'manager', 'auditor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** A member of staff as routing and escalation see them. */
export type Person = {
  id: string
  name: string
  email: string | null
  role: Role
  tier: Tier
  team: string
  /** BCP 47 primary subtags that they answer in. */
  languages: string[]
  /** Open cases that they own now. */
  load: number
  capacity: number
  /** False while absent or disabled: routing and escalation pass them by. */
  available: boolean
  /** Topics that they know best; routing prefers them for cases about these. */
  skills?: readonly string[]
  /** They belong to the desk no more; their name stays on what they did. */
  left?: boolean
}
