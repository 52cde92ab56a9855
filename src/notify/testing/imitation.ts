import type { Outgoing, SenderKind } from '../contract'
import type { Notifier } from '../senders'
import type { Behaviour, Call, Reply } from './fake-gateway'

/**
 * A provider as its documentation describes it: `answers` checks what it is sent as the real one would (credentials, signature, shape,
 * limits) and refuses in the provider's own words. `page` is what it imitates and `read` when that page was read; null where it was written
 * from memory and not confirmed.
 */
export type Imitation = {
  kind: SenderKind
  page: string
  read: string | null
  /** A row whose credentials the fake takes, at this address. */
  notifier(url: string): Notifier
  /** A row whose credentials were taken away. */
  revoked(url: string): Notifier
  /** Whom a notice must be addressed to; null for a room. */
  address: string | null
  answers(call: Omit<Call, 'behaviour'>): Reply
  limited: { says: Behaviour; outcome: object }
  malformed: { says: Behaviour; outcome: object }
  /** Something that the provider refuses for good. */
  refuses: { notice: Partial<Outgoing>; outcome: object } | { says: Behaviour; outcome: object }
  /** What a good answer gives us to ask after it later. */
  providerId: unknown
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** What came as JSON; null where it is none. */
export function bodyOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
