import type { Change, Following } from './actions/needs'

type Counts = Record<string, number>
type Live = Pick<Following, 'subscribe'> & { announce(tenant: string, change: Change): void }
/** The numbers of a firm are counted at most so often, however many look and however much happens. */
const APART_MS = 1_000
/** Where there is a great deal to count, counting takes one part in so many of the time. */
const PART = 15
/** What comes due by time alone is counted so often. */
const TICK_MS = 15_000

type Followed = {
  screens: number
  told: string
  again: number
  stale: boolean
  due: NodeJS.Timeout | null
  tick: NodeJS.Timeout
  stop(): void
}

/** Tells open screens the numbers beside the menu when they change: counted once for all screens of a firm, and only while somebody looks. */
export function counting(live: Live, count: (tenant: string) => Promise<Counts>) {
  const firms = new Map<string, Followed>()

  async function recount(tenant: string, firm: Followed) {
    const began = Date.now()
    const counts = await count(tenant).catch(() => null) // the next event or tick counts again
    firm.again = began + Math.max(APART_MS, (Date.now() - began) * PART)
    const text = JSON.stringify(counts)
    if (counts === null || text === firm.told || firms.get(tenant) !== firm) return
    firm.told = text
    live.announce(tenant, { event: 'counts', counts })
  }

  function soon(tenant: string, firm: Followed) {
    firm.stale = true
    firm.due ??= setTimeout(
      async () => {
        firm.stale = false
        await recount(tenant, firm)
        firm.due = null
        if (firm.stale && firms.get(tenant) === firm) soon(tenant, firm)
      },
      Math.max(50, firm.again - Date.now()),
    ).unref()
  }

  function begin(tenant: string): Followed {
    const tick = setInterval(() => soon(tenant, firm), TICK_MS).unref()
    const firm: Followed = { screens: 0, told: '', again: 0, stale: false, due: null, tick, stop: () => undefined }
    firm.stop = live.subscribe(tenant, null, (_id, { event }) => {
      if (event === 'message.processed' || event === 'case.changed' || event === 'notice.changed') soon(tenant, firm)
    })
    firms.set(tenant, firm)
    return firm
  }

  return {
    follow(tenant: string) {
      const firm = firms.get(tenant) ?? begin(tenant)
      firm.screens++
      // Whoever comes, or comes back, may have missed the last word.
      firm.told = ''
      soon(tenant, firm)
      return () => {
        if (--firm.screens > 0) return
        clearInterval(firm.tick)
        if (firm.due) clearTimeout(firm.due)
        firm.stop()
        firms.delete(tenant)
      }
    },
  }
}
