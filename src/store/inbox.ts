import { createHash } from 'node:crypto'
import type { Origin } from '../actions/needs'
import type { Message } from '../domain/message'
import { atOnce, type Db, hot, inTenant, type Query } from './db'

export type Incoming = { id: string; message: Message; origin: Origin; demo: boolean; raw: { mediaType: string; bytes: Uint8Array } | null }
export type Received = { id: string; state: 'accepted' | 'duplicate'; keptAs: string | null }

/** What makes two messages without an id of their own the same message: who, where, what, when. */
export function contentHash(m: Message): string {
  const hash = createHash('sha256').update(
    JSON.stringify([m.channel, m.text, m.sentAt, m.inReplyTo, m.product, m.order, m.public, m.contact.name, m.contact.handles]),
  )
  for (const a of m.attachments) hash.update(a.name).update(a.bytes)
  return hash.digest('hex').slice(0, 32)
}

/**
 * Makes messages durable and gives each an answer: when this returns, they are on disk. The unique key (tenant, channel, external id, or the
 * content hash where there is none) decides what is a duplicate. A *different* text under an id that is already known is answered as a
 * duplicate and yet kept, quarantined, so that a source that repeats its ids loses nothing.
 */
export async function storeIncoming(db: Db, tenant: string, batch: Incoming[]): Promise<Received[]> {
  const keyed = batch.map((incoming) => ({ ...incoming, sourceKey: sourceKey(incoming.message) }))
  const fresh = await insertFresh(db, tenant, keyed)
  const repeated = keyed.filter((k) => !fresh.has(k.id))
  const answers = repeated.length
    ? await inTenant(db, tenant, (query) => answerRepeats(query, tenant, repeated))
    : new Map<string, Received>()
  return keyed.map((k) => answers.get(k.id) ?? { id: k.id, state: 'accepted', keptAs: null })
}

/** The ids of those that were not known yet. A message and its files are stored together or not at all. */
async function insertFresh(db: Db, tenant: string, batch: Keyed[]): Promise<Set<string>> {
  if (batch.every(({ raw, message }) => !raw && message.attachments.length === 0))
    return new Set((await atOnce<{ id: string }>(db, tenant, INSERT, inserting(tenant, batch))).map(({ id }) => id))
  return inTenant(db, tenant, async (query) => {
    const fresh = new Set(await insertMessages(query, tenant, batch))
    await storeParts(
      query,
      tenant,
      batch.filter((i) => fresh.has(i.id)),
    )
    return fresh
  })
}

export const sourceKey = (message: Message) => message.externalId ?? `sha256:${contentHash(message)}`
/** The key of other words under an id that is taken. */
export const variantKey = (message: Message) => `${sourceKey(message)}#${contentHash(message)}`
type Keyed = Incoming & { sourceKey: string }

async function insertMessages(query: Query, tenant: string, batch: Keyed[]) {
  const rows = await query<{ id: string }>(INSERT, inserting(tenant, batch))
  return rows.map((r) => r.id)
}
const inserting = (tenant: string, batch: Keyed[]) => [JSON.stringify(batch.map(columns)), tenant]

const columns = ({ id, message: m, origin, demo, sourceKey }: Keyed) => ({
  id,
  channel: m.channel,
  k: sourceKey,
  x: m.externalId,
  t: m.text,
  p: m.public,
  l: m.lang,
  s: m.sentAt,
  r: m.receivedAt,
  re: m.inReplyTo,
  c: m.contact.handles.length || m.contact.name ? m.contact : null,
  pr: m.product,
  o: m.order,
  m: Object.keys(m.meta).length ? m.meta : null,
  g: origin,
  d: demo,
})
const INSERT = hot(`with fresh as (
  insert into message (tenant_id, id, channel, source_key, external_id, text, public, lang, sent_at, received_at, in_reply_to,
                       contact, product, order_ref, meta, origin, demo)
  select $2::uuid, id, channel, k, x, t, p, l, to_timestamp(s / 1000), to_timestamp(r / 1000), re, c, pr, o, m, g, d
    from json_to_recordset($1::json) as j(id uuid, channel text, k text, x text, t text, p bool, l text, s float8, r float8, re text,
                                          c json, pr text, o text, m json, g text, d bool)
  on conflict (tenant_id, channel, source_key) do nothing returning id, received_at
), waiting as (insert into pending (tenant_id, message_id, since) select $2::uuid, id, received_at from fresh)
select id from fresh`)

async function storeParts(query: Query, tenant: string, batch: Incoming[]) {
  for (const { id, message, raw } of batch) {
    if (raw)
      await query('insert into message_raw (tenant_id, message_id, media_type, bytes) values ($1, $2, $3, $4)', [
        tenant,
        id,
        raw.mediaType,
        raw.bytes,
      ])
    for (const part of message.attachments) {
      await query(
        'insert into attachment (tenant_id, id, message_id, name, media_type, size, bytes) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)',
        [tenant, id, part.name, part.mediaType, part.bytes.length, part.bytes],
      )
    }
  }
}

async function answerRepeats(query: Query, tenant: string, repeated: Keyed[]) {
  const known = await knownUnder(
    query,
    tenant,
    repeated.map((r) => ({ channel: r.message.channel, k: r.sourceKey })),
  )
  const byKey = new Map(known.map((row) => [`${row.channel}\n${row.source_key}`, row]))
  const answers = new Map<string, Received>()
  for (const r of repeated) {
    const original = byKey.get(`${r.message.channel}\n${r.sourceKey}`)
    if (!original) throw new Error('a duplicate without its original: the transaction will be tried again')
    const same = original.text === r.message.text && (await sameFiles(query, tenant, original.id, r))
    const keptAs = same ? null : await keepVariant(query, tenant, r)
    answers.set(r.id, { id: original.id, state: 'duplicate', keptAs })
  }
  return answers
}

/** What is stored under these keys, in no order. */
export const knownUnder = (query: Query, tenant: string, keys: { channel: string; k: string }[]) =>
  query<{ id: string; channel: string; source_key: string; text: string }>(
    `select m.id, m.channel, m.source_key, m.text from json_to_recordset($2::json) as k(channel text, k text)
       join message m on m.tenant_id = $1 and m.channel = k.channel and m.source_key = k.k`,
    [tenant, JSON.stringify(keys)],
  )

/** A repeat that brings files which the original did not have is more than a repeat. */
async function sameFiles(query: Query, tenant: string, original: string, { message }: Keyed) {
  if (message.attachments.length === 0) return true
  const rows = await query<{ name: string; bytes: Buffer }>('select name, bytes from attachment where tenant_id = $1 and message_id = $2', [
    tenant,
    original,
  ])
  return message.attachments.every((file) => rows.some((row) => row.name === file.name && row.bytes.equals(file.bytes)))
}

/** The same external id with other words: stored beside the original, visible in quarantine, understood by a person. */
async function keepVariant(query: Query, tenant: string, r: Keyed) {
  const variant = { ...r, sourceKey: variantKey(r.message) }
  const fresh = (await insertMessages(query, tenant, [variant])).length === 1
  if (!fresh) return null
  await query('delete from pending where tenant_id = $1 and message_id = $2', [tenant, r.id])
  await query(
    `insert into finding (tenant_id, message_id, at, state, reason) values ($1, $2, to_timestamp($3::float8 / 1000), 'quarantined', 'external_id_repeated_with_other_text')`,
    [tenant, r.id, r.message.receivedAt],
  )
  await storeParts(query, tenant, [r])
  return r.id
}
