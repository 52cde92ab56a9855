import type { Moment } from '../../domain/moment'

/** What the chat window leans on beside the door and the outbox. */
export type ChatServices = {
  /** Somebody opened the window; call what comes back when they leave. Null where too many are open. */
  enter(visitor: string, source: string): (() => void) | null
  isHere(visitor: string): boolean
  readUntil(tenant: string, visitor: string, until: Moment): Promise<void>
}
