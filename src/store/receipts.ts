import type { Moment } from '../domain/moment'
import { type Db, inTenant } from './db'

/** What a provider said became of something that it took. Later news replaces earlier, but nothing replaces that it was delivered or read. */
export const receive = (db: Db, tenant: string, { providerId, state, at }: { providerId: string; state: string; at: Moment }) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `update notice set receipt = $3, receipt_at = to_timestamp($4::float8 / 1000)
        where tenant_id = $1 and provider_id = $2 and (receipt is null or receipt not in ('delivered', 'read', 'completed', 'undelivered', 'failed', 'no-answer', 'busy'))
        returning 1`,
      [tenant, providerId, state, at],
    )
    return rows.length > 0
  })
