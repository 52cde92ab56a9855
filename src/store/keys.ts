import type { Scope } from '../domain/rights'
import { asEngine, type Db, inTenant } from './db'
import { newId } from './ids'
import { tellChanged, token, tokenHash } from './tenants'

export type Key = { id: string; tenant: string; scopes: Scope[] }

/**
 * Makes a key and shows it this once; the database keeps its SHA-256. A key that names a `process` dies with it: it is revoked when the
 * process ends, and at the latest when the next one starts.
 */
export async function createKey(
  db: Db,
  tenant: string,
  name: string,
  scopes: readonly Scope[],
  now: number,
  process: string | null = null,
) {
  const secret = `redress_live_${token()}`
  const id = newId(now)
  await inTenant(db, tenant, (query) =>
    query(
      'insert into api_key (tenant_id, id, hash, name, scopes, created_at, process) values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7)',
      [tenant, id, tokenHash(secret), name, scopes, now, process],
    ),
  )
  return { id, secret }
}

export const findKey = (db: Db, secret: string): Promise<Key | null> =>
  asEngine(db, async (query) => {
    const [row] = await query<{ id: string; tenant_id: string; scopes: Scope[] }>(
      'select id, tenant_id, scopes from api_key where hash = $1 and revoked_at is null',
      [tokenHash(secret)],
    )
    return row ? { id: row.id, tenant: row.tenant_id, scopes: row.scopes } : null
  })

export async function revokeKey(db: Db, tenant: string, id: string, now: number) {
  await inTenant(db, tenant, (query) =>
    query('update api_key set revoked_at = to_timestamp($3::float8 / 1000) where tenant_id = $1 and id = $2', [tenant, id, now]),
  )
  await tellChanged(db, tenant)
}

/** Ends the keys of processes that are gone. Called by the one process that holds the directory's lock. */
export const revokeProcessKeys = (db: Db, now: number) =>
  asEngine(db, (query) =>
    query('update api_key set revoked_at = to_timestamp($1::float8 / 1000) where process is not null and revoked_at is null', [now]),
  )
