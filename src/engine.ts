import { type Delivery, deliver } from './actions/deliver'
import type { Readings } from './actions/detector-needs'
import type { Needs, StoredMessage } from './actions/needs'
import { setAside, understand } from './actions/understand'
import { isBlameable, isClash } from './blame'
import { type Batch, Held } from './held'
import { pauseUntil } from './pause'
import type { Db } from './store/db'
import { nextDue, pendingMessages, tenantsDue, tenantsPending } from './store/due'
import { Lease, StaleEpoch } from './store/lease'
import { tenantsWithNotices } from './store/outbox'
import { Waker } from './waker'

type Options = {
  db: Db
  url: string
  needs: Needs
  delivery: Omit<Delivery, 'mine'>
  pollMs: number
  /** Begins to read messages somewhere else; without it they are read where they are understood. */
  read?: (messages: readonly StoredMessage[]) => Promise<Readings>
  trouble(what: string, error: unknown): void
}

const BATCH = 400
/** A long sweep steps aside for clocks and alerts after this long. */
const SWEEP_MS = 150
/** A stored message that nobody took for this long was left behind by a process that died. */
const LEFT_BEHIND = 1_500
/**
 * The three loops of one process. *Understand* runs at once for what this process received and sweeps up what others left behind; *wake*
 * and *deliver* run only while this process holds the lease. `settle()` waits until nothing is due, for tests and orderly stops.
 */
export class Engine {
  #o: Options
  #lease: Pick<Lease, 'epoch' | 'held' | 'start' | 'release'>
  #held: Held
  readonly waker: Waker
  /** The batch that is being read while the one before it is written. */
  #ahead: Batch | null = null
  /** Since when the first of the messages waits that are this process's own to understand; they come in order. */
  #since = Number.POSITIVE_INFINITY
  #unswept = false
  /** The last turn's look for what was due, and whether it fired any of it. */
  #woke = { lookedAt: 0, didSome: false }
  #understanding: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #busy: Promise<void> = Promise.resolve()
  #sending: Promise<unknown> | null = null
  /** Tenants that somebody else drives for now, by a clock of their own: the sample firm while its past weeks are told. */
  readonly spared = new Set<string>()

  constructor(options: Options, lease: Pick<Lease, 'epoch' | 'held' | 'start' | 'release'> = new Lease(options.url)) {
    this.#o = options
    this.#held = new Held(BATCH, options.read)
    this.#lease = lease
    this.waker = new Waker(options)
  }

  get epoch() {
    return this.#lease.epoch
  }
  get waiting() {
    return this.#held.size + (this.#ahead?.messages.length ?? 0)
  }

  start() {
    const tick = async () => {
      await this.round()
      const pause = await this.#untilNext()
      if (!this.#stopped) this.#timer = setTimeout(tick, pause)
    }
    this.#lease.start(
      () => undefined,
      () => undefined,
    )
    void tick()
  }

