import type { Db, Query } from '../db'

/** Work in one transaction with the owner's rights, in a session whose texts of times and numbers are always the same. */
export async function oneTransaction<T>(db: Db, mode: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  let broken = true
  try {
    await client.query(
      `set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1; begin ${mode}`,
    )
    const result = await work(async <R>(text: string, values?: unknown[]) => (await client.query(text, values)).rows as R[])
    await client.query('commit')
    broken = false
    return result
  } finally {
    client.release(broken)
  }
}
