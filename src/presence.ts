import { randomUUID } from 'node:crypto'
import type { Moment } from './domain/moment'
import { type Here, heard, lineOf, released, type Shown, type Signal, shown, still, writerBeside } from './domain/presence'

type Told = { from: string; tenant: string } & (
  | { signal: Signal }
  | { caseId: string; released: string }
  | { client: string; there: boolean }
)
const SWEEP_MS = 5_000
const NOBODY: Here[] = []

/**
 * Who has which case open, in memory only: it is true for seconds, so a restart that forgets it is right again with the next heartbeat.
 * Each process hears what the others hear (`spread`, over the database's NOTIFY), so that all of them show and warn the same.
 */
export class Presence {
  #tenants = new Map<string, Map<string, Here[]>>()
  #seen = new Map<string, string>()
  #lines = new Map<string, number>()
  #me = randomUUID()
  #sweeper: NodeJS.Timeout

  constructor(
    readonly now: () => Moment,
    readonly tell: (tenant: string, caseId: string, people: Shown[]) => void,
    readonly spread: (text: string) => void,
  ) {
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref()
  }

  signal(tenant: string, signal: Signal) {
    this.#say({ from: this.#me, tenant, signal })
  }

  released(tenant: string, caseId: string, user: string) {
    this.#say({ from: this.#me, tenant, caseId, released: user })
  }

  /** A screen's line to this process stands, or broke. Where it has several, the last one counts. */
  line(tenant: string, client: string, there: boolean) {
    const lines = (this.#lines.get(client) ?? 0) + (there ? 1 : -1)
    if (lines > 0) this.#lines.set(client, lines)
    else this.#lines.delete(client)
    if (there || lines <= 0) this.#say({ from: this.#me, tenant, client, there })
  }

  /** What a process says, this one among them. */
  hear = (text: string) => {
    const told = JSON.parse(text) as Told
    if (told.from !== this.#me) this.#take(told)
  }

  all = (tenant: string): [caseId: string, Shown[]][] =>
    [...(this.#tenants.get(tenant) ?? [])].map(([id, here]) => [id, shown(here, this.now())])

  writerBeside = (tenant: string, caseId: string, me: string) => writerBeside(this.#on(tenant, caseId), me, this.now())

  stop = () => clearInterval(this.#sweeper)

  #on = (tenant: string, caseId: string) => this.#tenants.get(tenant)?.get(caseId) ?? NOBODY

  #say(told: Told) {
    this.#take(told)
    this.spread(JSON.stringify(told))
  }

  #take(told: Told) {
    if ('client' in told) {
      for (const [caseId, all] of this.#tenants.get(told.tenant) ?? [])
        if (all.some(({ client }) => client === told.client))
          this.#change(told.tenant, caseId, (here) => lineOf(here, told.client, told.there, this.now()))
    } else if ('signal' in told) this.#change(told.tenant, told.signal.caseId, (all) => heard(all, told.signal, this.now()))
    else this.#change(told.tenant, told.caseId, (all) => released(all, told.released))
  }

  /** Tells screens only what looks different to them. */
  #change(tenant: string, caseId: string, how: (all: Here[]) => Here[]) {
    const cases = this.#tenants.get(tenant) ?? new Map<string, Here[]>()
    this.#tenants.set(tenant, cases)
    const all = still(how(cases.get(caseId) ?? NOBODY), this.now())
    if (all.length > 0) cases.set(caseId, all)
    else cases.delete(caseId)
    const people = shown(all, this.now())
    const [key, looks] = [`${tenant} ${caseId}`, JSON.stringify(people)]
    if ((this.#seen.get(key) ?? '[]') === looks) return
    if (people.length > 0) this.#seen.set(key, looks)
    else this.#seen.delete(key)
    this.tell(tenant, caseId, people)
  }

  #sweep() {
    for (const [tenant, cases] of this.#tenants) for (const caseId of [...cases.keys()]) this.#change(tenant, caseId, (all) => all)
  }
}
