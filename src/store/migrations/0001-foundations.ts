import { type Kysely, sql } from 'kysely'

/** Tables whose rows belong to one tenant: row-level security is switched on and forced for each of them below. */
const OWNED = [
  'staff',
  'contact',
  'identity',
  'message',
  'message_raw',
  'attachment',
  'finding',
  'correction',
  'cases',
  'case_event',
  'case_message',
  'audit',
  'tenant_head',
  'notifier',
  'inbound_hook',
  'idempotency',
] as const
/** Tables that an engine loop or a sign-in reads before it knows the tenant; `app.engine` opens these and only these. */
const ENGINE = ['pending', 'clock', 'escalation', 'notice', 'session', 'sign_in_link', 'api_key'] as const

export async function up(db: Kysely<unknown>) {
  await sql`create extension if not exists pg_trgm`.execute(db)
  await sql.raw(TABLES).execute(db)
  for (const table of [...OWNED, ...ENGINE])
    await sql
      .raw(
        wall(
          table,
          ENGINE.some((t) => t === table),
        ),
      )
      .execute(db)
  await sql.raw(COMPACT).execute(db)
  await sql.raw(PLAIN_ROLE).execute(db)
}

/** The second wall: a row is visible only in a transaction that has named its tenant. */
const wall = (table: string, engine: boolean) => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy tenant on ${table} using (
    tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid)
    ${engine ? `or (select current_setting('app.engine', true)) = 'on'` : ''}
  );`

const TABLES = `
create table tenant (
  id uuid primary key, slug text not null unique, name text not null, settings jsonb not null, created_at timestamptz not null
);
-- One row a tenant: its lock orders everything that is written for that tenant; it carries the end of the audit chain.
create table tenant_head (
  tenant_id uuid primary key, case_number bigint not null default 0,
  audit_seq bigint not null default 0, audit_hash bytea not null default '\\x'
);
create table staff (
  tenant_id uuid not null, id uuid not null, name text not null, email text, role text not null, tier smallint not null, team text not null,
  languages text[] not null, language text not null, capacity int not null, available boolean not null default true,
  demo boolean not null default false, created_at timestamptz not null, primary key (tenant_id, id), unique (tenant_id, name)
);
create table session (
  tenant_id uuid not null, token_hash bytea not null, user_id uuid not null, created_at timestamptz not null, expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index session_by_token on session (token_hash);
create table sign_in_link (
  tenant_id uuid not null, token_hash bytea not null, user_id uuid not null, expires_at timestamptz not null, used_at timestamptz,
  primary key (tenant_id, token_hash)
);
create index sign_in_link_by_token on sign_in_link (token_hash);
create table api_key (
  tenant_id uuid not null, id uuid not null, hash bytea not null, name text not null, scopes text[] not null,
  created_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz, process text, primary key (tenant_id, id)
);
create unique index api_key_by_hash on api_key (hash);

create table contact (
  tenant_id uuid not null, id uuid not null, vshard smallint not null default 0, name text, language text, followers int,
  verified boolean not null default false, bio text, support_needs text[] not null default '{}', created_at timestamptz not null,
  demo boolean not null default false, primary key (tenant_id, id)
);
create table identity (
  tenant_id uuid not null, kind text not null, value text not null, contact_id uuid not null, shown text not null,
  primary key (tenant_id, kind, value)
);
create table message (
  tenant_id uuid not null, id uuid not null, vshard smallint not null default 0, direction text not null default 'in',
  channel text not null, source_key text not null, external_id text, text text not null, public boolean not null,
  lang text, sent_at timestamptz, received_at timestamptz not null, in_reply_to text, contact json, product text, order_ref text, meta json,
  origin text not null default 'live', author uuid, demo boolean not null default false, primary key (tenant_id, id)
);
create unique index message_source on message (tenant_id, channel, source_key);
create table message_raw (
  tenant_id uuid not null, message_id uuid not null, media_type text not null, bytes bytea not null, primary key (tenant_id, message_id)
);
create table attachment (
  tenant_id uuid not null, id uuid not null, message_id uuid not null, name text not null, media_type text not null, size int not null,
  bytes bytea not null, primary key (tenant_id, id)
);
create index attachment_of_message on attachment (tenant_id, message_id);
-- Received and not yet understood. Deleting the row is the claim: whoever deletes it writes the finding in the same transaction.
create table pending (
  tenant_id uuid not null, message_id uuid not null, since timestamptz not null, attempts smallint not null default 0,
  primary key (tenant_id, message_id)
);
create index pending_since on pending (since);
create table finding (
  tenant_id uuid not null, message_id uuid not null, vshard smallint not null default 0, at timestamptz not null, state text not null,
  reason text, disposition text, decided_by uuid, severity text, finding json, contact_id uuid, case_id uuid, primary key (tenant_id, message_id)
);
create index finding_by_contact on finding (tenant_id, contact_id, message_id) where contact_id is not null;
create index finding_waiting on finding (tenant_id, severity, message_id) where disposition = 'review' or state = 'quarantined';
create table correction (
  tenant_id uuid not null, id uuid not null, message_id uuid not null, by_user uuid, at timestamptz not null, data jsonb not null,
  primary key (tenant_id, id)
);

create table cases (
  tenant_id uuid not null, id uuid not null, vshard smallint not null default 0, number bigint not null, reference text not null,
  kind text not null, state text not null, severity text not null, tier smallint not null, priority smallint not null, owner uuid,
  team text not null, routing_reason text not null, contact_id uuid, channel text not null, lang text not null, summary text not null,
  topics text[] not null, because json not null, high_risk boolean not null, imported boolean not null default false,
  demo boolean not null default false, opened_at timestamptz not null, received_at timestamptz not null, acknowledged_at timestamptz,
  answered_at timestamptz, closed_at timestamptz, outcome text, remedy text, reopened smallint not null default 0,
  last_message_at timestamptz not null, messages int not null default 1, events int not null, breach_at timestamptz,
  primary key (tenant_id, id)
);
create unique index case_number on cases (tenant_id, number);
create unique index case_reference on cases (tenant_id, reference);
create index case_of_contact on cases (tenant_id, contact_id) where contact_id is not null;
create index case_open_by_breach on cases (tenant_id, kind, breach_at, priority, id) where state <> 'closed';
create table case_event (
  tenant_id uuid not null, case_id uuid not null, seq int not null, at timestamptz not null, by text not null, kind text not null,
  data json not null, primary key (tenant_id, case_id, seq)
);
create table case_message (
  tenant_id uuid not null, case_id uuid not null, message_id uuid not null, primary key (tenant_id, case_id, message_id)
);
create index case_of_message on case_message (tenant_id, message_id);
create table clock (
  tenant_id uuid not null, id uuid not null, vshard smallint not null default 0, case_id uuid not null, milestone text not null,
  kind text not null, basis text not null, regime text not null, regime_version text not null, class text, obligation text not null,
  reference text not null, evidence text not null, title text not null, started_at timestamptz not null, due_at timestamptz,
  warn_at timestamptz, state text not null, met_at timestamptz, missed_at timestamptz, calendar text not null, calendar_version text not null,
  time_zone text not null, tz_version text not null, holidays_assumed bool not null default false, wake_at timestamptz, primary key (tenant_id, id)
);
create index clock_wake on clock (wake_at) where wake_at is not null;
create index clock_of_case on clock (tenant_id, case_id);
create table escalation (
  tenant_id uuid not null, case_id uuid not null, policy text not null, policy_version text not null, started_at timestamptz not null,
  level smallint not null, next_at timestamptz, next_person uuid, told uuid[] not null, stopped_at timestamptz, stopped_by text,
  primary key (tenant_id, case_id, policy)
);
create index escalation_wake on escalation (next_at) where next_at is not null;
create table notice (
  tenant_id uuid not null, id uuid not null, vshard smallint not null default 0, dedupe_key text not null, kind text not null,
  audience text not null, user_id uuid, to_name text, to_address text, channel text, case_id uuid, message_id uuid, subject text not null,
  body text not null, lang text not null, data json not null, state text not null, reason text, created_at timestamptz not null,
  send_after timestamptz not null, attempts smallint not null default 0, claimed_epoch bigint, claimed_at timestamptz, sent_at timestamptz,
  provider_id text, demo boolean not null default false, primary key (tenant_id, id)
);
create unique index notice_once on notice (tenant_id, dedupe_key);
create index notice_due on notice (send_after) where state = 'queued';
create index notice_in_flight on notice (claimed_at) where state = 'sending';
create index notice_of_case on notice (tenant_id, case_id) where case_id is not null;

create table audit (
  tenant_id uuid not null, seq bigint not null, at timestamptz not null, actor text not null, action text not null, subject text not null,
  body text not null, hash bytea not null, primary key (tenant_id, seq)
);
create table notifier (
  tenant_id uuid not null, id uuid not null, name text not null, kind text not null, url text not null, secret text, options jsonb not null,
  enabled boolean not null default true, created_at timestamptz not null, checked_at timestamptz, last_error text,
  primary key (tenant_id, id), unique (tenant_id, name)
);
create table inbound_hook (
  tenant_id uuid not null, id uuid not null, name text not null, channel text not null, secret text not null, created_at timestamptz not null,
  primary key (tenant_id, id), unique (tenant_id, name)
);
create table idempotency (
  tenant_id uuid not null, key text not null, route text not null, request_hash bytea not null, status smallint, body text,
  at timestamptz not null, primary key (tenant_id, key)
);
-- Who drives the wake and deliver loops. The epoch goes into every engine write, so that a worker that slept past its lease changes nothing.
create table engine_lease (
  name text primary key, holder text not null, holder_key bigint not null, epoch bigint not null, expires_at timestamptz not null
);
create table setting (key text primary key, value jsonb not null);
`

/**
 * Texts and findings stay in the row up to a page and are compressed by lz4 beyond that: the default compresses from 2 kB on with an
 * algorithm that costs more than everything else that storing a message takes. A server built without lz4 keeps its own.
 */
const COMPACT = `
alter table message set (toast_tuple_target = 8160);
alter table finding set (toast_tuple_target = 8160);
-- Room in each page for the next version of a row, so that an update need not touch every index.
alter table cases set (fillfactor = 80);
alter table clock set (fillfactor = 90);
alter table notice set (fillfactor = 90);
do $$ begin
  alter table message alter column text set compression lz4;
  alter table finding alter column finding set compression lz4;
exception when feature_not_supported then null;
end $$;
`

/** A role that can do the daily work and no more: no ownership, no bypass of row security, the audit and case events append-only. */
const PLAIN_ROLE = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'redress_app') then create role redress_app nologin; end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then raise notice 'role redress_app cannot be created; the owner is held by forced row security';
end $$;
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    execute format('grant usage on schema %I to redress_app', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to redress_app', current_schema());
    revoke update, delete, truncate on audit, case_event from redress_app;
    revoke insert, update, delete on tenant from redress_app;
    execute format('grant redress_app to %I', current_user);
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;
`
