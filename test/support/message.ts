import { type Message, nobody } from '../../src/domain/message'

export const NOW = Date.parse('2026-03-03T03:00:00Z')

/** A plain message of nobody in particular. */
export const aMessage = (own: Partial<Message> = {}): Message => ({
  channel: 'api',
  externalId: null,
  text: 'Hello',
  sentAt: null,
  receivedAt: NOW,
  public: false,
  lang: null,
  inReplyTo: null,
  contact: nobody,
  attachments: [],
  product: null,
  order: null,
  meta: {},
  ...own,
})
