import pg from 'pg'
import { asOwner, type Db } from './db'
import { CHANGED } from './tenants'

const PRESENCE = 'redress_presence'
const LIVE = 'redress_live'

/** Tells every process who has which case open; a word that gets lost is said again in ten seconds. */
export const spreadPresence = (db: Db, text: string) =>
  void asOwner(db, 'select pg_notify($1, $2)', [PRESENCE, text]).catch(() => undefined)

/** Tells every process what changed; each text is under 8,000 bytes. */
export const spreadChanges = (db: Db, texts: string[]) =>
  texts.length > 0 ? asOwner(db, 'select pg_notify($1, text) from unnest($2::text[]) as text', [LIVE, texts]) : Promise.resolve([])

type Hearing = {
  /** Settings of a tenant. */
  changed(tenant: string): void
  present(text: string): void
  live(text: string): void
  lost(): void
  /** The line stands, for the first time or again: nothing was heard before. */
  back(): void
}

/** Hears what other processes say; reconnects by itself. What is missed meanwhile is covered by `lost` and `back`. */
export function listen(url: string, { changed, present, live, lost, back }: Hearing): { stop(): Promise<void> } {
  const ways: Record<string, (text: string) => void> = { [CHANGED]: changed, [PRESENCE]: present, [LIVE]: live }
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
      if (payload) ways[channel]?.(payload)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANGED}; listen ${PRESENCE}; listen ${LIVE}`)
      client = fresh
      back()
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
