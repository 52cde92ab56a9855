import pg from 'pg'
import { CHANGED } from './tenants'

/** Hears from other processes which tenant's settings changed; reconnects by itself. What is missed meanwhile is covered by `lost`. */
export function listen(url: string, changed: (tenant: string) => void, lost: () => void): { stop(): Promise<void> } {
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
    fresh.on('notification', (n) => n.channel === CHANGED && n.payload && changed(n.payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANGED}`)
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
