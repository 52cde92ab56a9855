import type { NoticeRow } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { asEngine, type Db, inTenant } from './db'
import { fenced } from './lease'
import { toNotice } from './rows'

/** What a person has to hear within minutes; the words of the index `notice_urgent`. */
const URGENT = `state = 'queued' and (kind = 'high_risk_alert' or (kind = 'escalation' and data->>'severity' in ('A', 'B')))`
const ANY = `state = 'queued'`

/** Tenants with something to send, or with something that was being sent when its sender vanished or could not mark it; alerts first. */
export const tenantsWithNotices = (db: Db, now: Moment, epoch: number) =>
  asEngine(db, async (query) => {
    const rows = await query<{ tenant_id: string }>(
      `select tenant_id, bool_or(urgent) as urgent from (
         (select tenant_id, true as urgent from notice where ${URGENT} and send_after <= to_timestamp($1::float8 / 1000) order by send_after limit 1000)
         union all (select tenant_id, false from notice where ${ANY} and send_after <= to_timestamp($1::float8 / 1000) order by send_after limit 1000)
         union all (select tenant_id, false from notice where state = 'sending' and claimed_epoch <= $2 limit 1000)) due
       group by tenant_id order by urgent desc`,
      [now, epoch],
    )
    return rows.map((r) => r.tenant_id)
  })

/**
 * Alerts alone where any are due, so that nothing else takes their turn at a provider; else what waits longest. It is `any (array(…))`, for
 * with `in (…)` the database may ask once for each row and take more than `limit`.
 */
export const claimNotices = (db: Db, tenant: string, now: Moment, epoch: number, limit: number): Promise<NoticeRow[]> =>
  inTenant(db, tenant, async (query) => {
    await fenced(query, epoch)
    const claim = (which: string) =>
      query(
        `update notice set state = 'sending', claimed_epoch = $3, claimed_at = to_timestamp($2::float8 / 1000), attempts = attempts + 1
          where tenant_id = $1 and id = any (array(select id from notice where ${which} and send_after <= to_timestamp($2::float8 / 1000)
                                                      and tenant_id = $1 order by send_after limit $4 for update skip locked)) returning *`,
        [tenant, now, epoch, limit],
      )
    const urgent = await claim(URGENT)
    return (urgent.length > 0 ? urgent : await claim(ANY)).map(toNotice)
  })

/** Claimed and never marked. What this epoch claimed counts too: it asks only between its rounds, when nothing of its own is in flight. */
export const orphanedNotices = (db: Db, tenant: string, epoch: number): Promise<NoticeRow[]> =>
  inTenant(db, tenant, async (query) =>
    (await query(`select * from notice where tenant_id = $1 and state = 'sending' and claimed_epoch <= $2 limit 200`, [tenant, epoch])).map(
      toNotice,
    ),
  )

/** After something was connected: what waited for a way out goes now. */
export const releaseWaiting = (db: Db, tenant: string, now: Moment) =>
  inTenant(db, tenant, (query) =>
    query(
      `update notice set send_after = to_timestamp($2::float8 / 1000), reason = null where tenant_id = $1 and state = 'queued' and send_after = 'infinity'
          and exists (select from notifier where tenant_id = $1 and enabled)`,
      [tenant, now],
    ),
  )
