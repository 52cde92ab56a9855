import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Query } from './db'

const LEASE_MS = 10_000
const RENEW_MS = 3_000

/**
 * Makes this process the one that drives the wake and deliver loops, or waits its turn. Holding means two things at once: an advisory lock
 * on an open session (it falls the moment the process dies) and a lease with a time (it falls when a process merely stops moving). Each
 * taking raises the epoch; every engine write names its epoch and changes nothing once a newer one exists (`fenced`).
 */
export class Lease {
  #client: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #url: string
  #name: string
  readonly holder = randomBytes(8).toString('hex')
  #key = randomBytes(6).readUIntBE(0, 6)
  epoch = 0
  #renewedAt = 0

  constructor(url: string, name = 'engine') {
    this.#url = url
    this.#name = name
  }

  /** True while the lease is surely still ours by our own monotonic clock; asked right before anything leaves the house. */
  get held() {
    return this.epoch > 0 && performance.now() - this.#renewedAt < LEASE_MS - 1_000
  }

  /** Tries once a second until the lease is ours or `stopped`; then keeps it until `release`. `lost` is called when another took it. */
  start(gained: () => void, lost: () => void) {
    const beat = async () => {
      const had = this.epoch > 0
      try {
        const epoch = had ? await this.#renew() : await this.#take()
        if (epoch > 0 && !had) gained()
        if (epoch === 0 && had) lost()
      } catch {
        await this.#drop()
        if (had) lost()
      }
      if (this.#timer) this.#timer = setTimeout(beat, this.epoch > 0 ? RENEW_MS : 500)
    }
    this.#timer = setTimeout(beat, 0)
  }

  async release() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.epoch > 0)
      await this.#client
        ?.query('update engine_lease set expires_at = clock_timestamp() where name = $1 and epoch = $2', [this.#name, this.epoch])
        .catch(() => undefined)
    await this.#drop()
  }

  async #drop() {
    this.epoch = 0
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => undefined)
  }

  async #take(): Promise<number> {
    const client = await this.#session()
    const began = performance.now()
    const { rows } = await client.query(
      `insert into engine_lease as l (name, holder, holder_key, epoch, expires_at) values ($1, $2, $3, 1, clock_timestamp() + $4 * interval '1 ms')
       on conflict (name) do update set holder = $2, holder_key = $3, epoch = l.epoch + 1, expires_at = excluded.expires_at
       where l.expires_at < clock_timestamp() or not exists (
         select from pg_locks k where k.locktype = 'advisory' and k.classid = (l.holder_key >> 32)::oid and k.objid = (l.holder_key & 4294967295)::oid
           and k.database = (select oid from pg_database where datname = current_database()))
       returning epoch`,
      [this.#name, this.holder, this.#key, LEASE_MS],
    )
    if (rows.length === 0) return 0
    this.epoch = Number(rows[0].epoch)
    this.#renewedAt = began
    return this.epoch
  }

  async #renew(): Promise<number> {
    const began = performance.now()
    const { rowCount } = await this.#client!.query(
      `update engine_lease set expires_at = clock_timestamp() + $3 * interval '1 ms' where name = $1 and epoch = $2`,
      [this.#name, this.epoch, LEASE_MS],
    )
    if (rowCount === 1) this.#renewedAt = began
    else this.epoch = 0
    return this.epoch
  }

  async #session() {
    if (this.#client) return this.#client
    const client = new pg.Client({ connectionString: this.#url })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [this.#key])
    this.#client = client
    return client
  }
}

/** Refuses to go on in a transaction whose epoch is no longer the newest. Every engine write calls it first. */
export async function fenced(query: Query, epoch: number, name = 'engine') {
  const rows = await query('select 1 from engine_lease where name = $1 and epoch = $2 for share', [name, epoch])
  if (rows.length === 0) throw new StaleEpoch(epoch)
}
export class StaleEpoch extends Error {
  constructor(epoch: number) {
    super(`epoch ${epoch} is over: another process drives the loops now`)
  }
}
