import { randomUUID } from 'node:crypto'
import type { Message } from '../../src/domain/message'
import { close, connect } from '../../src/store/db'
import type { Incoming } from '../../src/store/inbox'
import { createTenant, type Settings } from '../../src/store/tenants'
import { freshDatabase } from './database'
import { aMessage, NOW } from './message'

export { NOW }

const SETTINGS: Settings = { language: 'en', timeZone: 'Asia/Bangkok', calendar: '', regimes: ['house'], demo: false }

/** A database with two firms in it and nobody else. */
export async function aStore() {
  const database = await freshDatabase()
  const db = await connect(database.url, 8)
  const [mill, bank] = [await createTenant(db, 'Mill Lane Stores', SETTINGS, NOW), await createTenant(db, 'River Bank', SETTINGS, NOW)]
  return {
    db,
    url: database.url,
    mill: mill.id,
    bank: bank.id,
    close: async () => {
      await close(db)
      await database.drop()
    },
  }
}
export type Store = Awaited<ReturnType<typeof aStore>>

export const incoming = (own: Partial<Message> = {}, more: Partial<Incoming> = {}): Incoming => ({
  id: randomUUID(),
  message: aMessage(own),
  origin: 'live',
  demo: false,
  raw: null,
  ...more,
})
