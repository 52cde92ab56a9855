import type { ChatTurn, ChatView } from '../actions/reads'
import type { Moment } from '../domain/moment'
import { type Db, inTenant, type Query } from './db'

/** So many of the newest turns are shown; the window is for talking, the status page for the whole story. */
const SHOWN = 200

/**
 * What one visitor wrote in the chat window, and what reached them there. An answer of ours is found by the address that it went to and not by
 * its case, so that whatever is joined to a case by hand, nobody reads words that were meant for somebody else.
 */
export const chatOf = (db: Db, tenant: string, visitor: string): Promise<ChatView> =>
  inTenant(db, tenant, async (query) => {
    const [theirs, ours] = [await written(query, tenant, visitor), await answered(query, tenant, visitor)]
    const turns = [...theirs, ...ours]
      .sort((a, b) => a.at - b.at || Number(a.ours) - Number(b.ours) || (a.id < b.id ? -1 : 1))
      .slice(-SHOWN)
    return { turns, case: await caseOf(query, tenant, visitor) }
  })

/** The files of the message that a row names as `message`. */
const FILES = (message: string) => `coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name, 'size', a.size) order by a.name)
  from attachment a where a.tenant_id = $1 and a.message_id = ${message}), '[]') as files`
const THEIRS = `m.channel = 'chat' and m.direction = 'in' and split_part(m.source_key, ':', 1) = $2`
const TO_THEM = `n.to_address = $2 and n.channel = 'chat' and n.audience = 'customer' and n.state = 'sent'`

async function written(query: Query, tenant: string, visitor: string): Promise<ChatTurn[]> {
  const rows = await query<{ said: string; text: string; at: Moment; files: ChatTurn['files'] }>(
    `select m.external_id as said, m.text, m.received_at as at, ${FILES('m.id')} from message m
      where m.tenant_id = $1 and ${THEIRS} order by m.received_at desc, m.id desc limit ${SHOWN}`,
    [tenant, visitor],
  )
  return rows.map(({ said, ...row }) => ({ ...row, id: said.slice(visitor.length + 1), ours: false }))
}

async function answered(query: Query, tenant: string, visitor: string): Promise<ChatTurn[]> {
  const rows = await query<{ id: string; text: string; at: Moment; files: ChatTurn['files'] }>(
    `select n.id, n.body as text, n.sent_at as at, ${FILES('n.message_id')} from notice n
      where n.tenant_id = $1 and ${TO_THEM} order by n.sent_at desc, n.id desc limit ${SHOWN}`,
    [tenant, visitor],
  )
  return rows.map((row) => ({ ...row, ours: true }))
}

/** A file that they sent, or that reached them with an answer; null for any other. */
export const chatFile = (db: Db, tenant: string, visitor: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ name: string; mediaType: string; bytes: Uint8Array }>(
      `select a.name, a.media_type as "mediaType", a.bytes from attachment a where a.tenant_id = $1 and a.id = $3
          and (exists (select from message m where m.tenant_id = $1 and m.id = a.message_id and ${THEIRS})
            or exists (select from notice n where n.tenant_id = $1 and n.message_id = a.message_id and ${TO_THEM}))`,
      [tenant, visitor, id],
    )
    return row ?? null
  })

async function caseOf(query: Query, tenant: string, visitor: string): Promise<ChatView['case']> {
  const [row] = await query<{ id: string; reference: string }>(
    `select c.id, c.reference from identity i join cases c on c.tenant_id = $1 and c.contact_id = i.contact_id
      where i.tenant_id = $1 and i.kind = 'chat' and i.value = $2 order by (c.state <> 'closed') desc, c.opened_at desc limit 1`,
    [tenant, visitor],
  )
  return row ?? null
}

/** Everything that had reached them by then has been read; its copies by e-mail need not go. Returns the cases of what was read just now. */
export const readUntil = (db: Db, tenant: string, visitor: string, until: Moment, at: Moment): Promise<string[]> =>
  inTenant(db, tenant, async (query) => {
    const rows = await query<{ key: string; caseId: string | null }>(
      `update notice set receipt = 'read', receipt_at = to_timestamp($4::float8 / 1000)
        where tenant_id = $1 and to_address = $2 and channel = 'chat' and audience = 'customer' and state = 'sent' and receipt is null
          and sent_at <= to_timestamp($3::float8 / 1000) returning dedupe_key as key, case_id as "caseId"`,
      [tenant, visitor, until, at],
    )
    if (rows.length > 0)
      await query(
        `update notice set state = 'cancelled', reason = 'read_in_chat' where tenant_id = $1 and dedupe_key = any($2) and state = 'queued'`,
        [tenant, rows.map(({ key }) => `chat_copy:${key}`)],
      )
    return [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))]
  })
