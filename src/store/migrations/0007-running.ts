import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>) {
  await sql.raw(COLUMNS).execute(db)
}

const COLUMNS = `
-- What somebody knows best, by topic; and when they left. Nobody is ever deleted: their name stays on what they did.
alter table staff add column skills text[] not null default '{}', add column left_at timestamptz;
-- The browser that signed in, as it calls itself, so that its owner can tell one session from another.
alter table session add column agent text;
`
