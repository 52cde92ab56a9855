import type { WayOut } from '../domain/ways-out'
import { type Db, inTenant } from './db'
import { newId } from './ids'
import { releaseWaiting } from './outbox'
import { tellChanged } from './tenants'

export type NotifierRow = {
  id: string
  name: string
  kind: WayOut
  url: string
  secret: string | null
  options: { allowPrivate: boolean; from?: string }
  enabled: boolean
  checkedAt: number | null
  lastError: string | null
}

/** Connects a way out, or changes the one of that name; whatever waited for it goes now. */
export async function putNotifier(
  db: Db,
  tenant: string,
  notifier: Omit<NotifierRow, 'id' | 'enabled' | 'checkedAt' | 'lastError'>,
  now: number,
) {
  await inTenant(db, tenant, (query) =>
    query(
      `insert into notifier (tenant_id, id, name, kind, url, secret, options, created_at) values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
       on conflict (tenant_id, name) do update set kind = excluded.kind, url = excluded.url, secret = excluded.secret, options = excluded.options, enabled = true`,
      [tenant, newId(now), notifier.name, notifier.kind, notifier.url, notifier.secret, JSON.stringify(notifier.options), now],
    ),
  )
  await releaseWaiting(db, tenant, now)
  await tellChanged(db, tenant)
}

export const listNotifiers = (db: Db, tenant: string) =>
  inTenant(db, tenant, (query) =>
    query<NotifierRow>(
      'select id, name, kind, url, secret, options, enabled, checked_at as "checkedAt", last_error as "lastError" from notifier where tenant_id = $1 order by created_at, id',
      [tenant],
    ),
  )

export const removeNotifier = async (db: Db, tenant: string, id: string) => {
  const rows = await inTenant(db, tenant, (query) =>
    query('delete from notifier where tenant_id = $1 and id = $2 returning 1', [tenant, id]),
  )
  await tellChanged(db, tenant)
  return rows.length > 0
}

/** Remembers how a test or the last attempt ended, for whoever looks at the list. */
export const markNotifier = (db: Db, tenant: string, id: string, error: string | null, now: number) =>
  inTenant(db, tenant, (query) =>
    query('update notifier set checked_at = to_timestamp($4::float8 / 1000), last_error = $3 where tenant_id = $1 and id = $2', [
      tenant,
      id,
      error,
      now,
    ]),
  )

export type InboundHook = { id: string; tenant: string; name: string; channel: string; secret: string }

export async function addHook(db: Db, tenant: string, name: string, channel: string, secret: string, now: number) {
  const id = newId(now)
  await inTenant(db, tenant, (query) =>
    query(
      'insert into inbound_hook (tenant_id, id, name, channel, secret, created_at) values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))',
      [tenant, id, name, channel, secret, now],
    ),
  )
  return id
}

/** A hook's public address names its tenant and itself, so that its secret is looked up inside that tenant and nowhere else. */
export const findHook = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query): Promise<InboundHook | null> => {
    const [row] = await query<InboundHook>(
      'select id, tenant_id as tenant, name, channel, secret from inbound_hook where tenant_id = $1 and id = $2',
      [tenant, id],
    )
    return row ?? null
  })
