import { type Kysely, sql } from 'kysely'

/** Further moments at which a clock is looked at: warnings after the first, and what escalation policies wait for. Null where there are none. */
export async function up(db: Kysely<unknown>) {
  await sql.raw('alter table clock add column marks json').execute(db)
}
