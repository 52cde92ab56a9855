import { type Kysely, sql } from 'kysely'

const OWNED = ['person_address', 'arrangement', 'alert', 'question'] as const

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
-- Where somebody can be reached beside the e-mail of their account; a browser that allowed notifications is one of several of its kind.
create table person_address (
  tenant_id uuid not null, user_id uuid not null, kind text not null, label text not null default '', address text not null,
  created_at timestamptz not null, primary key (tenant_id, user_id, kind, label)
);
-- What a firm arranges for itself: policies, rotas, overrides, absences, wishes. Each change is a new version; none is ever edited.
create table arrangement (
  tenant_id uuid not null, kind text not null, id text not null, version int not null, body json not null, gone boolean not null default false,
  made_at timestamptz not null, made_by text not null, primary key (tenant_id, kind, id, version)
);
create table alert (
  tenant_id uuid not null, id uuid not null, cause text not null, case_id uuid not null, cases uuid[] not null, severity text not null,
  opened_at timestamptz not null, updated_at timestamptz not null, acknowledged_at timestamptz, acknowledged_by text, over_at timestamptz,
  over_because text, demo boolean not null default false, primary key (tenant_id, id)
);
create index alert_open on alert (tenant_id, updated_at) where acknowledged_at is null and over_at is null;
create index alert_of_case on alert using gin (cases) where over_at is null;
-- One question to somebody outside the desk, answered through a link that works once.
create table question (
  tenant_id uuid not null, id uuid not null, case_id uuid not null, asked_by text not null, to_name text not null, to_address text not null,
  text text not null, shown text, asked_at timestamptz not null, due_at timestamptz not null, answered_at timestamptz, answer text,
  withdrawn_at timestamptz, primary key (tenant_id, id)
);
create index question_of_case on question (tenant_id, case_id);
-- The policy as it was when the climb began, who has acknowledged it, and the alert that it belongs to.
alter table escalation add column frozen json, add column acks text[] not null default '{}';
-- What a provider said afterwards, and for whom an alert is.
alter table notice add column receipt text, add column receipt_at timestamptz;
create index notice_by_provider on notice (tenant_id, provider_id) where provider_id is not null;
`

const RIGHTS = `
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    grant select, insert, update, delete on ${OWNED.join(', ')} to redress_app;
    revoke update, delete, truncate on arrangement from redress_app;
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;
`
