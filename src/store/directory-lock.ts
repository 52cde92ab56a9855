import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const DIRECTORY_LOCK = 7_243_001
const AGAIN_MS = 200
const NAME = 'redress serving as process '

export type DirectoryLock = {
  /** Resolves, with the other's process number where it is known, when somebody else took the lock while we had lost it. */
  taken: Promise<number | null>
  release(): Promise<void>
}

/**
 * The advisory lock that makes this process the one that serves a database; it falls with the process, however that ends. A lock dies with
 * its connection, so after each restart of PostgreSQL it is taken again. Returns the holder's process number (null where it cannot be told)
 * when it belongs to somebody else.
 */
export async function lockDirectory(url: string): Promise<DirectoryLock | { holder: number | null }> {
  let client: pg.Client | null = null
  let released = false
  let tell: (holder: number | null) => void = () => undefined
  const taken = new Promise<number | null>((resolve) => {
    tell = resolve
  })
  const keep = (fresh: pg.Client) => {
    client = fresh
    fresh.once('end', () => void again())
  }
  const again = async () => {
    while (!released) {
      const next = await tryLock(url).catch(() => undefined)
      if (next && 'holder' in next) return tell(next.holder)
      if (next) return released ? void next.end() : keep(next)
      await sleep(AGAIN_MS)
    }
  }
  const first = await tryLock(url)
  if ('holder' in first) return first
  keep(first)
  const release = async () => {
    released = true
    await client?.end().catch(() => undefined)
  }
  return { taken, release }
}

async function tryLock(url: string): Promise<pg.Client | { holder: number | null }> {
  const client = new pg.Client({ connectionString: url, application_name: `${NAME}${process.pid}`, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query('select pg_try_advisory_lock($1) as ours', [DIRECTORY_LOCK])
    if (rows[0].ours === true) return client
    const holder = await holderOf(client)
    await client.end()
    return { holder }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

async function holderOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objid = $1 and l.database = (select oid from pg_database where datname = current_database())`,
    [DIRECTORY_LOCK],
  )
  const name = rows[0]?.application_name ?? ''
  return name.startsWith(NAME) ? Number(name.slice(NAME.length)) : null
}
