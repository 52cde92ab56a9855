import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLES = `
-- A list as somebody likes to look at it, by name: the words of the address bar. Without an owner it is the team's.
create table saved_view (
  tenant_id uuid not null, id uuid not null, owner uuid, name text not null, search text not null, locked boolean not null default false,
  made_by text not null, made_at timestamptz not null, primary key (tenant_id, id)
);
create unique index saved_view_name on saved_view (tenant_id, coalesce(owner, '00000000-0000-0000-0000-000000000000'::uuid), name);
${walled('saved_view')}
`

const RIGHTS = forPlainRole(`grant select, insert, update, delete on saved_view to redress_app;`)
