import type { ComposingTx, Draft, HeldFile } from '../actions/composing-needs'
import type { StoredCase } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { type Db, inTenant, type Query } from './db'

const FILE = `a.id, a.name, a.media_type as "mediaType", a.size`

/** What one transaction asks while somebody writes an answer; all of one tenant. */
export const composingIn = (query: Query, tenant: string): ComposingTx => ({
  heldFiles: async (ids, { userId, caseId }) => {
    if (ids.length === 0) return []
    const rows = await query<HeldFile>(
      `select ${FILE} from upload u join attachment a on a.tenant_id = $1 and a.id = u.id
        where u.tenant_id = $1 and u.id = any($2::uuid[]) and u.user_id = $3 and u.case_id = $4`,
      [tenant, ids, userId, caseId],
    )
    return ids.flatMap((id) => rows.filter((row) => row.id === id))
  },

  spoken: async (messageId) => {
    const [row] = await query<{ author: string | null; text: string; public: boolean; files: string[] }>(
      `select author, text, public, array(select id from attachment where tenant_id = $1 and message_id = $2 order by id) as files
         from message where tenant_id = $1 and id = $2 and direction = 'out'`,
      [tenant, messageId],
    )
    return row ?? null
  },

  redirect: async (noticeId, { channel, address, data }) => {
    await query(
      `with n as (update notice set channel = $3, to_address = $4, data = $5 where tenant_id = $1 and id = $2 returning message_id)
       update message m set channel = $3 from n where m.tenant_id = $1 and m.id = n.message_id`,
      [tenant, noticeId, channel, address, JSON.stringify(data)],
    )
  },
})

type Row = Omit<Draft, 'files'> & { files: HeldFile[] }

/** What one person has begun to write on a case, with the files that wait beside it. */
export const draftsOf = (db: Db, tenant: string, userId: string, caseId: string) =>
  inTenant(db, tenant, (query) =>
    query<Row>(
      `select d.user_id as "userId", d.case_id as "caseId", d.mode, d.text, d.final, d.send_key as key, d.saved_at as "savedAt",
              (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'size', a.size)
                 order by array_position(d.files, a.id)), '[]')
                 from attachment a join upload u on u.tenant_id = $1 and u.id = a.id where a.tenant_id = $1 and a.id = any(d.files)) as files
         from draft d where d.tenant_id = $1 and d.user_id = $2 and d.case_id = $3`,
      [tenant, userId, caseId],
    ),
  )

/** The newest words win; without any, and without a file, there is no draft. Words that were sent meanwhile under their key do not come back. */
export const keepDraft = (db: Db, tenant: string, d: Draft) =>
  inTenant(db, tenant, async (query) => {
    if (d.text.trim() === '' && d.files.length === 0) {
      await query('delete from draft where tenant_id = $1 and user_id = $2 and case_id = $3 and mode = $4', [
        tenant,
        d.userId,
        d.caseId,
        d.mode,
      ])
      return
    }
    await query(
      `insert into draft (tenant_id, user_id, case_id, mode, text, final, send_key, files, saved_at)
       select $1, $2, $3, $4, $5, $6, $7, $8::uuid[], to_timestamp($9::float8 / 1000)
        where not exists (select from idempotency where tenant_id = $1 and key = $7 and status is not null)
       on conflict (tenant_id, user_id, case_id, mode) do update
         set text = excluded.text, final = excluded.final, send_key = excluded.send_key, files = excluded.files, saved_at = excluded.saved_at`,
      [tenant, d.userId, d.caseId, d.mode, d.text, d.final, d.key, d.files, d.savedAt],
    )
  })

/** The newest other cases that share a topic with this one. */
export const similarCases = (db: Db, tenant: string, it: { id: string; topics: readonly string[] }) =>
  inTenant(db, tenant, (query) =>
    query<Similar>(
      `select id, reference, severity, state, summary, outcome, remedy from cases
        where tenant_id = $1 and id <> $2 and kind = 'complaint' and topics && $3::text[] order by id desc limit 5`,
      [tenant, it.id, it.topics],
    ),
  )
type Similar = Pick<StoredCase, 'id' | 'reference' | 'severity' | 'state' | 'summary' | 'outcome' | 'remedy'>

