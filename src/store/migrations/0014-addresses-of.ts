import { type Kysely, sql } from 'kysely'

/** Every case in a list names its customer with their addresses: found by whose they are, without reading everybody's. */
export async function up(db: Kysely<unknown>) {
  await sql.raw('create index identity_of_contact on identity (tenant_id, contact_id)').execute(db)
}
