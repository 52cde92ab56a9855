import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

export async function up(db: Kysely<unknown>) {
  await sql.raw(TABLES).execute(db)
  await sql.raw(RIGHTS).execute(db)
}

const TABLES = `
-- Two contacts that turned out to be one person, with exactly what went over to the main one, so that all of it can go back.
create table contact_join (
  tenant_id uuid not null, id uuid not null, main uuid not null, joined uuid not null, identities json not null, messages uuid[] not null,
  cases uuid[] not null, contacts uuid[] not null, needs text[] not null, at timestamptz not null, by text not null,
  parted_at timestamptz, parted_by text, primary key (tenant_id, id)
);
create index contact_join_of_main on contact_join (tenant_id, main) where parted_at is null;
create index contact_joined on contact (tenant_id, merged_into) where merged_into is not null;
${walled('contact_join')}

-- What a person wants us not to use, who wrote a need down where it was not the customer, and how often somebody changed the contact.
alter table contact add column avoids text[] not null default '{}', add column needs_from jsonb not null default '{}',
  add column version int not null default 0;
`

const RIGHTS = forPlainRole(`grant select, insert, update, delete on contact_join to redress_app;`)
