import { type Kysely, sql } from 'kysely'

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
alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy tenant on saved_view using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
`

const RIGHTS = `
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    grant select, insert, update, delete on saved_view to redress_app;
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;
`
