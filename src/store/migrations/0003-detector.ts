import { type Kysely, sql } from 'kysely'

const OWNED = ['detector_rule', 'detector_model'] as const

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  for (const table of OWNED) await sql.raw(wall(table)).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const wall = (table: string) => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy tenant on ${table} using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));`

const TABLES = `
-- Phrases and conditions of a firm's own. Each change is a new version; none is ever edited, so what was in force when can be told.
create table detector_rule (
  tenant_id uuid not null, name text not null, version int not null, kind text not null, state text not null, body json not null, tested json,
  made_at timestamptz not null, made_by text not null, primary key (tenant_id, name, version)
);
-- What a firm's corrections made of the shipped model: small differences, each with the report by which it was judged.
create table detector_model (
  tenant_id uuid not null, id text not null, state text not null, base text not null, report json not null, delta bytea,
  made_at timestamptz not null, made_by text not null, decided_at timestamptz, decided_by text, primary key (tenant_id, id)
);
create unique index detector_champion on detector_model (tenant_id) where state = 'champion';
create index correction_at on correction (tenant_id, at);
`

const RIGHTS = `
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    grant select, insert, update, delete on ${OWNED.join(', ')} to redress_app;
    revoke update, delete, truncate on detector_rule from redress_app;
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;
`
