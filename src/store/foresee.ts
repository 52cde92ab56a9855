import { createHash } from 'node:crypto'
import type { Message } from '../domain/message'
import { type Db, inTenant } from './db'
import { knownUnder, sourceKey, variantKey } from './inbox'

export type Foreseen = 'accepted' | 'duplicate' | 'quarantined'

/**
 * What `storeIncoming` would answer, with nothing written. `seen` is what the same run would have stored before. Files are not compared: a repeat
 * whose only news is a file counts as a duplicate here.
 */
export async function foreseeIncoming(db: Db, tenant: string, batch: Message[], seen: Map<string, string>): Promise<Foreseen[]> {
  const keyed = batch.map((message) => ({ message, key: sourceKey(message), variant: variantKey(message) }))
  const keys = keyed.flatMap(({ message: { channel }, key, variant }) => [key, variant].map((k) => ({ channel, k })))
  const known = await inTenant(db, tenant, (query) => knownUnder(query, tenant, keys))
  for (const row of known) seen.set(`${row.channel}\n${row.source_key}`, digest(row.text))
  return keyed.map(({ message: { channel, text }, key, variant }) => {
    const before = seen.get(`${channel}\n${key}`)
    if (before === digest(text) || seen.has(`${channel}\n${variant}`)) return 'duplicate'
    seen.set(`${channel}\n${before === undefined ? key : variant}`, digest(text))
    return before === undefined ? 'accepted' : 'quarantined'
  })
}

/** Short, so that a run over a million rows remembers them all. */
const digest = (text: string) => createHash('sha256').update(text).digest('base64').slice(0, 16)
