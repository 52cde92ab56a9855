import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  await sql.raw(walled('approval')).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLES = `
-- An answer that waits for a second pair of eyes. Its words are here and nowhere in the outbox until somebody has approved them.
-- "reply" is what the author asked for, "steps" everything that happened to it; both are read whole and never searched.
create table approval (
  tenant_id uuid not null, id uuid not null, case_id uuid not null, author text not null, severity text not null, state text not null,
  reasons text[] not null, version int not null, text text not null, way json not null, reply json not null, seen_message_id uuid,
  submitted_at timestamptz not null, due_at timestamptz not null, decided_at timestamptz, steps json not null, notice_id uuid,
  demo boolean not null default false, primary key (tenant_id, id)
);
create unique index approval_open on approval (tenant_id, case_id) where state in ('waiting', 'returned');
create index approval_waiting on approval (tenant_id, due_at) where state = 'waiting';
create index approval_of_case on approval (tenant_id, case_id);
create index approval_by_author on approval (tenant_id, author, severity, decided_at) where decided_at is not null;
`

const RIGHTS = forPlainRole(`grant select, insert, update, delete on approval to redress_app;`)