export type Pending = { noticeId: string; caseId: string; reference: string; to: string | null; channel: string; sendAfter: Moment }

/** Answers of one person that can still be taken back. */
export const pendingSends = (db: Db, tenant: string, userId: string, now: Moment) =>
  inTenant(db, tenant, (query) =>
    query<Pending>(
      `select n.id as "noticeId", n.case_id as "caseId", c.reference, coalesce(n.to_name, n.to_address) as "to", n.channel, n.send_after as "sendAfter"
         from notice n join cases c on c.tenant_id = $1 and c.id = n.case_id join message m on m.tenant_id = $1 and m.id = n.message_id
        where n.tenant_id = $1 and n.audience = 'customer' and n.kind = 'reply' and n.state = 'queued' and n.attempts = 0
          and n.send_after > to_timestamp($3::float8 / 1000) and n.send_after < 'infinity' and m.author = $2
        order by n.send_after limit 20`,
      [tenant, userId, now],
    ),
  )

const FORGOTTEN_MS = 14 * 86_400_000
export type FileIn = { id: string; name: string; mediaType: string; bytes: Uint8Array; userId: string; caseId: string; at: Moment }

/**
 * Holds a file for a person and a case until it is sent. Held a second time it is the same file; false where the id is somebody else's.
 * What the person has held for a fortnight without a draft is forgotten at this occasion.
 */
export const holdFile = (db: Db, tenant: string, f: FileIn) =>
  inTenant(db, tenant, async (query) => {
    await forgetFiles(query, tenant, f.userId, f.at - FORGOTTEN_MS)
    const fresh = await query(
      `insert into upload (tenant_id, id, user_id, case_id, at) select $1, $2, $3, $4, to_timestamp($5::float8 / 1000)
        where not exists (select from attachment where tenant_id = $1 and id = $2) on conflict do nothing returning 1`,
      [tenant, f.id, f.userId, f.caseId, f.at],
    )
    if (fresh.length > 0) {
      await query('insert into attachment (tenant_id, id, message_id, name, media_type, size, bytes) values ($1, $2, $3, $4, $5, $6, $7)', [
        tenant,
        f.id,
        f.caseId,
        f.name,
        f.mediaType,
        f.bytes.length,
        f.bytes,
      ])
      return true
    }
    const own = await query('select 1 from upload where tenant_id = $1 and id = $2 and user_id = $3 and case_id = $4', [
      tenant,
      f.id,
      f.userId,
      f.caseId,
    ])
    return own.length > 0
  })

export const dropFile = (db: Db, tenant: string, { id, userId, caseId }: { id: string; userId: string; caseId: string }) =>
  inTenant(db, tenant, async (query) => {
    const gone = await query('delete from upload where tenant_id = $1 and id = $2 and user_id = $3 and case_id = $4 returning 1', [
      tenant,
      id,
      userId,
      caseId,
    ])
    if (gone.length > 0) await query('delete from attachment where tenant_id = $1 and id = $2 and message_id = $3', [tenant, id, caseId])
  })

async function forgetFiles(query: Query, tenant: string, userId: string, before: Moment) {
  const old = `select u.id from upload u where u.tenant_id = $1 and u.user_id = $2 and u.at < to_timestamp($3::float8 / 1000)
    and not exists (select from draft d where d.tenant_id = $1 and d.user_id = $2 and u.id = any(d.files))`
  await query(
    `delete from attachment a using upload u where a.tenant_id = $1 and u.tenant_id = $1 and a.id = u.id and a.message_id = u.case_id
    and u.id in (${old})`,
    [tenant, userId, before],
  )
  await query(`delete from upload where tenant_id = $1 and id in (${old})`, [tenant, userId, before])
}

/** The files that a message of ours carries, whole, for a way that sends them along. */
export const filesOfMessage = (db: Db, tenant: string, messageId: string) =>
  inTenant(db, tenant, (query) =>
    query<{ name: string; mediaType: string; bytes: Uint8Array }>(
      'select name, media_type as "mediaType", bytes from attachment where tenant_id = $1 and message_id = $2 order by id',
      [tenant, messageId],
    ),
  )