  async #untilNext(): Promise<number> {
    const { db, needs, pollMs } = this.#o
    if (this.#unswept) return 0
    if (this.#lease.epoch === 0) return pollMs
    const next = await nextDue(db).catch(() => null)
    this.waker.look(next, this.#lease.epoch)
    return pauseUntil(next, needs.now(), pollMs, this.#woke)
  }

  async stop() {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#busy
    await this.#sending
    await this.#understanding
    await this.waker.stop()
    await this.#lease.release()
  }

  /** Messages that have just been stored: read them now, in the order in which they came. */
  stored = (tenant: string, messages: StoredMessage[]) => {
    this.#held.add(tenant, messages)
    this.#understanding ??= this.#drain()
  }

  async #drain() {
    await new Promise((resolve) => setImmediate(resolve))
    for (let batch = this.#held.take(); batch && !this.#stopped; batch = this.#ahead ?? this.#held.take()) {
      this.#ahead = this.#held.take()
      const { tenant, readings } = batch
      const messages = batch.messages.length || !this.#held.isBehind(tenant) ? batch.messages : await this.#fromTable(tenant)
      this.#since = messages.reduce((since, { receivedAt }) => Math.min(since, receivedAt), Number.POSITIVE_INFINITY)
      if (messages.length && !(await this.#understandSafely(tenant, messages, readings))) this.#held.caughtUp(tenant)
    }
    this.#ahead = null
    this.#since = Number.POSITIVE_INFINITY
    this.#understanding = null
  }

  /** What is left for the sweep where the table cannot be read now. */
  async #fromTable(tenant: string): Promise<StoredMessage[]> {
    const { db, needs, trouble } = this.#o
    const waiting = await pendingMessages(db, tenant, needs.now(), BATCH).catch((error: unknown) => {
      trouble('understand', error)
      return []
    })
    if (waiting.length < BATCH) this.#held.caughtUp(tenant)
    return waiting
  }

  /**
   * Takes messages through; nothing in memory is the only copy. A store that is away or short of room is waited out: the sweep takes them up
   * again from the table. Where one message is to blame, its neighbours go on without it (halves, down to the one), and it is set aside.
   * Returns false where something has to be waited for.
   */
  async #understandSafely(tenant: string, messages: StoredMessage[], readings?: Promise<Readings>): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await understand(this.#o.needs, tenant, { messages }, readings)
        return true
      } catch (error) {
        if (isClash(error) && attempt < 5) continue
        this.#o.trouble('understand', error)
        if (this.#stopped || !isBlameable(error)) return false
        const [message] = messages
        if (messages.length === 1) return this.#setAside(tenant, message!, error)
        const half = messages.length >> 1
        const first = await this.#understandSafely(tenant, messages.slice(0, half), readings)
        return (await this.#understandSafely(tenant, messages.slice(half), readings)) && first
      }
    }
  }

  async #setAside(tenant: string, message: StoredMessage, error: unknown): Promise<boolean> {
    try {
      await setAside(this.#o.needs, tenant, message, `it could not be filed: ${error instanceof Error ? error.message : String(error)}`)
      return true
    } catch (another) {
      this.#o.trouble('set aside', another)
      return false
    }
  }

  /** One turn of the loops. Turns never overlap: what is on its way out belongs to the turn that sent it. */
  round(): Promise<void> {
    this.#busy = this.#busy.then(() => this.#turn())
    return this.#busy
  }

  /** Waking does not wait for sending: a slow provider must not make a clock late. */
  async #turn() {
    const sending = this.#send()
    await this.#alone('sweep', () => this.sweep(Math.min(this.#o.needs.now() - LEFT_BEHIND, this.#since - 1), SWEEP_MS))
    this.#woke = { lookedAt: this.#o.needs.now(), didSome: false }
    if (this.#lease.epoch > 0) await this.#alone('wake', () => this.#wake(this.#lease.epoch))
    void sending
  }

  /** One turn of the sending; a call while one is under way gets that one. */
  #send(): Promise<unknown> {
    this.#sending ??= this.#alone('deliver', () => this.#deliver(this.#lease.epoch)).finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  /** What goes wrong for one tenant or in one loop must not stop the others. */
  async #alone<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StaleEpoch)) this.#o.trouble(what, error)
      return null
    }
  }

  #mine = (tenants: string[]) => tenants.filter((tenant) => !this.spared.has(tenant))

  /** Takes up what waits since before a moment, all of it or as much as fits into `forMs` of real time. */
  async sweep(before: number, forMs = Number.POSITIVE_INFINITY) {
    const until = performance.now() + forMs
    const inTime = () => !this.#stopped && performance.now() < until
    this.#unswept = false
    for (const tenant of this.#mine(await tenantsPending(this.#o.db, before))) {
      for (let more = true; more; ) {
        this.#unswept = !inTime()
        if (this.#unswept) return
        const waiting = await pendingMessages(this.#o.db, tenant, before, BATCH)
        more = (await this.#understandSafely(tenant, waiting)) && waiting.length === BATCH
      }
    }
  }

  async #wake(epoch: number) {
    const { db, needs } = this.#o
    for (const tenant of this.#mine(await tenantsDue(db, needs.now()))) {
      const fired = (await this.#alone('wake', () => this.waker.wake(tenant, epoch, () => !this.#stopped))) ?? 0
      if (fired > 0) this.#woke.didSome = true
    }
  }

  /** A few notices of each tenant in turn, so that no alert waits until another firm has told everything. */
  async #deliver(epoch: number) {
    const { db, needs } = this.#o
    const delivery: Delivery = { ...this.#o.delivery, mine: () => this.#lease.held && this.#lease.epoch === epoch }
    for (let tried = epoch > 0 ? 1 : 0; tried > 0; ) {
      tried = 0
      for (const tenant of this.#mine(await tenantsWithNotices(db, needs.now(), epoch)))
        if (!this.#stopped) tried += (await this.#alone('deliver', () => deliver(needs, delivery, tenant, epoch))) ?? 0
    }
  }

  /** Runs rounds until nothing that is due is left, at most for `forMs` of real time. */
  async settle(forMs = 10_000) {
    const until = performance.now() + forMs
    while (performance.now() < until) {
      await this.#understanding
      await this.round()
      await this.#send()
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
