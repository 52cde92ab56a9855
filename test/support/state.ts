import type { Desk } from './app'

/** A digest of every row of every table once all work under way is done, so that a test can say that nothing at all has changed. */
export async function digestOf({ redress }: Pick<Desk, 'redress'>): Promise<Record<string, string>> {
  await redress.engine.settle()
  const { pool } = redress.db
  digest ??= await statement(pool)
  const { rows } = await pool.query<{ name: string; digest: string }>(digest)
  return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
}
let digest: string | undefined

/** One statement over all tables but the lease, whose holder renews it all the time. */
async function statement(pool: Desk['redress']['db']['pool']) {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'engine_lease' order by 1`,
  )
  return rows
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    )
    .join(' union all ')
}
