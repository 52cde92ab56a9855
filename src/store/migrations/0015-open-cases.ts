import { type Kysely, sql } from 'kysely'

/** Open cases are counted, all of them and each person's, from this index alone. The row security asks for `snoozed_until`, so it is in it. */
export async function up(db: Kysely<unknown>) {
  await sql.raw(`create index case_open_of on cases (tenant_id, kind, owner, snoozed_until) where state <> 'closed'`).execute(db)
}
