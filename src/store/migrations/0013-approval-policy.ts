import { type Kysely, sql } from 'kysely'

/** The rules for approvals keep their history in the audit, and are tried on the last answers: each is found without reading all there is. */
export async function up(db: Kysely<unknown>) {
  await sql.raw(INDEXES).execute(db)
}

const INDEXES = `
create index audit_of_approval_rules on audit (tenant_id, seq) where action = 'approvals.policy';
create index message_sent on message (tenant_id, received_at) where direction = 'out';
`
