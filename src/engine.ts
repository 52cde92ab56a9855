import { type Delivery, deliver } from './actions/deliver'
import type { Needs, StoredMessage, Which } from './actions/needs'
import { understand } from './actions/understand'
import { wake } from './actions/wake'
import type { Db } from './store/db'
import { tenantsDue, tenantsPending } from './store/due'
import { Lease, StaleEpoch } from './store/lease'
import { tenantsWithNotices } from './store/outbox'

type Options = {
  db: Db
  url: string
  needs: Needs
  delivery: Omit<Delivery, 'mine'>
  pollMs: number
  trouble(what: string, error: unknown): void
}

const BATCH = 400
/** A stored message that nobody took for this long was left behind by a process that died. */
const LEFT_BEHIND = 1_500

/**
 * The three loops of one process. *Understand* runs at once for what this process received and sweeps up what others left behind; *wake*
 * and *deliver* run only while this process holds the lease. `settle()` waits until nothing is due, for tests and orderly stops.
 */
export class Engine {
  #o: Options
  #lease: Lease
  #fresh = new Map<string, StoredMessage[]>()
  #understanding: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #busy: Promise<void> = Promise.resolve()
  /** Tenants that somebody else drives for now, by a clock of their own: the sample firm while its past weeks are told. */
  readonly spared = new Set<string>()

  constructor(options: Options) {
    this.#o = options
    this.#lease = new Lease(options.url)
  }

  get epoch() {
    return this.#lease.epoch
  }
  get waiting() {
    let n = 0
    for (const messages of this.#fresh.values()) n += messages.length
    return n
  }

  start() {
    const tick = async () => {
      this.#busy = this.#round()
      await this.#busy
      if (!this.#stopped) this.#timer = setTimeout(tick, this.#o.pollMs)
    }
    this.#lease.start(
      () => undefined,
      () => undefined,
    )
    void tick()
  }

  async stop() {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#busy
    await this.#understanding
    await this.#lease.release()
  }

  /** Messages that have just been stored: read them now, in the order in which they came. */
  stored = (tenant: string, messages: StoredMessage[]) => {
    const list = this.#fresh.get(tenant)
    if (list) list.push(...messages)
    else this.#fresh.set(tenant, [...messages])
    this.#understanding ??= this.#drain()
  }

  async #drain() {
    await new Promise((resolve) => setImmediate(resolve))
    while (!this.#stopped) {
      const next = this.#fresh.entries().next()
      if (next.done) break
      const [tenant, messages] = next.value
      const batch = messages.splice(0, BATCH)
      this.#fresh.delete(tenant)
      if (messages.length) this.#fresh.set(tenant, messages) // tenants take turns
      await this.#understandSafely(tenant, { messages: batch })
    }
    this.#understanding = null
  }

  /** A batch that fails as a whole is left to the sweep, which takes it up again from the table; nothing in memory is the only copy. */
  async #understandSafely(tenant: string, which: Which): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await understand(this.#o.needs, tenant, which)).taken
      } catch (error) {
        const clash = (error as { code?: string }).code === '23505' || (error as { code?: string }).code === '40P01'
        if (clash && attempt < 5) continue
        this.#o.trouble('understand', error)
        return 0
      }
    }
  }

  async #round() {
    try {
      await this.sweep(this.#o.needs.now() - LEFT_BEHIND)
      if (this.#lease.epoch > 0) await this.#drive(this.#lease.epoch)
    } catch (error) {
      if (!(error instanceof StaleEpoch)) this.#o.trouble('loop', error)
    }
  }

  #mine = (tenants: string[]) => tenants.filter((tenant) => !this.spared.has(tenant))

  async sweep(before: number) {
    for (const tenant of this.#mine(await tenantsPending(this.#o.db, before))) {
      while (!this.#stopped && (await this.#understandSafely(tenant, { limit: BATCH })) === BATCH);
    }
  }

  async #drive(epoch: number) {
    const { db, needs } = this.#o
    for (const tenant of this.#mine(await tenantsDue(db, needs.now()))) {
      for (let more = true; more && !this.#stopped; ) more = (await wake(needs, tenant, epoch)).more
    }
    const delivery: Delivery = { ...this.#o.delivery, mine: () => this.#lease.held && this.#lease.epoch === epoch }
    for (const tenant of this.#mine(await tenantsWithNotices(db, needs.now(), epoch))) {
      while (!this.#stopped && (await deliver(needs, delivery, tenant, epoch)) > 0);
    }
  }

  /** Runs rounds until nothing that is due is left, at most for `forMs` of real time. */
  async settle(forMs = 10_000) {
    const until = performance.now() + forMs
    while (performance.now() < until) {
      await this.#understanding
      await this.#busy
      this.#busy = this.#round()
      await this.#busy
      const { db, needs } = this.#o
      const left = [
        await tenantsPending(db, needs.now()),
        await tenantsDue(db, needs.now()),
        this.#lease.epoch ? await tenantsWithNotices(db, needs.now(), this.#lease.epoch) : [],
      ]
      if (this.#lease.epoch > 0 && left.every((l) => this.#mine(l).length === 0)) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
