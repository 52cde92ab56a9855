import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLES = `
-- What somebody did that can be taken back for a while, with how everything was before. Forgotten when its time is over.
create table deed (
  tenant_id uuid not null, id uuid not null, by text not null, at timestamptz not null, until timestamptz not null, kind text not null,
  before json not null, undone_at timestamptz, primary key (tenant_id, id)
);
create index deed_until on deed (tenant_id, until);
${walled('deed')}

-- Out of sight until then. The engine, which wakes them for every firm, may look at sleeping cases and at no other.
alter table cases add column snoozed_until timestamptz;
create index case_snoozed on cases (snoozed_until) where snoozed_until is not null;
create policy sleepers on cases for select using (snoozed_until is not null and (select current_setting('app.engine', true)) = 'on');
alter table finding add column snoozed_until timestamptz;

-- A contact that turned out to be another one stays as a sign that points there; what was wished for answers.
alter table contact add column merged_into uuid, add column prefers text;
`

const RIGHTS = forPlainRole(`grant select, insert, update, delete on deed to redress_app;`)
