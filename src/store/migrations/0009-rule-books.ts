import { type Kysely, sql } from 'kysely'
import { forPlainRole, walled } from './wall'

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
${walled('rule_book')}
`

const RIGHTS = forPlainRole(`grant select, insert on rule_book to redress_app;
    revoke update, delete, truncate on rule_book from redress_app;`)
