import type { Moment } from '../domain/moment'
import type { SavedReply } from '../domain/saved-replies'
import { type Db, inTenant, type Row } from './db'

/** Who wrote the sample firm's saved replies; one that somebody else has changed is theirs. */
export const SAMPLE_HAND = 'sample'

const read = (row: Row): SavedReply => {
  const { id, kind, scope, owner, team, locked, title, used, body } = row as Omit<SavedReply, keyof Body> & { body: Body }
  return { id, kind, scope, owner, team, locked, title, used, ...body }
}
type Body = Pick<SavedReply, 'texts' | 'topics' | 'channels' | 'steps' | 'titles'>

export const listSaved = (db: Db, tenant: string) =>
  inTenant(db, tenant, async (query) =>
    (await query('select * from saved_reply where tenant_id = $1 order by title, id', [tenant])).map(read),
  )

export const oneSaved = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query('select * from saved_reply where tenant_id = $1 and id = $2', [tenant, id])
    return row ? read(row) : null
  })

export const putSaved = (db: Db, tenant: string, it: SavedReply, by: string, at: Moment) =>
  inTenant(db, tenant, async (query) => {
    const { texts, topics, channels, steps, titles } = it
    await query(
      `insert into saved_reply (tenant_id, id, kind, scope, owner, team, locked, title, body, changed_at, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000), $11)
       on conflict (tenant_id, id) do update set scope = excluded.scope, owner = excluded.owner, team = excluded.team, locked = excluded.locked,
         title = excluded.title, body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [
        tenant,
        it.id,
        it.kind,
        it.scope,
        it.owner,
        it.team,
        it.locked,
        it.title,
        JSON.stringify({ texts, topics, channels, steps, titles }),
        at,
        by,
      ],
    )
  })

export const removeSaved = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, (query) => query('delete from saved_reply where tenant_id = $1 and id = $2', [tenant, id]))

export const countUse = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, (query) => query('update saved_reply set used = used + 1 where tenant_id = $1 and id = $2', [tenant, id]))
