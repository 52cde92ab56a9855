import { AsyncLocalStorage } from 'node:async_hooks'
import { type Db, inTenant, type Query } from './db'

export type Answer =
  | { kind: 'fresh' | 'replayed'; status: number; body: string }
  | { kind: 'other_body' }
  | { kind: 'still_running' }
  | { kind: 'answer_lost' }
const RUNNING_FOR = 60_000
/** Stands for the status of a run whose effect is committed and whose answer is not written yet. */
const EFFECT_DONE = 102
const running = new AsyncLocalStorage<string>()

/**
 * Called in the transaction of an effect: the key that it is done for remembers that, whatever becomes of the connection or the process. What
 * goes on behind an answer (a message that is read after it was taken in) finds the answer there and leaves it.
 */
export async function rememberEffect(query: Query, tenant: string) {
  const key = running.getStore()
  if (key === undefined) return
  await query(`update idempotency set status = ${EFFECT_DONE} where tenant_id = $1 and key = $2 and status is null`, [tenant, key])
}

/**
 * Runs once for a tenant's key and remembers the answer, so that a repeat gets the first answer and does nothing. A run that failed with an
 * error leaves no trace and may be tried again; one that died half-way before its effect was committed is taken over after a minute; of one
 * that died after it only the answer is lost. Kept for 24 hours (`forgetOld`).
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
    const { status, body } = await running.run(key, run)
    await inTenant(db, tenant, (query) =>
      query('update idempotency set status = $3, body = $4 where tenant_id = $1 and key = $2', [tenant, key, status, body]),
    )
    return { kind: 'fresh', status, body }
  } catch (error) {
    await inTenant(db, tenant, (query) =>
      query('delete from idempotency where tenant_id = $1 and key = $2 and status is null', [tenant, key]),
    ).catch(() => undefined)
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
  if (row.status !== null && row.body !== null) return { kind: 'replayed', status: row.status, body: row.body }
  return { kind: row.status === EFFECT_DONE ? 'answer_lost' : 'still_running' }
}

export const forgetOldAnswers = (db: Db, tenant: string, now: number) =>
  inTenant(db, tenant, (query) =>
    query('delete from idempotency where tenant_id = $1 and at < to_timestamp(($2::float8 - 86400000) / 1000)', [tenant, now]),
  )
