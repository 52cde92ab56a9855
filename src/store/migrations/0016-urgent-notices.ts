import { type Kysely, sql } from 'kysely'

/** Alerts that wait are found without reading what else waits. */
export async function up(db: Kysely<unknown>) {
  const alert = `kind = 'high_risk_alert' or (kind = 'escalation' and data->>'severity' in ('A', 'B'))`
  await sql.raw(`create index notice_urgent on notice (send_after) where state = 'queued' and (${alert})`).execute(db)
}
