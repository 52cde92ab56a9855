import { opens, SCREENS, type ScreenId } from '../../domain/screens'
import { useRights } from '../data/queries'
import type { Counts } from '../data/types'
import type { BindingId } from '../keys/bindings'
import type { IconName } from '../look/icons'

/** How each screen shows in the menu, and the keys that go there. */
export const LOOK: Record<ScreenId, { icon: IconName; go: BindingId | null }> = {
  day: { icon: 'flag', go: 'goDay' },
  inbox: { icon: 'inbox', go: 'goInbox' },
  triage: { icon: 'triage', go: 'goTriage' },
  cases: { icon: 'cases', go: 'goCases' },
  approvals: { icon: 'check', go: 'goApprovals' },
  wall: { icon: 'clock', go: 'goWall' },
  customers: { icon: 'person', go: 'goCustomers' },
  saved: { icon: 'reply', go: null },
  outbox: { icon: 'outbox', go: 'goOutbox' },
  settings: { icon: 'settings', go: 'goSettings' },
  setup: { icon: 'flag', go: null },
  me: { icon: 'person', go: null },
  people: { icon: 'assign', go: null },
  channels: { icon: 'chat', go: null },
  clocks: { icon: 'clock', go: null },
  'approval-rules': { icon: 'lock', go: null },
  detector: { icon: 'search', go: null },
  developers: { icon: 'code', go: null },
  health: { icon: 'check', go: null },
  audit: { icon: 'form', go: null },
}

export type Badge = { count: number; alarm: boolean; word: 'waiting' | 'dueSoon' | 'missed' }
const waiting = (count: number): Badge => ({ count, alarm: false, word: 'waiting' })

/** Counts what waits or breaks, never what is merely unread. */
export const BADGES: Partial<Record<ScreenId, (counts: Counts) => Badge>> = {
  triage: (counts) => waiting(counts.triage),
  cases: ({ missed, due_soon }) =>
    missed > 0 ? { count: missed, alarm: true, word: 'missed' } : { count: due_soon, alarm: false, word: 'dueSoon' },
  approvals: (counts) => waiting(counts.approvals),
  outbox: (counts) => waiting(counts.outbox_waiting),
}

/** The screens that this person may open, in the order of the menu. */
export function useScreens() {
  const rights = useRights()
  return SCREENS.filter((screen) => opens(screen, rights))
}
