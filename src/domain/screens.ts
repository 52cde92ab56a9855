import type { Scope } from './rights'

/** `daily` is the work of today, `running` what keeps the desk running, `settings` the places within Settings, which has a menu of its own. `needs` is the right that opens the screen, null for everybody. */
type Screen = { id: string; path: string; needs: Scope | null; group: ScreenGroup }
export const SCREEN_GROUPS = ['daily', 'running'] as const
type ScreenGroup = (typeof SCREEN_GROUPS)[number] | 'settings'

/** Every screen of the console, in the order of the menu. Menu, palette, `g` keys, the page for a forbidden address and the server follow. */
export const SCREENS = [
  { id: 'day', path: '/day', needs: 'cases:write', group: 'daily' },
  { id: 'inbox', path: '/inbox', needs: 'messages:read', group: 'daily' },
  { id: 'triage', path: '/triage', needs: 'messages:decide', group: 'daily' },
  { id: 'cases', path: '/cases', needs: 'cases:read', group: 'daily' },
  { id: 'approvals', path: '/approvals', needs: 'replies:approve', group: 'daily' },
  { id: 'wall', path: '/wall', needs: 'cases:read', group: 'daily' },
  { id: 'customers', path: '/customers', needs: 'cases:read', group: 'running' },
  { id: 'saved', path: '/saved', needs: 'cases:write', group: 'running' },
  { id: 'outbox', path: '/outbox', needs: 'notices:read', group: 'running' },
  { id: 'settings', path: '/settings', needs: null, group: 'running' },
  { id: 'setup', path: '/settings/setup', needs: 'admin', group: 'settings' },
  { id: 'me', path: '/settings/me', needs: null, group: 'settings' },
  { id: 'people', path: '/settings/people', needs: 'cases:read', group: 'settings' },
  { id: 'channels', path: '/settings/channels', needs: 'admin', group: 'settings' },
  { id: 'clocks', path: '/settings/clocks', needs: 'cases:read', group: 'settings' },
  { id: 'approval-rules', path: '/settings/approval-rules', needs: 'cases:read', group: 'settings' },
  { id: 'detector', path: '/settings/detector', needs: 'messages:read', group: 'settings' },
  { id: 'developers', path: '/settings/developers', needs: 'admin', group: 'settings' },
  { id: 'health', path: '/settings/health', needs: 'admin', group: 'settings' },
  { id: 'audit', path: '/settings/audit', needs: 'audit:read', group: 'settings' },
] as const satisfies readonly Screen[]
export type ScreenId = (typeof SCREENS)[number]['id']

export const opens = ({ needs }: Pick<Screen, 'needs'>, rights: readonly Scope[]) => needs === null || rights.includes(needs)

/** Where somebody's work begins: their own day for whoever works on cases. The demo begins with what comes in, because nothing in it is the visitor's yet. */
export const landing = (rights: readonly Scope[], demo: boolean) =>
  SCREENS.find((screen) => opens(screen, rights) && !(demo && screen.id === 'day'))?.path ?? '/settings'

/** The screen that an address belongs to: its own, or the nearest above it. */
export const screenAt = (path: string) =>
  SCREENS.filter(({ path: own }) => path === own || path.startsWith(`${own}/`)).sort((a, b) => b.path.length - a.path.length)[0] ?? null
