import type { StoredMessage } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { asEngine, type Db, inTenant } from './db'
import { toMessage } from './rows'

/**
 * Tenants with clocks or escalation levels whose time has come. The moment is a bind parameter: a volatile clock in the predicate would
 * read the whole table instead of the head of its index.
 */
export const tenantsDue = (db: Db, now: Moment) =>
  asEngine(db, async (query) => {
    const rows = await query<{ tenant_id: string }>(
      `select distinct tenant_id from (
         (select tenant_id from clock where wake_at <= to_timestamp($1::float8 / 1000) order by wake_at limit 500)
         union all (select tenant_id from escalation where next_at <= to_timestamp($1::float8 / 1000) order by next_at limit 500)) due`,
      [now],
    )
    return rows.map((r) => r.tenant_id)
  })

/** Tenants with messages that have waited longer than a moment: left over from a crash, or not taken by the process that stored them. */
export const tenantsPending = (db: Db, before: Moment) =>
  asEngine(db, async (query) => {
    const rows = await query<{ tenant_id: string }>(
      `select distinct tenant_id from (select tenant_id from pending where since <= to_timestamp($1::float8 / 1000) order by since limit 1000) waiting`,
      [before],
    )
    return rows.map((r) => r.tenant_id)
  })

/** What has waited since before a moment, oldest first, as it was stored. Reading claims nothing. */
export const pendingMessages = (db: Db, tenant: string, before: Moment, limit: number): Promise<StoredMessage[]> =>
  inTenant(db, tenant, async (query) =>
    (
      await query(
        `select m.*, p.attempts from (select message_id, attempts from pending where since <= to_timestamp($2::float8 / 1000) and tenant_id = $1
                                       order by since limit $3) p
           join message m on m.tenant_id = $1 and m.id = p.message_id order by m.id`,
        [tenant, before, limit],
      )
    ).map(toMessage),
  )

export const backlog = (db: Db) =>
  asEngine(
    db,
    async (query) => (await query<{ n: number }>('select count(*)::int as n from (select 1 from pending limit 100000) waiting'))[0]!.n,
  )

/** When the next clock or escalation of any tenant falls due; null where none runs. Two looks at the head of an index. */
export const nextDue = (db: Db): Promise<Moment | null> =>
  asEngine(db, async (query) => {
    const [row] = await query<{ at: Moment | null }>(
      'select least((select min(wake_at) from clock where wake_at is not null), (select min(next_at) from escalation where next_at is not null)) as at',
    )
    return row?.at ?? null
  })

/** No more than this is counted: beyond it the moment is a great one anyway. */
const COUNTED = 20_000

/** The next moment of a stretch of time at which so much falls due for one tenant, and the tenants for whom it does. */
export const greatMoment = (db: Db, after: Moment, until: Moment, least: number): Promise<{ at: Moment; tenants: string[] } | null> =>
  asEngine(db, async (query) => {
    const due = (table: string, column: string) =>
      `(select tenant_id, ${column} as at from ${table} where ${column} > to_timestamp($1::float8 / 1000) and ${column} <= to_timestamp($2::float8 / 1000)
         order by ${column} limit ${COUNTED})`
    const rows = await query<{ at: Moment; tenants: string[] }>(
      `select at, array_agg(tenant_id) as tenants from
         (select at, tenant_id from (${due('clock', 'wake_at')} union all ${due('escalation', 'next_at')}) d group by 1, 2 having count(*) >= $3) great
        group by at order by at limit 1`,
      [after, until, least],
    )
    return rows[0] ?? null
  })

/** Cases of any firm whose sleep is over, longest first; of sleeping cases, and of no others, the engine may see that much. */
export const overslept = (db: Db, now: Moment) =>
  asEngine(db, async (query) => {
    const rows = await query<{ tenant: string; id: string }>(
      `select tenant_id as tenant, id from cases where snoozed_until <= to_timestamp($1::float8 / 1000) order by snoozed_until limit 200`,
      [now],
    )
    const byTenant = new Map<string, string[]>()
    for (const { tenant, id } of rows) byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), id])
    return byTenant
  })
