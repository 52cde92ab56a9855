import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLE).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLE = `
-- Rule books, calendars and service policies of a firm's own, as they were written. Each change is a new row, the withdrawal (no source) too; none
-- is ever edited, so what held for a case when it was opened can be told for years.
create table rule_book (
  tenant_id uuid not null, kind text not null, id text not null, seq int not null, version text, source text, made_at timestamptz not null,
  made_by text not null, primary key (tenant_id, kind, id, seq)
);
alter table rule_book enable row level security;
alter table rule_book force row level security;
create policy tenant on rule_book using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
`

const RIGHTS = `
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    grant select, insert on rule_book to redress_app;
    revoke update, delete, truncate on rule_book from redress_app;
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;
`
