import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

const OWNED = ['draft', 'upload', 'saved_reply'] as const

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  for (const table of OWNED) await sql.raw(walled(table)).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLES = `
-- Unsent words of one person on one case, and the key under which they will be sent once, from whichever browser.
create table draft (
  tenant_id uuid not null, user_id uuid not null, case_id uuid not null, mode text not null, text text not null, final boolean not null,
  send_key text not null, files uuid[] not null default '{}', saved_at timestamptz not null,
  primary key (tenant_id, user_id, case_id, mode)
);
create index draft_of_case on draft (tenant_id, case_id);
-- Whose a file is that no message carries yet: its attachment row waits under the id of the case.
create table upload (
  tenant_id uuid not null, id uuid not null, user_id uuid not null, case_id uuid not null, at timestamptz not null,
  primary key (tenant_id, id)
);
create index upload_of_case on upload (tenant_id, case_id);
-- Saved replies and macros. The body holds the words of each language, or the steps.
create table saved_reply (
  tenant_id uuid not null, id uuid not null, kind text not null, scope text not null, owner uuid, team text,
  locked boolean not null default false, title text not null, body json not null, used int not null default 0,
  changed_at timestamptz not null, changed_by text not null, primary key (tenant_id, id)
);
`

const RIGHTS = forPlainRole(`grant select, insert, update, delete on ${OWNED.join(', ')} to redress_app;`)
