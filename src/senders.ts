import type { Clock } from './clock'
import { CHAT_WINDOW } from './domain/chat'
import { LIMITS, type WayOut } from './domain/ways-out'
import { putInWindow } from './notify/chat/chat'
import type { Outcome, Sender } from './notify/contract'
import { createSender } from './notify/senders'
import type { Db } from './store/db'
import { listNotifiers } from './store/notifiers'

type Made = { tenant: string; kind: WayOut; sender: Sender; sent: number[] }

/** One live sender for each notifier, made when first used and made anew when the tenant's notifiers change. */
export function sendersOf(db: Db, clock: Clock, baseUrl: () => string = () => '') {
  const made = new Map<string, Made>()
  const senderOf = async (tenant: string, id: string) => {
    const kept = made.get(id)
    if (kept) return kept
    const row = (await listNotifiers(db, tenant)).find((n) => n.id === id)
    if (!row) return null
    const from = { name: null, address: row.options.from ?? 'redress@localhost.localdomain' }
    const { kind, url, secret, options } = row
    const receipts = /^https:/.test(baseUrl()) ? { receipts: `${baseUrl()}/providers/${tenant}.${id}/receipts` } : {}
    const sender = createSender(
      { kind, url, secret, allowPrivate: options.allowPrivate, ...(options.from ? { from: options.from } : {}) },
      { from, now: clock.now, ...receipts },
    )
    const fresh = { tenant, kind, sender, sent: [] }
    made.set(id, fresh)
    return fresh
  }
  const drop = (which: (tenant: string) => boolean) => {
    for (const [id, { tenant, sender }] of made) {
      if (!which(tenant)) continue
      made.delete(id)
      void sender.close?.()
    }
  }
  return {
    send: async (tenant: string, notifierId: string, notice: Parameters<Sender['send']>[0]): Promise<Outcome> => {
      if (notifierId === CHAT_WINDOW) return putInWindow(notice)
      const way = await senderOf(tenant, notifierId)
      if (!way) return { state: 'failed', permanent: false, reason: 'notifier_gone' }
      return full(way) ?? way.sender.send(notice, AbortSignal.timeout(20_000))
    },
    forget: (tenant: string) => drop((t) => t === tenant),
    close: async () => drop(() => true),
  }
}

/** What the provider takes in its time is used up: not sent, come again; the next attempt may take another way. Counted in real time. */
function full({ kind, sent }: Made): Outcome | null {
  const limit = LIMITS[kind]
  if (!limit) return null
  const now = performance.now()
  while (sent.length > 0 && sent[0]! <= now - limit.withinMs) sent.shift()
  if (sent.length >= limit.most)
    return { state: 'failed', permanent: false, reason: 'limit_reached', retryAfterMs: Math.ceil(sent[0]! + limit.withinMs - now) }
  sent.push(now)
  return null
}
