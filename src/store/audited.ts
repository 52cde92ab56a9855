import type { AuditEntry } from '../actions/needs'
import { chain } from './audit'
import { type Db, inTenant, type Query } from './db'
import { tellChanged } from './tenants'
import { writeRows } from './write'

/**
 * A change of what a firm has set up, with its line in the audit, in one transaction; afterwards every process reads the firm's settings
 * anew. `work` says what to write into the audit, null where nothing changed.
 */
export async function audited<T>(
  db: Db,
  tenant: string,
  work: (query: Query) => Promise<{ result: T; entry: AuditEntry | null }>,
): Promise<T> {
  const result = await inTenant(db, tenant, async (query) => {
    const [head] = await query<{ audit_seq: number; audit_hash: Buffer }>(
      'select audit_seq, audit_hash from tenant_head where tenant_id = $1 for update',
      [tenant],
    )
    if (!head) throw new Error(`tenant ${tenant} is not set up`)
    const { result, entry } = await work(query)
    if (entry) {
      const { rows, end } = chain({ seq: head.audit_seq, hash: head.audit_hash }, [entry])
      await writeRows(query, tenant, { audit: rows })
      await query('update tenant_head set audit_seq = $2, audit_hash = $3 where tenant_id = $1', [tenant, end.seq, end.hash])
    }
    return result
  })
  await tellChanged(db, tenant)
  return result
}

/** The same for the firm's own row, which is its owner's to write and not the plain role's. */
export const auditedAsOwner: typeof audited = (db, tenant, work) => audited({ ...db, plainRole: false }, tenant, work)
