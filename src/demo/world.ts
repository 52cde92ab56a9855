import type { Change, Directory, Effects, Needs, StoredCase, StoredClock, TenantTx } from '../actions/needs'
import type { Moment } from '../domain/moment'
import { idMaker } from '../store/ids'

const TELL_EVERY = 400

/** What one commit of the told past left to be done, read off on its way to the store. */
export type Heard = Pick<Effects, 'cases' | 'events' | 'findings' | 'links'>
/** What of it will want to be looked at, or makes somebody busy. */
export type Open = Pick<Effects, 'cases' | 'clocks' | 'escalations'> & { moves?: Pick<StoredClock, 'id' | 'wakeAt'>[] }

/**
 * The needs of every action with another clock: `at` is moved by whoever tells the past, ids sort by it, nothing is connected that could
 * send. The same actions, the same domain and the same store as for real messages.
 */
export class World {
  at: Moment
  /** Open cases, so that routing sees the load of that day and not of the last look. */
  readonly #open = new Map<string, StoredCase>()
  readonly #wakes = new Map<string, Moment>()
  readonly #makeId = idMaker()
  readonly #heard: (heard: Heard) => void
  readonly #base: Needs
  #told: Partial<Record<Change['event'], Change>> = {}
  #timer: NodeJS.Timeout | null = null

  constructor(base: Needs, at: Moment, heard: (heard: Heard) => void) {
    this.#base = base
    this.at = at
    this.#heard = heard
  }

  needs = (): Needs => ({
    ...this.#base,
    now: () => this.at,
    newId: () => this.#makeId(this.at),
    announce: this.#announce,
    store: {
      directory: this.directory,
      write: (tenant, work) => this.#write(tenant, work),
      look: (tenant, work) => this.#write(tenant, work),
    },
  })
  idAt = (at: Moment) => this.#makeId(at)

  directory = async (tenant: string): Promise<Directory> => {
    const directory = await this.#base.store.directory(tenant)
    const load = new Map<string, number>()
    for (const { owner } of this.#open.values()) if (owner) load.set(owner, (load.get(owner) ?? 0) + 1)
    return { ...directory, notifiers: [], people: directory.people.map((p) => ({ ...p, load: load.get(p.id) ?? 0 })) }
  }

  openCase = (id: string) => this.#open.get(id)

  /** The next moment at which a clock or a ladder wants to be looked at; null where none does. */
  nextWake(): Moment | null {
    let next: Moment | null = null
    for (const at of this.#wakes.values()) if (next === null || at < next) next = at
    return next
  }
  /** Strikes off what is due now, to be called before looking: what is then still to come is heard and listed anew. */
  takeDue() {
    for (const [key, at] of this.#wakes) if (at <= this.at) this.#wakes.delete(key)
  }

  /** Takes up what is open already, when the telling goes on after a stop. */
  remember({ cases, clocks, moves = [], escalations }: Open) {
    for (const it of cases) {
      if (it.state === 'closed') this.#open.delete(it.id)
      else this.#open.set(it.id, it)
    }
    for (const clock of [...clocks, ...moves]) this.#wakeAt(clock.id, clock.wakeAt)
    for (const one of escalations) this.#wakeAt(`${one.caseId} ${one.policy}`, one.nextAt)
  }
  #wakeAt(key: string, at: Moment | null) {
    if (at === null) this.#wakes.delete(key)
    else this.#wakes.set(key, at)
  }

  async #write<T>(tenant: string, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    let effects: Partial<Effects> = {}
    const listening = (tx: TenantTx): TenantTx =>
      new Proxy(tx, {
        get: (target, name: keyof TenantTx) => {
          if (name === 'commit' || name === 'put')
            return (given: Partial<Effects>) => {
              effects = { ...effects, ...given }
              return target[name](given)
            }
          const value: unknown = target[name]
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    const result = await this.#base.store.write(tenant, (tx) => work(listening(tx)))
    const { cases = [], events = [], findings = [], links = [], clocks = [], moves = [], escalations = [] } = effects
    this.remember({ cases, clocks, moves, escalations })
    this.#heard({ cases, events, findings, links })
    return result
  }

  /** Thousands of things happen in seconds; a screen is told that something did, a few times a second. */
  #announce = (tenant: string, change: Change) => {
    this.#told[change.event] = change
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      for (const last of Object.values(this.#told)) this.#base.announce(tenant, last)
      this.#told = {}
    }, TELL_EVERY)
  }
}
