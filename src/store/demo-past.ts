import pg from 'pg'
import type { FindingRow, StoredClock, StoredEscalation } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { type Db, inTenant, type Query } from './db'
import { storeIncoming } from './inbox'
import { fenced } from './lease'
import { CASE, toCase, toClock, toEscalation, toNotice } from './rows'

/**
 * The same database over connections that do not wait for the disk: in a power cut the last second of a story that can be told again may be
 * lost, and whatever survives is consistent. Never for what a person wrote. Close it when done.
 */
export function hasty(db: Db): Db & { end(): Promise<void> } {
  const pool = new pg.Pool({ ...db.pool.options, max: 2, options: '-c timezone=UTC -c synchronous_commit=off' })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { ...db, pool, end: () => pool.end() }
}

/** The store of a sample firm while its past is told: `asOf` is where that past ends and the present begins. */
export function pastOf(db: Db, tenant: string, asOf: Moment) {
  const ask = <T>(work: (query: Query) => Promise<T>) => inTenant(db, tenant, work)
  return {
    store: (batch: Parameters<typeof storeIncoming>[2]) => storeIncoming(db, tenant, batch),
    claimReplies: (now: Moment, epoch: number) => ask((query) => claimReplies(query, tenant, now, epoch)),
    shelve: () => ask((query) => shelve(query, tenant, asOf)),
    leftOff: () => ask((query) => leftOff(query, tenant, asOf)),
  }
}

async function claimReplies(query: Query, tenant: string, now: Moment, epoch: number) {
  await fenced(query, epoch)
  const rows = await query(
    `update notice set state = 'sending', claimed_epoch = $3, claimed_at = to_timestamp($2::float8 / 1000), attempts = attempts + 1
      where tenant_id = $1 and demo and kind = 'reply' and state = 'queued' and send_after <= to_timestamp($2::float8 / 1000) returning *`,
    [tenant, now, epoch],
  )
  return rows.map(toNotice)
}

/** What the past would have sent becomes history with that as its reason: nothing of it waits, and nothing of it is sent. */
const shelve = (query: Query, tenant: string, asOf: Moment) =>
  query(
    `update notice set state = 'sent', sent_at = coalesce(sent_at, created_at), reason = 'demo_history'
      where tenant_id = $1 and demo and created_at <= to_timestamp($2::float8 / 1000) and reason is distinct from 'demo_history'
        and ((state = 'queued' and kind <> 'reply') or (state = 'sent' and provider_id = 'sample'))`,
    [tenant, asOf],
  ).then(() => undefined)

/** Everything is written with the moment of its own time, so the newest audit row of the past says how far the telling got. */
async function leftOff(query: Query, tenant: string, asOf: Moment) {
  const [last] = await query<{ until: Moment | null }>(
    'select max(at) as until from audit where tenant_id = $1 and at <= to_timestamp($2::float8 / 1000)',
    [tenant, asOf],
  )
  if (!last || last.until === null) return null
  const open = `select id from cases where tenant_id = $1 and demo and state <> 'closed'`
  const rows = await query<Record<string, unknown> & { key: string | null; since: Moment }>(
    `select ${CASE}, r.at as since,
            coalesce((select external_id from message where tenant_id = $1 and id = (r.data ->> 'messageId')::uuid),
                     (select m.external_id from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
                       where l.tenant_id = $1 and l.case_id = c.id and m.direction = 'in' order by m.id limit 1)) as key
       from cases c cross join lateral (select at, data from case_event e where e.tenant_id = $1 and e.case_id = c.id
                                           and e.kind in ('opened', 'reopened') order by seq desc limit 1) r
      where c.tenant_id = $1 and c.id in (${open})`,
    [tenant],
  )
  const begun = rows.map(({ key, since, ...row }) => {
    const it = toCase(row)
    return { it, key: key ?? it.id, round: it.reopened, since }
  })
  const clocks: StoredClock[] = (await query(`select * from clock where tenant_id = $1 and case_id in (${open})`, [tenant])).map(toClock)
  const escalations: StoredEscalation[] = (
    await query(`select * from escalation where tenant_id = $1 and case_id in (${open})`, [tenant])
  ).map(toEscalation)
  return { until: last.until, cases: begun.map((b) => b.it), clocks, escalations, begun, reviews: await inDoubt(query, tenant) }
}

const inDoubt = (query: Query, tenant: string) =>
  query<{ messageId: string; key: string; likely: boolean; at: FindingRow['at'] }>(
    `select f.message_id as "messageId", coalesce(m.external_id, m.id::text) as key, f.at,
            coalesce((f.finding #>> '{complaint,p}')::float8, 0) >= 0.5 as likely
       from finding f join message m on m.tenant_id = $1 and m.id = f.message_id
      where f.tenant_id = $1 and m.demo and f.disposition = 'review' and f.decided_by is null`,
    [tenant],
  )
