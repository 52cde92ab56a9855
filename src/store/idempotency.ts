import { type Db, inTenant } from './db'

export type Answer = { kind: 'fresh' | 'replayed'; status: number; body: string } | { kind: 'other_body' } | { kind: 'still_running' }
const RUNNING_FOR = 60_000

/**
 * Runs once for a tenant's key and remembers the answer, so that a repeat gets the first answer and does nothing. A run that failed with an
 * error leaves no trace and may be tried again; one that died half-way is taken over after a minute. Kept for 24 hours (`forgetOld`).
 */
export async function idempotent(
  db: Db,
  tenant: string,
  key: string,
  route: string,
  hash: Uint8Array,
  now: number,
  run: () => Promise<{ status: number; body: string }>,
): Promise<Answer> {
  const claimed = await inTenant(db, tenant, (query) =>
    query(
      `insert into idempotency as i (tenant_id, key, route, request_hash, at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
       on conflict (tenant_id, key) do update set at = excluded.at where i.status is null and i.at < to_timestamp(($5::float8 - ${RUNNING_FOR}) / 1000) and i.request_hash = excluded.request_hash
       returning 1`,
      [tenant, key, route, hash, now],
    ),
  )
  if (claimed.length === 0) return earlier(db, tenant, key, hash)
  try {
    const { status, body } = await run()
    await inTenant(db, tenant, (query) =>
      query('update idempotency set status = $3, body = $4 where tenant_id = $1 and key = $2', [tenant, key, status, body]),
    )
    return { kind: 'fresh', status, body }
  } catch (error) {
    await inTenant(db, tenant, (query) => query('delete from idempotency where tenant_id = $1 and key = $2', [tenant, key])).catch(
      () => undefined,
    )
    throw error
  }
}

async function earlier(db: Db, tenant: string, key: string, hash: Uint8Array): Promise<Answer> {
  const [row] = await inTenant(db, tenant, (query) =>
    query<{ request_hash: Buffer; status: number | null; body: string | null }>(
      'select request_hash, status, body from idempotency where tenant_id = $1 and key = $2',
      [tenant, key],
    ),
  )
  if (!row) return { kind: 'still_running' }
  if (!row.request_hash.equals(hash)) return { kind: 'other_body' }
  return row.status === null || row.body === null ? { kind: 'still_running' } : { kind: 'replayed', status: row.status, body: row.body }
}

export const forgetOldAnswers = (db: Db, tenant: string, now: number) =>
  inTenant(db, tenant, (query) =>
    query('delete from idempotency where tenant_id = $1 and at < to_timestamp(($2::float8 - 86400000) / 1000)', [tenant, now]),
  )
