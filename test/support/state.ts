import type { Desk } from './app'

/** A digest of every row of every table, so that a test can say that nothing at all has changed. */
export async function digestOf({ redress }: Pick<Desk, 'redress'>): Promise<Record<string, string>> {
  const { pool } = redress.db
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'engine_lease' order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of rows) {
    const { rows: found } = await pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as d from ${name} t`,
    )
    digests[name] = found[0].d as string
  }
  return digests
}
