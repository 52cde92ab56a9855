import type { Shown } from '../domain/presence'

/** What live screens are told after a commit: that something changed, and nothing of what it says. */
export type Change =
  | { event: 'message.processed'; id: string; caseId: string | null; disposition: string | null; severity: string | null }
  | { event: 'case.changed'; id: string }
  | { event: 'notice.changed'; id: string | null }
  /** What can not be told again to a screen that was away: whatever it shows is to be read anew. */
  | { event: 'missed' }
  /** Who has a case open, and who writes. */
  | { event: 'presence.changed'; id: string; people: Shown[] }
  /** The numbers beside the menu, when they have changed. */
  | { event: 'counts'; counts: Record<string, number> }
  /** In the chat window: something was said or read (`id` is the visitor), or the visitor of a case is writing. */
  | { event: 'chat.changed' | 'chat.typing'; id: string }

/** Where screens hear of changes. */
export type Following = {
  /** Tells what happened after the position `since` and from now on; `missed` where that is not known. */
  subscribe(tenant: string, since: string | null, listener: (position: string, change: Change) => void): () => void
  position(): string
}
