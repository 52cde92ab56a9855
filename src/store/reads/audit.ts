import { verifyAudit } from '../audit'
import { type Db, inTenant } from '../db'
import { pageOf, where } from './page'

type AuditFilter = {
  actor: string | null
  /** The beginning of an action, such as `case.` or `staff.left`. */
  action: string | null
  subject: string | null
  from: number | null
  to: number | null
  limit: number
  /** Only rows before this one. */
  before: number | null
}
type AuditLine = { seq: number; at: number; actor: string; action: string; subject: string; data: unknown; hash: string }

/** The record, newest first. */
export const auditLines = (db: Db, tenant: string, filter: AuditFilter) =>
  inTenant(db, tenant, async (query) => {
    const { actor, action, subject, from, to, before, limit } = filter
    const { sql, values } = where(tenant, [
      actor === null ? null : ['actor = ?', actor],
      action === null ? null : ['starts_with(action, ?)', action],
      subject === null ? null : ['subject = ?', subject],
      from === null ? null : ['at >= to_timestamp(?::float8 / 1000)', from],
      to === null ? null : ['at < to_timestamp(?::float8 / 1000)', to],
      before === null ? null : ['seq < ?', before],
    ])
    const rows = await query<Omit<AuditLine, 'data'> & { body: string }>(
      `select seq, at, actor, action, subject, body, encode(hash, 'hex') as hash from audit where tenant_id = $1 ${sql} order by seq desc limit ${limit + 1}`,
      values,
    )
    return pageOf(
      rows.map(({ body, ...row }): AuditLine => ({ ...row, data: JSON.parse(body) as unknown })),
      limit,
      ({ seq }) => String(seq),
    )
  })

export const verified = (db: Db, tenant: string) => inTenant(db, tenant, (query) => verifyAudit(query, tenant))

/** What the record speaks of: who acted and what kinds of acts there are, for the filters. */
export const auditFacets = (db: Db, tenant: string) =>
  inTenant(db, tenant, async (query) => {
    const actors = await query<{ actor: string }>('select distinct actor from audit where tenant_id = $1 order by actor limit 500', [
      tenant,
    ])
    const kinds = await query<{ kind: string }>(
      `select distinct split_part(action, '.', 1) as kind from audit where tenant_id = $1 order by kind limit 100`,
      [tenant],
    )
    return { actors: actors.map(({ actor }) => actor), kinds: kinds.map(({ kind }) => kind) }
  })

/** The id of a case by its number (`C-12`) or the customer's reference. */
export const caseIdOf = (db: Db, tenant: string, said: string) =>
  inTenant(db, tenant, async (query) => {
    const number = /^C-(\d{1,12})$/i.exec(said)?.[1] ?? null
    const [row] = await query<{ id: string }>(
      'select id from cases where tenant_id = $1 and (number = $2::bigint or reference = $3) limit 1',
      [tenant, number, said],
    )
    return row?.id ?? null
  })
