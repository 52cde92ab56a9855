import type { Needs } from './actions/needs'
import { prepare, type Ready, wake, wakeAhead } from './actions/wake'
import { isClash } from './blame'
import type { Moment } from './domain/moment'
import type { Db } from './store/db'
import { greatMoment } from './store/due'

/** How far ahead it looks: long enough to read and decide `MOST` cases, short enough that little of it changes meanwhile. */
const HORIZON_MS = 2_000
/** How often it looks. */
const EVERY_MS = 250
/** Fewer than this are read, decided and written soon enough when their time has come. */
const GREAT = 200
/** So many cases are kept in memory (about 5 kB each); what is beyond is read when its time has come. */
const MOST = 20_000
/** A moment that passed longer ago than this was jumped over: what was decided for it says no longer how things are. */
const PASSED_MS = 1_000

type Options = { db: Db; needs: Needs; trouble(what: string, error: unknown): void }

/**
 * Fires what is due, and looks ahead. Deadlines counted in days all fall at the last second of a day: what a great many clocks will say at
 * such a moment is read and decided in the seconds before it, so that nothing but the writing is left when it comes. Only in memory, for one
 * moment at a time, and thrown away where the clock moves back or jumps on, where another epoch begins or where a firm changes its settings.
 */
export class Waker {
  #o: Options
  #plan: { at: Moment; since: Moment; epoch: number; firms: Map<string, Ready> } | null = null
  #looked = Number.NEGATIVE_INFINITY
  #working: Promise<void> | null = null
  #stopped = false

  constructor(options: Options) {
    this.#o = options
  }

  /** Begins to prepare where something falls due soon; `next` is when. */
  look(next: Moment | null, epoch: number) {
    const now = this.#o.needs.now()
    if (!this.#holds(epoch)) this.#plan = null
    const rested = now < this.#looked || now >= this.#looked + EVERY_MS
    if (this.#stopped || this.#plan || this.#working || next === null || next <= now || next > now + HORIZON_MS || !rested) return
    this.#looked = now
    this.#working = this.#prepare(now, epoch)
      .catch((error: unknown) => this.#o.trouble('prepare', error))
      .finally(() => {
        this.#working = null
      })
  }

  /** Fires all that is due for a firm, for as long as it is wanted. Returns how much that was. */
  async wake(tenant: string, epoch: number, wanted: () => boolean): Promise<number> {
    let [ready, done] = [this.#take(tenant, epoch), 0]
    for (let turn = { done: 0, more: true }; turn.more && wanted(); done += turn.done) {
      turn = await this.#once(tenant, epoch, ready)
      ready = null
    }
    return done
  }

  #once = (tenant: string, epoch: number, ready: Ready | null) =>
    wakeAhead(this.#o.needs, tenant, epoch, ready).catch((error: unknown) => {
      if (!isClash(error)) throw error
      return wake(this.#o.needs, tenant, epoch) // somebody moved one of the cases meanwhile
    })

  /** A firm decides otherwise from now on. */
  forget = (tenant: string) => void this.#plan?.firms.delete(tenant)

  clear() {
    this.#plan = null
    this.#looked = Number.NEGATIVE_INFINITY
  }

  /** Until what is being prepared is ready. */
  settled = async () => void (await this.#working)

  async stop() {
    this.#stopped = true
    this.#plan = null
    await this.#working
  }

  /** What is ready for a firm whose moment has come; from now on it is the caller's. */
  #take(tenant: string, epoch: number): Ready | null {
    const plan = this.#holds(epoch) && this.#o.needs.now() >= this.#plan!.at ? this.#plan! : null
    const ready = plan?.firms.get(tenant)
    plan?.firms.delete(tenant)
    return ready ?? null
  }

  #holds(epoch: number): boolean {
    const [plan, now] = [this.#plan, this.#o.needs.now()]
    return plan !== null && plan.epoch === epoch && now >= plan.since && now <= plan.at + PASSED_MS
  }

  async #prepare(now: Moment, epoch: number) {
    const { db, needs } = this.#o
    const great = await greatMoment(db, now, now + HORIZON_MS, GREAT)
    if (great === null) return
    const plan = { at: great.at, since: now, epoch, firms: new Map<string, Ready>() }
    this.#plan = plan
    let room = MOST
    for (const tenant of great.tenants) {
      const ready: Ready = { at: great.at, directory: await needs.store.directory(tenant), batches: [] }
      plan.firms.set(tenant, ready)
      const wanted = () => this.#plan === plan && plan.firms.get(tenant) === ready && needs.now() < plan.at
      if (room > 0) await prepare(needs, tenant, ready, room, wanted)
      room -= ready.batches.reduce((sum, { which }) => sum + which.length, 0)
    }
  }
}
