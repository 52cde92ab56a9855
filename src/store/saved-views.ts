import type { Moment } from '../domain/moment'
import { type Db, inTenant } from './db'
import { newId } from './ids'

export type SavedView = { id: string; owner: string | null; name: string; search: string; locked: boolean; madeBy: string }

const SHAPE = 'id, owner, name, search, locked, made_by as "madeBy"'

/** One's own and the team's, by name. */
export const listViews = (db: Db, tenant: string, userId: string | null) =>
  inTenant(db, tenant, (query) =>
    query<SavedView>(
      `select ${SHAPE} from saved_view where tenant_id = $1 and (owner is null or owner = $2::uuid) order by owner nulls last, name limit 200`,
      [tenant, userId],
    ),
  )

/** Null where a view of that name is there already. */
export const addView = (db: Db, tenant: string, view: Omit<SavedView, 'id'>, at: Moment) =>
  inTenant(db, tenant, async (query): Promise<SavedView | null> => {
    const [row] = await query<SavedView>(
      `insert into saved_view (tenant_id, id, owner, name, search, locked, made_by, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000)) on conflict do nothing returning ${SHAPE}`,
      [tenant, newId(at), view.owner, view.name, view.search, view.locked, view.madeBy, at],
    )
    return row ?? null
  })

/** One's own, or one of the team's that is not locked or that one made or may unlock. */
export const removeView = (db: Db, tenant: string, id: string, by: { userId: string | null; actor: string; unlocks: boolean }) =>
  inTenant(db, tenant, async (query): Promise<'done' | 'unknown' | 'locked'> => {
    const [view] = await query<SavedView>(
      `select ${SHAPE} from saved_view where tenant_id = $1 and id = $2 and (owner is null or owner = $3::uuid) for update`,
      [tenant, id, by.userId],
    )
    if (!view) return 'unknown'
    if (view.locked && view.madeBy !== by.actor && !by.unlocks) return 'locked'
    await query('delete from saved_view where tenant_id = $1 and id = $2', [tenant, id])
    return 'done'
  })
