import type { Moment } from './moment'

/** One thing that a person said or that we said back, in one channel: the single shape that every channel turns its input into. */
export type Message = {
  channel: string
  /** The source's own id; unique per tenant and channel. Where a source has none, the content hash stands in. */
  externalId: string | null
  text: string
  /** When the customer sent it, by the channel's clock; null where the source does not say. Statutory clocks start here. */
  sentAt: Moment | null
  receivedAt: Moment
  public: boolean
  lang: string | null
  inReplyTo: string | null
  contact: Contact
  attachments: Attachment[]
  product: string | null
  order: string | null
  meta: Record<string, unknown>
}

export type Contact = {
  name: string | null
  handles: Handle[]
  language: string | null
  followers: number | null
  verified: boolean
  bio: string | null
}
/** One of a person's addresses: `{ kind: 'email', value: 'a@example.org' }`, `{ kind: 'x', value: '@ana' }`. */
export type Handle = { kind: string; value: string }
export type Attachment = { name: string; mediaType: string; bytes: Uint8Array }

/** What a person said that they need, in their own words, on our own form; empty where they said nothing. */
export function supportNeedsOf({ channel, meta }: Pick<Message, 'channel' | 'meta'>): string[] {
  const told = channel === 'web_form' ? meta['support_needs'] : undefined
  return typeof told === 'string' && told.trim() !== '' ? [told.trim()] : []
}

export const nobody: Contact = { name: null, handles: [], language: null, followers: null, verified: false, bio: null }
