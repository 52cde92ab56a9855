import type { Readings } from './actions/detector-needs'
import type { StoredMessage } from './actions/needs'

/** Messages of one tenant whose turn it is, with what is being made of them already; none means that the table is to be asked. */
export type Batch = { tenant: string; messages: StoredMessage[]; readings: Promise<Readings> | undefined }

/** So many messages of a tenant are kept in memory beside the table (about 20 kB each); beyond that they are read from it when their turn comes, which is slower. */
const HELD = 100_000

/** What this process has received and not yet understood, by tenant. Nothing here is the only copy. */
export class Held {
  #fresh = new Map<string, StoredMessage[]>()
  /** Tenants of which more has come in than is held: until the table has been read to its end, nothing new is held, so that order is kept. */
  #behind = new Set<string>()
  #batch: number
  #read: ((messages: readonly StoredMessage[]) => Promise<Readings>) | undefined

  constructor(batch: number, read?: (messages: readonly StoredMessage[]) => Promise<Readings>) {
    this.#batch = batch
    this.#read = read
  }

  get size() {
    let n = 0
    for (const messages of this.#fresh.values()) n += messages.length
    return n
  }

  add(tenant: string, messages: StoredMessage[]) {
    const list = this.#fresh.get(tenant) ?? []
    this.#fresh.set(tenant, list)
    if (this.#behind.has(tenant) || list.length + messages.length > HELD) this.#behind.add(tenant)
    else list.push(...messages)
  }

  isBehind = (tenant: string) => this.#behind.has(tenant)
  caughtUp = (tenant: string) => void this.#behind.delete(tenant)

  /** The tenants take turns. The messages begin to be read. */
  take(): Batch | null {
    const next = this.#fresh.entries().next()
    if (next.done) return null
    const [tenant, held] = next.value
    this.#fresh.delete(tenant)
    const messages = held.splice(0, this.#batch)
    if (held.length || this.#behind.has(tenant)) this.#fresh.set(tenant, held)
    return { tenant, messages, readings: messages.length ? this.#read?.(messages) : undefined }
  }
}
