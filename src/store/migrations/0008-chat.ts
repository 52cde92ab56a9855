import { type Kysely, sql } from 'kysely'

/** The two halves of a conversation in the chat window, each found by the visitor's address. */
export async function up(db: Kysely<unknown>) {
  await sql
    .raw(`
create index message_of_visitor on message (tenant_id, split_part(source_key, ':', 1)) where channel = 'chat' and direction = 'in';
create index notice_to_visitor on notice (tenant_id, to_address) where channel = 'chat' and audience = 'customer';
`)
    .execute(db)
}
