/** The second wall between firms: a table whose rows carry their tenant shows only those of the tenant at hand. Landed migrations are made of this: it is never edited. */
export const walled = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));`

/** What the plain role of daily work may do, where there is one. Never edited either. */
export const forPlainRole = (rights: string) => `
do $$ begin
  if exists (select from pg_roles where rolname = 'redress_app') then
    ${rights}
  end if;
exception when insufficient_privilege then raise notice 'role redress_app could not be granted';
end $$;`
