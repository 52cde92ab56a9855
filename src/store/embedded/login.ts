import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Places } from './folders'
import { SUPERUSER } from './initialise'
import { DURABILITY } from './settings'

const DATABASE = 'redress'

/** Where to log in: the application's database, or for `admin` the one from which others are made and copied. */
export function urlOf(places: Places, port: number, database: 'app' | 'admin'): string {
  const password = readFileSync(places.secret, 'utf8').trim()
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database === 'app' ? DATABASE : 'postgres'}`
}

/**
 * Logs in once to prove that behind the port there is our own data directory, that it keeps what it commits, and that the
 * application's database exists (made here the first time). Throws with a reason otherwise.
 */
export async function proveLogin(places: Places, port: number, durable: boolean): Promise<void> {
  await asAdmin(places, port, async (client) => {
    const { rows } = await client.query<{ data: string; made: boolean; off: string[] | null }>(
      `select current_setting('data_directory') as data, exists (select from pg_database where datname = $1) as made,
              (select array_agg(name) from unnest($2::text[]) as name where current_setting(name) <> 'on') as off`,
      [DATABASE, DURABILITY],
    )
    const { data, made, off } = rows[0]!
    if (data !== places.data) throw new Error(`The PostgreSQL on port ${port} serves ${data}, not ${places.data}.`)
    if (durable && off)
      throw new Error(`The PostgreSQL of ${places.dir} runs with ${off.join(', ')} off and could lose messages. Stop it and start again.`)
    if (!made) await client.query(`create database ${DATABASE}`)
  })
}

/** Clients other than ourselves that are logged in now. */
export const otherClients = (places: Places, port: number): Promise<number> =>
  asAdmin(places, port, async (client) => {
    const counted = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return counted.rows[0]!.n
  })

async function asAdmin<T>(places: Places, port: number, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(places, port, 'admin'), connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
