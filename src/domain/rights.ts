import type { Role } from './people'

/** What a caller may do. An API key holds some of these; a person's role holds those in its row below. Routes name the one they need. */
export const SCOPES = [
  'messages:write',
  'messages:read',
  'messages:decide',
  'cases:read',
  'cases:write',
  /** To see in full where a customer can be written to; without it addresses are masked wherever they stand by themselves. */
  'contacts:read',
  'replies:approve',
  'notices:read',
  'notices:write',
  'audit:read',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]

const READ: Scope[] = ['messages:read', 'cases:read', 'notices:read']
const WORK: Scope[] = [...READ, 'messages:write', 'messages:decide', 'cases:write', 'contacts:read']

export const RIGHTS: Record<Role, readonly Scope[]> = {
  agent: WORK,
  approver: [...WORK, 'replies:approve', 'notices:write'],
  lead: [...WORK, 'replies:approve', 'notices:write'],
  manager: [...WORK, 'replies:approve', 'notices:write', 'audit:read'],
  auditor: [...READ, 'audit:read'],
  administrator: SCOPES,
}

/** The roles that hold a right, for the page that tells a person who can help. */
export const holders = (scope: Scope) => (Object.keys(RIGHTS) as Role[]).filter((role) => RIGHTS[role].includes(scope))
