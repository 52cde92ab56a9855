import { chain } from './audit'
import { asOwner, type Db, inTenant } from './db'
import { tellChanged } from './tenants'

/** What sample data leaves behind, in an order in which it can go. Case events and audit rows of samples are removed by the owner role. */
const STEPS: [name: string, sql: string][] = [
  ['notices', 'delete from notice where tenant_id = $1 and demo'],
  ['clocks', 'delete from clock k using cases c where k.tenant_id = $1 and c.tenant_id = $1 and c.id = k.case_id and c.demo'],
  ['escalations', 'delete from escalation e using cases c where e.tenant_id = $1 and c.tenant_id = $1 and c.id = e.case_id and c.demo'],
  ['case_events', 'delete from case_event e using cases c where e.tenant_id = $1 and c.tenant_id = $1 and c.id = e.case_id and c.demo'],
  ['links', 'delete from case_message l using cases c where l.tenant_id = $1 and c.tenant_id = $1 and c.id = l.case_id and c.demo'],
  ['findings', 'delete from finding f using message m where f.tenant_id = $1 and m.tenant_id = $1 and m.id = f.message_id and m.demo'],
  ['waiting', 'delete from pending p using message m where p.tenant_id = $1 and m.tenant_id = $1 and m.id = p.message_id and m.demo'],
  ['cases', 'delete from cases where tenant_id = $1 and demo'],
  ['messages', 'delete from message where tenant_id = $1 and demo'],
  [
    'identities',
    'delete from identity i using contact c where i.tenant_id = $1 and c.tenant_id = $1 and c.id = i.contact_id and c.demo and not exists (select from cases k where k.tenant_id = $1 and k.contact_id = c.id)',
  ],
  [
    'contacts',
    'delete from contact c where c.tenant_id = $1 and c.demo and not exists (select from cases k where k.tenant_id = $1 and k.contact_id = c.id)',
  ],
  [
    'staff',
    'delete from staff s where s.tenant_id = $1 and s.demo and not exists (select from session t where t.tenant_id = $1 and t.user_id = s.id) and not exists (select from cases k where k.tenant_id = $1 and k.owner = s.id)',
  ],
]

/** Removes all sample data and nothing else, in one transaction; the audit keeps its chain and gains a row with the counts. */
export async function removeDemo(db: Db, tenant: string, by: string, now: number): Promise<Record<string, number>> {
  const counts = await inTenant({ ...db, plainRole: false }, tenant, async (query) => {
    const [head] = await query<{ audit_seq: number; audit_hash: Buffer }>(
      'select audit_seq, audit_hash from tenant_head where tenant_id = $1 for update',
      [tenant],
    )
    const removed: Record<string, number> = {}
    for (const [name, sql] of STEPS) removed[name] = (await query(`${sql} returning 1`, [tenant])).length
    const { rows, end } = chain({ seq: head!.audit_seq, hash: head!.audit_hash }, [
      { at: now, actor: by, action: 'demo.removed', subject: tenant, data: removed },
    ])
    const row = rows[0]!
    await query(
      `insert into audit (tenant_id, seq, at, actor, action, subject, body, hash) values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7, decode($8, 'hex'))`,
      [tenant, row.seq, row.at, row.actor, row.action, row.subject, row.body, row.hash],
    )
    await query('update tenant_head set audit_seq = $2, audit_hash = $3 where tenant_id = $1', [tenant, end.seq, end.hash])
    return removed
  })
  await asOwner(db, `update tenant set settings = settings || '{"demo": false}' where id = $1`, [tenant])
  await tellChanged(db, tenant)
  return counts
}
