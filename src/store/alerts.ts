import type { Moment } from '../domain/moment'
import type { Query } from './db'
import { toAlert, toQuestion } from './rows'

/** What one transaction asks about alerts and questions; all of one tenant. */
export const alertsIn = (query: Query, tenant: string) => ({
  /** Those that a new case may join: what is a cause of its own is joined by nobody. */
  openAlerts: async (since: Moment) =>
    (
      await query(
        `select * from alert where tenant_id = $1 and acknowledged_at is null and over_at is null and updated_at >= to_timestamp($2::float8 / 1000)
            and cause not like 'case:%' order by updated_at desc limit 200`,
        [tenant, since],
      )
    ).map(toAlert),

  alertsOf: async (caseIds: string[]) =>
    caseIds.length
      ? (await query('select * from alert where tenant_id = $1 and over_at is null and cases && $2::uuid[]', [tenant, caseIds])).map(
          toAlert,
        )
      : [],

  alert: async (id: string) => {
    const [row] = await query('select * from alert where tenant_id = $1 and id = $2', [tenant, id])
    return row ? toAlert(row) : null
  },

  cancelAlerts: async (caseIds: string[], reason: string, at: Moment) => {
    if (caseIds.length === 0) return
    await query(
      `update notice set state = 'cancelled', reason = $3 where tenant_id = $1 and case_id = any($2::uuid[]) and state = 'queued'
          and audience = 'staff' and kind in ('high_risk_alert', 'escalation') and (not demo or (send_after > to_timestamp($4::float8 / 1000) and send_after < 'infinity'))`,
      [tenant, caseIds, reason, at],
    )
  },

  cancelNotices: async (dedupeKeys: readonly string[], reason: string) => {
    if (dedupeKeys.length === 0) return
    await query(`update notice set state = 'cancelled', reason = $3 where tenant_id = $1 and dedupe_key = any($2) and state = 'queued'`, [
      tenant,
      dedupeKeys,
      reason,
    ])
  },

  question: async (id: string) => {
    const [row] = await query('select * from question where tenant_id = $1 and id = $2', [tenant, id])
    return row ? toQuestion(row) : null
  },
})
