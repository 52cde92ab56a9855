import type { Moment } from '../domain/moment'
import type { WayOut } from '../domain/ways-out'

/** One notice on its way out, addressed and worded. Adapters add nothing to it but their own wrapping. */
export type Outgoing = {
  /** The dedupe key (kind : case : step : recipient); the same on every attempt, so that a receiver can tell a repeat from a new notice. */
  id: string
  kind: string
  to: { name: string | null; address: string | null }
  /** One line of plain text. */
  subject: string
  /** Plain text; a line that is nothing but an http(s) address becomes a link. */
  body: string
  /** BCP 47; decides the direction of the e-mail's HTML part. */
  lang: string
  /** What a webhook sends as `data`. Keep it thin: ids and facts that are not personal. */
  data: Record<string, unknown>
  caseReference: string | null
  /** What the reader can do about it: buttons where there are buttons. Addresses of our own; `act` is what a button that calls back says. */
  actions?: readonly { label: string; url: string; act?: string }[]
  /** When the thing happened, for a webhook's `timestamp`; the moment of sending where it is missing. */
  at?: Moment
  /** What travels with it where the way carries files; the others name them in `data`. */
  files?: readonly { name: string; mediaType: string; bytes: Uint8Array }[]
  /** Threading of e-mail: message ids with their angle brackets, and where answers go. */
  headers?: { inReplyTo?: string; references?: string[]; replyTo?: string }
}

/**
 * How an attempt ended. `failed` promises that nobody got it, so it may be tried again; `unknown` says that the other side may have accepted
 * it before we lost sight: staff are told again, a customer never is.
 */
export type Outcome =
  | { state: 'sent'; providerId: string | null }
  | { state: 'failed'; permanent: boolean; reason: string; retryAfterMs?: number }
  | { state: 'unknown'; reason: string }

export type SenderKind = WayOut

/** What a provider says when it does not know us any more: a person must give us a new key, and meanwhile the next way is used. */
export const CREDENTIALS_REFUSED = 'credentials_refused'

/** One way of telling somebody. `send` never throws; aborting its signal ends the attempt as failed or unknown, whichever is true. */
export type Sender = {
  kind: SenderKind
  send(notice: Outgoing, signal: AbortSignal): Promise<Outcome>
  /** Tries the connection (and the sign-in, where there is one) without telling anybody anything. */
  check(): Promise<{ ok: boolean; detail: string }>
  close?(): Promise<void>
}

/** A body to send, or null where the notice cannot be written (a loop or a BigInt in its data). */
export function jsonOf(write: () => unknown): string | null {
  try {
    return JSON.stringify(write()) ?? null
  } catch {
    return null
  }
}

/** Nobody got it and trying again will not help. */
export const refused = (reason: string): Outcome => ({ state: 'failed', permanent: true, reason })

/** Kinds that go to a customer, or let somebody in: never to a chat room. */
export const isPersonal = (kind: string) =>
  ['reply', 'chat_copy', 'survey', 'acknowledgement', 'sign_in_link', 'message.outbound'].includes(kind)
