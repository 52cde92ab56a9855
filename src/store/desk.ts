import type { Needs } from '../actions/needs'
import { type Db, inTenant } from './db'
import { newId } from './ids'

/** Keeps what a person says is wrong with a finding; the detector's training reads these. Null where there is no such message. */
export const correct = (
  db: Db,
  tenant: string,
  { messageId, by, data, at }: { messageId: string; by: string | null; data: Record<string, unknown>; at: number },
) =>
  inTenant(db, tenant, async (query) => {
    const id = newId(at)
    const rows = await query(
      `insert into correction (tenant_id, id, message_id, by_user, at, data)
       select $1, $2, m.id, $4, to_timestamp($5::float8 / 1000), $6 from message m where m.tenant_id = $1 and m.id = $3 returning 1`,
      [tenant, id, messageId, by, at, JSON.stringify(data)],
    )
    return rows.length ? id : null
  })

/** Takes a customer's notice back; only one that still waits can be, and whoever moves it first wins. */
export const takeBack = (needs: Needs, tenant: string, id: string, by: string) =>
  needs.store.write(tenant, async (tx): Promise<'done' | 'too_late' | 'unknown'> => {
    const notice = await tx.notice(id)
    if (notice?.audience !== 'customer') return 'unknown'
    if (!(await tx.moveNotice(id, ['queued'], { state: 'cancelled', reason: 'taken_back' }))) return 'too_late'
    await tx.commit({ audit: [{ at: needs.now(), actor: by, action: 'notice.taken_back', subject: id, data: { case: notice.caseId } }] })
    return 'done'
  })

/** A person says what became of a notice that failed or whose outcome nobody knows; `retry` sends it once more, knowingly. */
export const resolveNotice = (needs: Needs, tenant: string, id: string, as: 'sent' | 'failed' | 'retry', by: string) =>
  needs.store.write(tenant, async (tx): Promise<'done' | 'not_open' | 'unknown'> => {
    const notice = await tx.notice(id)
    if (!notice) return 'unknown'
    const now = needs.now()
    const to =
      as === 'retry'
        ? { state: 'queued' as const, reason: null, sendAfter: now }
        : as === 'sent'
          ? { state: 'sent' as const, reason: `said_by:${by}`, sentAt: now }
          : { state: 'cancelled' as const, reason: `said_by:${by}` }
    if (!(await tx.moveNotice(id, ['failed', 'unknown'], to))) return 'not_open'
    await tx.commit({ audit: [{ at: now, actor: by, action: `notice.resolved_${as}`, subject: id, data: { case: notice.caseId } }] })
    return 'done'
  })
