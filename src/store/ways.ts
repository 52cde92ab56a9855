import type { Scope } from '../domain/rights'
import { type Db, inTenant } from './db'
import { tellChanged } from './tenants'

const WEEK_MS = 7 * 86_400_000
/** The lowest id that a row of this moment can have (UUID version 7). */
const idFrom = (at: number) => {
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

export type KeyRow = { id: string; name: string; scopes: Scope[]; createdAt: number; revokedAt: number | null }

/** The keys that people made; those that a process made for itself end with it and are nobody's business. */
export const listKeys = (db: Db, tenant: string) =>
  inTenant(db, tenant, (query) =>
    query<KeyRow>(
      `select id, name, scopes, created_at as "createdAt", revoked_at as "revokedAt" from api_key where tenant_id = $1 and process is null order by created_at desc, id desc`,
      [tenant],
    ),
  )

export type HookRow = { id: string; name: string; channel: string; createdAt: number }
export const listHooks = (db: Db, tenant: string) =>
  inTenant(db, tenant, (query) =>
    query<HookRow>('select id, name, channel, created_at as "createdAt" from inbound_hook where tenant_id = $1 order by created_at, id', [
      tenant,
    ]),
  )

export const removeHook = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query('delete from inbound_hook where tenant_id = $1 and id = $2 returning 1', [tenant, id])
    return rows.length > 0
  })

/** What came in by each channel within a week: how much, and when last. */
export const arrivals = (db: Db, tenant: string, now: number) =>
  inTenant(db, tenant, (query) =>
    query<{ channel: string; messages: number; lastAt: number }>(
      `select channel, count(*)::int as messages, max(received_at) as "lastAt" from message
        where tenant_id = $1 and id >= $2::uuid and direction = 'in' group by channel order by max(received_at) desc`,
      [tenant, idFrom(now - WEEK_MS)],
    ),
  )

/** How each way out has fared within a week, by the name that it was connected under. */
export const departures = (db: Db, tenant: string, now: number) =>
  inTenant(db, tenant, (query) =>
    query<{ name: string; sent: number; failed: number; lastSentAt: number | null }>(
      `select channel as name, count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state in ('failed', 'unknown'))::int as failed,
              max(sent_at) filter (where state = 'sent') as "lastSentAt" from notice
        where tenant_id = $1 and id >= $2::uuid and audience = 'staff' and channel is not null group by channel`,
      [tenant, idFrom(now - WEEK_MS)],
    ),
  )

/** Stops a way out, or lets it go on: what would have left by it takes another way or waits. */
export async function setNotifierEnabled(db: Db, tenant: string, id: string, enabled: boolean) {
  const rows = await inTenant(db, tenant, (query) =>
    query('update notifier set enabled = $3 where tenant_id = $1 and id = $2 returning 1', [tenant, id, enabled]),
  )
  await tellChanged(db, tenant)
  return rows.length > 0
}
