import type { Change } from './actions/needs'

const KEPT = 1_000
type Listener = (id: number, change: Change) => void

/** What changed, told to open screens. Numbered, so that a screen whose line broke goes on where it stopped; too far back it is told to reload by a case.changed of its own. */
export class Live {
  #next = Date.now() * 1_000
  #recent = new Map<string, { id: number; change: Change }[]>()
  #listeners = new Map<string, Set<Listener>>()

  announce = (tenant: string, change: Change) => {
    const id = ++this.#next
    const listeners = this.#listeners.get(tenant)
    if (!listeners && !this.#recent.has(tenant)) return
    const recent = this.#recent.get(tenant) ?? []
    // Who is here and how much waits is true for seconds: a screen that comes back asks anew.
    if (change.event !== 'presence.changed' && change.event !== 'counts') recent.push({ id, change })
    if (recent.length > KEPT) recent.splice(0, recent.length - KEPT)
    this.#recent.set(tenant, recent)
    for (const listener of listeners ?? []) listener(id, change)
  }

  subscribe = (tenant: string, since: number | null, listener: Listener): (() => void) => {
    const listeners = this.#listeners.get(tenant) ?? new Set()
    this.#listeners.set(tenant, listeners)
    if (!this.#recent.has(tenant)) this.#recent.set(tenant, [])
    if (since !== null) for (const past of this.#recent.get(tenant)!) if (past.id > since) listener(past.id, past.change)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(tenant)
    }
  }
}
