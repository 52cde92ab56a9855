import { randomBytes } from 'node:crypto'
import type { Directory } from '../../../src/actions/needs'
import type { Message } from '../../../src/domain/message'
import { nobody } from '../../../src/domain/message'
import { packageRoot } from '../../../src/paths'
import { close, connect, type Db } from '../../../src/store/db'
import { loadDirectory } from '../../../src/store/firm'
import { putNotifier } from '../../../src/store/notifiers'
import { loadRules } from '../../../src/store/rules'
import { type Database, freshDatabase } from '../../support/database'
import { aFirm } from './prepared'

const rules = loadRules(packageRoot())

export type Firm = { database: Database; db: Db; tenant: string; directory: Directory; leave(): Promise<void> }

let original: Promise<{ database: Database; tenant: string }> | undefined

/** A database with a firm in it that has one webhook connected; made once and copied. */
async function originalFirm() {
  const database = await freshDatabase()
  const { tenant } = await aFirm(database.url)
  const db = await connect(database.url, 1)
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await putNotifier(
    db,
    tenant,
    { name: 'provider', kind: 'webhook', url: 'http://127.0.0.1:9', secret, options: { allowPrivate: true } },
    Date.now(),
  )
  await close(db)
  return { database, tenant }
}

/** A firm in a database of its own, a copy. */
export async function ownFirm(): Promise<Firm> {
  original ??= originalFirm()
  const { database: from, tenant } = await original
  const database = await freshDatabase(from)
  const db = await connect(database.url, 4)
  const directory = await loadDirectory(db, rules, tenant, 'https://desk.example', 2026)
  const leave = async () => {
    await close(db)
    await database.drop()
  }
  return { database, db, tenant, directory, leave }
}

/** A message as a source would send it, known to the oracle by its key. */
export const message = (key: string, text: string, now: number, more: Partial<Message> = {}): Message => ({
  channel: 'api',
  externalId: key,
  text,
  sentAt: null,
  receivedAt: now,
  public: false,
  lang: null,
  inReplyTo: null,
  contact: { ...nobody, name: 'Somebody', handles: [{ kind: 'email', value: `${key}@mail.example` }] },
  attachments: [],
  product: null,
  order: null,
  meta: {},
  ...more,
})
