import type { Moment } from '../domain/moment'
import { chain } from './audit'
import { asOwner, type Db, inTenant, type Query } from './db'
import { SAMPLE_HAND } from './saved-replies'
import { tellChanged } from './tenants'

/** How far the sample firm of a database is: `asOf` is where its told past ends, `told` whether all of it was told. */
export type DemoState = { tenant: string; asOf: Moment; told: boolean }

export const readDemo = async (db: Db): Promise<DemoState | null> =>
  (await asOwner<{ value: DemoState }>(db, `select value from setting where key = 'demo'`))[0]?.value ?? null

export const writeDemo = (db: Db, state: DemoState) =>
  asOwner(db, `insert into setting (key, value) values ('demo', $1) on conflict (key) do update set value = excluded.value`, [state])

const OF_DEMO_CASE = (alias: string) => `c.tenant_id = $1 and c.id = ${alias}.case_id and c.demo`
const OF_DEMO_MESSAGE = (alias: string) => `m.tenant_id = $1 and m.id = ${alias}.message_id and m.demo`
const STILL_NEEDED = `exists (select from cases k where k.tenant_id = $1 and k.contact_id = c.id)
  or exists (select from finding f where f.tenant_id = $1 and f.contact_id = c.id)`

/** What sample data leaves behind, in an order in which it can go. What the visitor wrote stays, also where it had joined a sample case. */
const STEPS: [name: string, sql: string][] = [
  ['notices', 'delete from notice where tenant_id = $1 and demo'],
  ['approvals', `delete from approval a using cases c where a.tenant_id = $1 and ${OF_DEMO_CASE('a')}`],
  ['clocks', `delete from clock k using cases c where k.tenant_id = $1 and ${OF_DEMO_CASE('k')}`],
  ['escalations', `delete from escalation e using cases c where e.tenant_id = $1 and ${OF_DEMO_CASE('e')}`],
  ['case_events', `delete from case_event e using cases c where e.tenant_id = $1 and ${OF_DEMO_CASE('e')}`],
  ['links_of_cases', `delete from case_message l using cases c where l.tenant_id = $1 and ${OF_DEMO_CASE('l')}`],
  ['links_of_messages', `delete from case_message l using message m where l.tenant_id = $1 and ${OF_DEMO_MESSAGE('l')}`],
  ['findings', `delete from finding f using message m where f.tenant_id = $1 and ${OF_DEMO_MESSAGE('f')}`],
  ['own_messages_freed', `update finding f set case_id = null from cases c where f.tenant_id = $1 and ${OF_DEMO_CASE('f')}`],
  ['corrections', `delete from correction x using message m where x.tenant_id = $1 and ${OF_DEMO_MESSAGE('x')}`],
  ['waiting', `delete from pending p using message m where p.tenant_id = $1 and ${OF_DEMO_MESSAGE('p')}`],
  ['attachments', `delete from attachment a using message m where a.tenant_id = $1 and ${OF_DEMO_MESSAGE('a')}`],
  ['raw', `delete from message_raw r using message m where r.tenant_id = $1 and ${OF_DEMO_MESSAGE('r')}`],
  ['saved_replies', `delete from saved_reply where tenant_id = $1 and changed_by = '${SAMPLE_HAND}'`],
  ['drafts', `delete from draft d using cases c where d.tenant_id = $1 and ${OF_DEMO_CASE('d')}`],
  [
    'held_files',
    `delete from attachment a using upload u, cases c where a.tenant_id = $1 and u.tenant_id = $1 and u.id = a.id and ${OF_DEMO_CASE('u')}`,
  ],
  ['uploads', `delete from upload u using cases c where u.tenant_id = $1 and ${OF_DEMO_CASE('u')}`],
  ['cases', 'delete from cases where tenant_id = $1 and demo'],
  ['messages', 'delete from message where tenant_id = $1 and demo'],
  [
    'identities',
    `delete from identity i using contact c where i.tenant_id = $1 and c.tenant_id = $1 and c.id = i.contact_id and c.demo and not (${STILL_NEEDED})`,
  ],
  ['contacts', `delete from contact c where c.tenant_id = $1 and c.demo and not (${STILL_NEEDED})`],
  [
    'joins',
    `delete from contact_join j where j.tenant_id = $1 and not exists (select from contact c where c.tenant_id = $1 and c.id = j.joined)`,
  ],
  [
    'staff',
    `delete from staff s where s.tenant_id = $1 and s.demo and s.role <> 'administrator'
      and not exists (select from session t where t.tenant_id = $1 and t.user_id = s.id)
      and not exists (select from cases k where k.tenant_id = $1 and k.owner = s.id)`,
  ],
]

/**
 * Removes all sample data and nothing else, in one transaction; the audit keeps its chain and gains a row with the counts. Administrators
 * stay, and whoever is signed in or has a case of the visitor's own, so that nobody is locked out of what is left.
 */
export async function removeDemo(db: Db, tenant: string, by: string, now: Moment): Promise<Record<string, number>> {
  const counts = await inTenant({ ...db, plainRole: false }, tenant, async (query) => {
    const [head] = await query<{ audit_seq: number; audit_hash: Buffer }>(
      'select audit_seq, audit_hash from tenant_head where tenant_id = $1 for update',
      [tenant],
    )
    const removed: Record<string, number> = {}
    for (const [name, sql] of STEPS) removed[name] = (await query(`${sql} returning 1`, [tenant])).length
    await query(`update tenant set settings = settings || '{"demo": false}' where id = $1`, [tenant])
    await recordRemoval(query, tenant, { seq: head!.audit_seq, hash: head!.audit_hash }, by, now, removed)
    return removed
  })
  await tellChanged(db, tenant)
  return counts
}

async function recordRemoval(
  query: Query,
  tenant: string,
  last: { seq: number; hash: Buffer },
  by: string,
  now: Moment,
  removed: Record<string, number>,
) {
  const { rows, end } = chain(last, [{ at: now, actor: by, action: 'demo.removed', subject: tenant, data: removed }])
  const row = rows[0]!
  await query(
    `insert into audit (tenant_id, seq, at, actor, action, subject, body, hash) values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7, decode($8, 'hex'))`,
    [tenant, row.seq, row.at, row.actor, row.action, row.subject, row.body, row.hash],
  )
  await query('update tenant_head set audit_seq = $2, audit_hash = $3 where tenant_id = $1', [tenant, end.seq, end.hash])
}
