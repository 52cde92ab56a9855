import type { ApprovalFilter, ApprovalTx, ApprovalView, StoredApproval } from '../actions/approval-needs'
import { type Db, inTenant, type Query } from './db'
import { where } from './reads/page'
import { toApproval } from './rows'

/** What one transaction asks about answers that wait; all of one tenant. */
export const approvalsIn = (query: Query, tenant: string): ApprovalTx => {
  const all = async (condition: string, values: unknown[]): Promise<StoredApproval[]> =>
    (await query(`select * from approval where tenant_id = $1 and ${condition}`, [tenant, ...values])).map(toApproval)
  return {
    approval: async (id) => (await all('id = $2', [id]))[0] ?? null,
    openApproval: async (caseId) => (await all(`case_id = $2 and state in ('waiting', 'returned')`, [caseId]))[0] ?? null,
    decidedFor: (author, severity, limit) =>
      all(
        `author = $2 and severity = $3 and decided_at is not null and state <> 'withdrawn' order by decided_at desc limit ${Math.trunc(limit)}`,
        [author, severity],
      ),
  }
}

const SELECT = `select a.*, c.reference, c.number, c.summary, c.lang, p.name as customer, c.state = 'closed' as closed,
  (select m.id from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
    where l.tenant_id = $1 and l.case_id = a.case_id and m.direction = 'in' order by m.id desc limit 1) as newest_message_id
  from approval a join cases c on c.tenant_id = $1 and c.id = a.case_id left join contact p on p.tenant_id = $1 and p.id = c.contact_id`

/** What waits comes first, by when its approver's time is over; then what was decided, newest first. */
export function listApprovals(db: Db, tenant: string, { states, author, caseId, limit }: ApprovalFilter): Promise<ApprovalView[]> {
  const { sql, values } = where(tenant, [
    states.length ? ['a.state = any(?)', states] : null,
    author ? ['a.author = ?', author] : null,
    caseId ? ['a.case_id = ?::uuid', caseId] : null,
  ])
  return inTenant(db, tenant, async (query) =>
    (
      await query(
        `${SELECT} where a.tenant_id = $1 ${sql} order by (a.state <> 'waiting'), case when a.state = 'waiting' then a.due_at end, a.submitted_at desc, a.id limit ${limit}`,
        values,
      )
    ).map(view),
  )
}

export const oneApproval = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query): Promise<ApprovalView | null> => {
    const [row] = await query(`${SELECT} where a.tenant_id = $1 and a.id = $2`, [tenant, id])
    return row ? view(row) : null
  })

const view = (row: Record<string, unknown>) => toApproval(row) as ApprovalView
