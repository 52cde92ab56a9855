import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface Database {
  /** Log in with this as superuser, as the application does. */
  url: string
  name: string
  /** Throws everybody out and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of the test's own with all tables in it, in some 40 ms; or a copy of another one that nobody is logged in to.
 * Dropping it is polite but not needed: the whole server goes away after the run.
 */
export async function freshDatabase(original: Pick<Database, 'name'> = { name: 'migrated' }): Promise<Database> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await asAdmin((client) => client.query(`create database ${name} template ${original.name} strategy file_copy`))
  const url = Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}` }).href
  return { url, name, drop: () => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)) }
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
