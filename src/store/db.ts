import pg from 'pg'

export type Row = Record<string, unknown>
/** Runs one statement; rows come back typed as the caller says. `int8` arrives as a number, `timestamptz` as a Moment. */
export type Query = <R = Row>(text: string, values?: unknown[]) => Promise<R[]>
export type Db = { pool: pg.Pool; plainRole: boolean }

const two = (text: string, at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
/** `2026-11-22 05:50:40.206+00`, as a session in UTC writes it; by hand, since a row has ten of them and the platform's parser takes four times as long. */
function moment(text: string | null): number | null {
  if (text === null) return null
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (!/^[1-9]\d{3}-/.test(text)) return Date.parse(text.replace(' ', 'T').replace('+00', 'Z')) // years of three digits, to `Date.UTC`, are of 1900
  const second = Date.UTC(two(text, 0) * 100 + two(text, 2), two(text, 5) - 1, two(text, 8), two(text, 11), two(text, 14), two(text, 17))
  return text.length === 22 ? second : second + Math.trunc(Number(text.slice(19, -3)) * 1000 + 1e-6)
}
const types = new pg.TypeOverrides()
types.setTypeParser(20, Number)
types.setTypeParser(1184, moment)
const lists = { text: 1009, uuid: 2951 }
const carefully = pg.types.getTypeParser(lists.text) as (text: string) => (string | null)[]
/** `{a,b}`; what has quotes in it goes to the driver, which reads lists letter by letter. */
const list = (text: string | null) => {
  if (text === null || text === '{}') return text && []
  return text.includes('"') || text.includes('NULL') ? carefully(text) : text.slice(1, -1).split(',')
}
types.setTypeParser(lists.text, list)
types.setTypeParser(lists.uuid, list)

/** A process that stops moving inside a transaction (a frozen machine, a debugger) holds its tenant's turn for no longer than this. */
const STALLED_MS = 15_000

/** A pool whose sessions speak UTC. Call `close` when done; a lost connection is met by the next query, never by a crash. */
export async function connect(url: string, max = 10): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: `-c timezone=UTC -c idle_in_transaction_session_timeout=${STALLED_MS}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    pipeline: true,
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    const { rows } = await pool.query(
      `select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as mighty,
              exists (select from pg_roles where rolname = 'redress_app') as plain`,
    )
    return { pool, plainRole: rows[0].plain === true && rows[0].mighty === true }
  } catch (error) {
    await pool.end()
    throw error
  }
}
export const close = (db: Db) => db.pool.end()

/**
 * One transaction for one tenant: row security shows it that tenant's rows and nothing else. Rolls back when `work` throws.
 * A connection that broke inside is thrown away, so the outcome of its COMMIT is *unknown* to the caller, who must be able to ask again.
 */
export const inTenant = <T>(db: Db, tenant: string, work: (query: Query) => Promise<T>) => transaction(db, asTenant(tenant), work)

/** The same for what counts a great deal while nobody waits for it: on one core, so that the others are left to those who wait. */
export const inTenantBeside = <T>(db: Db, tenant: string, work: (query: Query) => Promise<T>) =>
  transaction(db, `${asTenant(tenant)};set local max_parallel_workers_per_gather = 0`, work)

/** One transaction for an engine loop or a sign-in: sees the queue tables of all tenants (`ENGINE` in the migrations), nothing else. */
export const asEngine = <T>(db: Db, work: (query: Query) => Promise<T>) =>
  transaction(db, `select set_config('app.engine', 'on', true)`, work)

/** The database does not answer, or stopped answering half-way. Nothing is wrong with what was asked: ask again later. */
export class StoreAway extends Error {
  readonly code = 'STORE_AWAY'
}
const AWAY = /^(08|57P0|53300)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/
/** What the driver says without a code when a connection breaks, cannot be had, or answers nothing. */
const AWAY_WORDS = /connection terminated|timeout exceeded when trying to connect|not queryable|read timeout|pool after calling end/i

function awayOr(error: unknown): unknown {
  const { code = '', message } = error as { code?: string; message?: string }
  return AWAY.test(code) || (code === '' && AWAY_WORDS.test(message ?? '')) ? new StoreAway(message, { cause: error }) : error
}

const names = new Map<string, string>()
/** Each connection keeps a plan of each; what is beyond this is parsed as it comes. */
const MOST_NAMES = 64
/**
 * Marks the text of a statement that runs many times a second: each connection then parses and plans it once. Only for plain inserts, which
 * have one plan; what reads tables is planned anew each time, by the size that they have now.
 */
export function hot(text: string): string {
  if (!names.has(text) && names.size < MOST_NAMES) names.set(text, `hot_${names.size}`)
  return text
}

const asTenant = (tenant: string) => `select set_config('app.tenant', '${uuid(tenant)}', true)`
const begin = (db: Db, scope: string) => `begin;${db.plainRole ? 'set local role redress_app;' : ''}${scope}`
const take = (db: Db) => db.pool.connect().catch((error: unknown) => Promise.reject(awayOr(error)))
const ask = (client: pg.PoolClient, text: string, values: unknown[]) => {
  const name = names.get(text)
  return name ? client.query({ name, text, values }) : client.query(text, values)
}

/**
 * One statement for one tenant in a transaction of its own, durable when this returns: its beginning, itself and the COMMIT travel together,
 * so that it costs one round trip. A statement that fails turns the COMMIT into a rollback.
 */
export async function atOnce<R = Row>(db: Db, tenant: string, text: string, values: unknown[]): Promise<R[]> {
  const scope = begin(db, asTenant(tenant))
  const client = await take(db)
  const [begun, asked, ended] = await Promise.allSettled([client.query(scope), ask(client, text, values), client.query('commit')])
  client.release(ended.status === 'rejected')
  for (const step of [begun, ended]) if (step.status === 'rejected') throw awayOr(step.reason)
  if (asked.status === 'rejected') throw awayOr(asked.reason)
  return asked.value.rows as R[]
}

async function transaction<T>(db: Db, scope: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await take(db)
  let [broken, over] = [false, false]
  // Not waited for: the first statement follows it down the wire. Where it failed, no other does.
  let refused: unknown
  const begun = client.query(begin(db, scope)).catch((error: unknown) => {
    refused = error
  })
  try {
    const result = await work(async <R>(text: string, values: unknown[] = []) => {
      if (refused) throw refused
      if (over) throw new Error('the transaction is over')
      return (await ask(client, text, values)).rows as R[]
    })
    over = true
    await begun
    if (refused) throw refused
    await client.query('commit')
    return result
  } catch (error) {
    over = true
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    throw awayOr(refused ?? error)
  } finally {
    client.release(broken)
  }
}

/** Administration outside any tenant: creating tenants, settings. Never on the path of a request that names no tenant of its own. */
export const asOwner = async <R = Row>(db: Db, text: string, values?: unknown[]) =>
  (await db.pool.query(text, values).catch((error: unknown) => Promise.reject(awayOr(error)))).rows as R[]

const uuid = (id: string) => {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`not a tenant id: ${id.slice(0, 40)}`)
  return id
}
