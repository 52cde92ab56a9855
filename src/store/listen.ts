import pg from 'pg'
import { asOwner, type Db } from './db'
import { CHANGED } from './tenants'

const PRESENCE = 'redress_presence'

/** Tells every process who has which case open; a word that gets lost is said again in ten seconds. */
export const spreadPresence = (db: Db, text: string) =>
  void asOwner(db, 'select pg_notify($1, $2)', [PRESENCE, text]).catch(() => undefined)

type Hearing = { changed(tenant: string): void; present(text: string): void; lost(): void }

/** Hears from other processes which tenant's settings changed and who is where; reconnects by itself. What is missed meanwhile is covered by `lost`. */
export function listen(url: string, { changed, present, lost }: Hearing): { stop(): Promise<void> } {
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    client = null
    if (stopped) return
    lost()
    timer = setTimeout(open, 500)
  }
  async function open() {
    const fresh = new pg.Client({ connectionString: url })
    fresh.on('error', () => undefined)
    fresh.on('end', () => client === fresh && again())
    fresh.on('notification', ({ channel, payload }) => {
      if (payload) channel === CHANGED ? changed(payload) : present(payload)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANGED}; listen ${PRESENCE}`)
      client = fresh
    } catch {
      await fresh.end().catch(() => undefined)
      again()
    }
  }
  void open()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
