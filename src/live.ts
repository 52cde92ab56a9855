import { randomUUID } from 'node:crypto'
import type { Change, Following } from './actions/needs'

const KEPT = 1_000
type Listener = (position: string, change: Change) => void
type Kept = { n: number; change: Change }
/** What is remembered of a firm: everything after number `from`. */
type Memory = { from: number; changes: Kept[] }

/**
 * What changed, told to open screens. Each word has a position, so that a screen whose line broke goes on where it stopped. Where this process
 * does not know everything since then (too long ago, before its own start, told by another process) it says `missed` instead.
 */
export class Live implements Following {
  readonly #run = randomUUID()
  #last = 0
  #memories = new Map<string, Memory>()
  #listeners = new Map<string, Set<Listener>>()

  announce = (tenant: string, change: Change) => {
    this.#last++
    const memory = this.#memories.get(tenant)
    // Who is here and how much waits is true for seconds: a screen that comes back asks anew.
    if (memory && change.event !== 'presence.changed' && change.event !== 'counts') keep(memory, { n: this.#last, change })
    for (const listener of this.#listeners.get(tenant) ?? []) listener(this.position(), change)
  }

  /** To every firm that had a screen open here: something happened of which this process did not hear. */
  missed = () => {
    for (const tenant of this.#memories.keys()) this.announce(tenant, { event: 'missed' })
  }

  position = () => `${this.#run}.${this.#last}`

  /** `since` is the last position that the screen knows; null is one that has only just read what it shows. */
  subscribe = (tenant: string, since: string | null, listener: Listener): (() => void) => {
    const listeners = this.#listeners.get(tenant) ?? new Set()
    this.#listeners.set(tenant, listeners)
    const memory = this.#memories.get(tenant) ?? { from: this.#last, changes: [] }
    this.#memories.set(tenant, memory)
    if (since !== null) this.#catchUp(memory, since, listener)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(tenant)
    }
  }

  #catchUp({ from, changes }: Memory, since: string, listener: Listener) {
    const [run, n] = since.split('.')
    const known = run === this.#run && Number(n) >= from
    if (!known) return listener(this.position(), { event: 'missed' })
    for (const past of changes) if (past.n > Number(n)) listener(`${this.#run}.${past.n}`, past.change)
  }
}

function keep(memory: Memory, kept: Kept) {
  memory.changes.push(kept)
  for (const { n } of memory.changes.splice(0, memory.changes.length - KEPT)) memory.from = n
}
