import type { Directory } from './actions/needs'

/** How many open cases each person has; who has none is missing. */
type Counts = ReadonlyMap<string, number>
/** `lent`: somebody has these counts already; `people`: to whom they belong since; `again`: when they are counted anew at the earliest. */
type Known = { counts: Counts; lent: boolean; people: Directory['people']; again: number }

/** Fewer open cases than this are counted in milliseconds. */
const MANY = 20_000
/** They have become many meanwhile, or the database is busy: what was known before will do. */
const PATIENCE_MS = 250
/** Of the time, counting a great many takes one part in so many. */
const PART = 50

/**
 * Counting what people have to do reads every open case of the firm. A few are counted for whoever asks. With a great many nobody waits: the
 * numbers are those of the last count and what this process has assigned since, and they are counted anew beside all work.
 */
export class Loads {
  #count: (tenant: string) => Promise<Counts>
  #known = new Map<string, Known>()

  constructor(count: (tenant: string) => Promise<Counts>) {
    this.#count = count
  }

  of = async (tenant: string): Promise<Counts> => {
    const last = this.#known.get(tenant)
    const known = last ? await this.#soon(tenant, last) : await this.#countNow(tenant)
    known.lent = true
    return known.people.length > 0 ? new Map(known.people.map(({ id, load }) => [id, load])) : known.counts
  }

  /** From now on the loads of a firm are those that these people have: whoever assigns a case raises its owner's there. */
  keep(tenant: string, people: Known['people']) {
    const known = this.#known.get(tenant)
    if (known?.lent) known.people = people
  }

  #soon(tenant: string, last: Known): Known | Promise<Known> {
    if (sum(last.counts) < MANY) return Promise.race([this.#countNow(tenant), after(PATIENCE_MS, last)])
    if (performance.now() >= last.again) {
      last.again = Number.POSITIVE_INFINITY
      this.#countNow(tenant).catch(() => {
        last.again = 0
      })
    }
    return last
  }

  async #countNow(tenant: string): Promise<Known> {
    const began = performance.now()
    const counts = await this.#count(tenant)
    const now = performance.now()
    const known = { counts, lent: false, people: [], again: now + (now - began) * PART }
    this.#known.set(tenant, known)
    return known
  }
}

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value).unref())
const sum = (counts: Counts) => [...counts.values()].reduce((all, n) => all + n, 0)
