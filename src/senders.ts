import type { Clock } from './clock'
import type { Sender } from './notify/contract'
import { createSender } from './notify/senders'
import type { Db } from './store/db'
import { listNotifiers } from './store/notifiers'

/** One live sender for each notifier, made when first used and made anew when the tenant's notifiers change. */
export function sendersOf(db: Db, clock: Clock) {
  const made = new Map<string, { tenant: string; sender: Sender }>()
  const senderOf = async (tenant: string, id: string) => {
    const kept = made.get(id)
    if (kept) return kept.sender
    const row = (await listNotifiers(db, tenant)).find((n) => n.id === id)
    if (!row) return null
    const from = { name: null, address: row.options.from ?? 'redress@localhost.localdomain' }
    const sender = createSender(
      { kind: row.kind, url: row.url, secret: row.secret, allowPrivate: row.options.allowPrivate },
      { from, now: clock.now },
    )
    made.set(id, { tenant, sender })
    return sender
  }
  const drop = (which: (tenant: string) => boolean) => {
    for (const [id, { tenant, sender }] of made) {
      if (!which(tenant)) continue
      made.delete(id)
      void sender.close?.()
    }
  }
  return {
    send: async (tenant: string, notifierId: string, notice: Parameters<Sender['send']>[0]) => {
      const sender = await senderOf(tenant, notifierId)
      return sender
        ? sender.send(notice, AbortSignal.timeout(20_000))
        : ({ state: 'failed', permanent: false, reason: 'notifier_gone' } as const)
    },
    forget: (tenant: string) => drop((t) => t === tenant),
    close: async () => drop(() => true),
  }
}
