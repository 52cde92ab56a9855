import { randomBytes } from 'node:crypto'
import type { Message } from '../../../src/domain/message'
import * as real from '../../../src/store/inbox'
import { isOn } from './which'

export * from '../../../src/store/inbox'

/** `dedupe off`: every copy of a message gets an id of its own. Oracles read the id up to the tilde. */
export const storeIncoming: typeof real.storeIncoming = (db, tenant, batch) =>
  real.storeIncoming(db, tenant, isOn('dedupe off') ? batch.map((incoming) => ({ ...incoming, message: unique(incoming.message) })) : batch)

const unique = (message: Message): Message => ({
  ...message,
  externalId: `${message.externalId ?? real.contentHash(message)}~${randomBytes(6).toString('hex')}`,
})
