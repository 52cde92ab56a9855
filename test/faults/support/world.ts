import { createHash } from 'node:crypto'
import type { Outcome, OutgoingNotice } from '../../../src/actions/deliver'
import { pick, seeded } from '../../../src/cli/commands/bench/random'
import type { Message } from '../../../src/domain/message'
import { webhookIdOf } from '../../../src/notify/webhook/webhook'
import { outlet } from '../sabotage/which'
import { type Fate, faulty } from './faulty-db'
import { type Firm, message } from './firm'
import type { Outside } from './invariants'
import { HOUR, type Life, MINUTE, once, StillRunning, TEXTS, type Turn } from './lives'
import { type Machine, machineOver } from './machine'

/**
 * A small world under a seed: two processes over one store, sources that repeat themselves, a person who takes up and answers cases, a
 * provider with moods, and a clock that jumps. One thing moves at a time, and the seed says which, what fails, and who dies. The same seed
 * tells the same story.
 */
export class World {
  readonly random: () => number
  readonly delivered: { id: string; toCustomer: boolean }[] = []
  /** Notices that a process began to send although another one had taken over. */
  readonly trespasses: string[] = []
  readonly #acknowledged = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly #trace: string[] = []
  #firm: Firm
  #now = Date.parse('2026-03-03T03:00:00Z')
  #turns: Turn[] = []
  #lives: Life[] = []
  #moving = 0
  #born = 0
  #calm = false
  /** Nothing is heard of it any more; it is buried before the next step. */
  #doomed: Life | null = null
  #open = 0
  /** How many statements from now the next misfortune strikes, and which. */
  #misfortune: { in: number; fate: Fate } | null = null

  constructor(firm: Firm, seed: number) {
    this.#firm = firm
    this.random = seeded(seed)
    outlet.take = ({ dedupeKey, audience }) => void this.delivered.push({ id: webhookIdOf(dedupeKey), toCustomer: audience === 'customer' })
  }

  outside = (): Outside => ({ acknowledged: this.#acknowledged, refused: [], taken: [...this.#taken], delivered: this.delivered })
  /** What happened, in order, as one line. */
  get digest() {
    return `${this.#trace.length} ${createHash('sha256').update(this.#trace.join('\n')).digest('hex')}`
  }

  /** Lives through `steps` steps of trouble, and then through quiet days until everything that was begun is done. */
  async live(steps: number): Promise<void> {
    await this.#takeOver(this.#bear())
    this.#bear()
    let sent = 0
    for (let step = 0; step < steps; step++) {
      await this.#quiet()
      if (this.#doomed) await this.#die(this.#doomed)
      const die = this.random()
      if (die < 0.14) this.#source(`m${++sent}`)
      else if (die < 0.2) this.#person()
      else if (die < 0.3) this.#round(pick(this.random, this.#lives))
      else if (die < 0.34) this.#jump()
      else if (die < 0.36) this.#misfortune ??= { in: Math.floor(this.random() * 12), fate: this.#draw() }
      else if (die < 0.375) await this.#die(pick(this.random, this.#lives))
      else if (die < 0.385) await this.#takeOver(pick(this.random, this.#lives))
      else this.#grant()
    }
    await this.#heal()
  }

  #say = (what: string) => void this.#trace.push(`${this.#now} ${what}`)
  #draw = (): Fate => pick(this.random, ['lost before', 'lost after', 'lost after', 'clash', 'never'] as const)

  #bear(): Life {
    const life = { name: `p${++this.#born}`, alive: true, rounding: false, callers: new Set() } as unknown as Life
    const db = faulty(this.#firm.db, {
      enter: () => this.#turn(life, 'a transaction'),
      leave: () => {
        this.#moving--
      },
      fate: (statement) => this.#fate(life, statement),
    })
    const { tenant, directory } = this.#firm
    life.machine = machineOver({
      db,
      tenant,
      directory,
      now: () => this.#now,
      random: this.random,
      send: (notice) => this.#send(life, notice),
      trouble: (what) => this.#say(`${life.name} has trouble: ${what}`),
    })
    this.#lives.push(life)
    this.#say(`${life.name} is born`)
    return life
  }

  #turn = (of: Life, what: string, notBefore = 0) => new Promise<void>((go) => this.#turns.push({ of, what, notBefore, go }))
  #able = () => this.#turns.filter(({ of, notBefore }) => of.alive && notBefore <= this.#now)

  /** Lets one of those that wait go on. */
  #grant() {
    const able = this.#able()
    if (able.length === 0) return
    const chosen = this.#calm ? able[0]! : pick(this.random, able)
    this.#turns = this.#turns.filter((turn) => turn !== chosen)
    if (chosen.what === 'a transaction') this.#moving++
    this.#say(`${chosen.of.name} goes on with ${chosen.what}`)
    chosen.go()
  }

  #fate(life: Life, statement: string): Fate {
    if (!life.alive || this.#doomed === life) return 'never'
    if (this.#calm || this.#misfortune === null || --this.#misfortune.in >= 0) return 'pass'
    const { fate } = this.#misfortune
    this.#misfortune = null
    this.#say(`${life.name}: ${fate}: ${statement.slice(0, 40)}`)
    if (fate === 'never') this.#doomed = life
    return fate
  }

  /** Waits until nothing moves but what waits for its turn. */
  async #quiet() {
    for (let still = 0; still < 4; still = this.#moving > 0 ? 0 : still + 1) await new Promise((resolve) => setImmediate(resolve))
  }

  async #send(life: Life, notice: OutgoingNotice): Promise<Outcome> {
    if (life.machine.lease.expired) this.trespasses.push(`${life.name} sends ${notice.id} and drives no more`)
    const toCustomer = notice.kind === 'reply' || notice.kind === 'acknowledgement'
    await this.#turn(life, `sending ${notice.kind}`)
    const mood = this.#calm ? 0 : this.random()
    if (mood < 0.8 || mood > 0.93) this.delivered.push({ id: webhookIdOf(notice.id), toCustomer })
    if (mood < 0.8) return { state: 'sent', providerId: null }
    if (mood < 0.87) return { state: 'failed', permanent: false, reason: 'http_500' }
    return { state: 'unknown', reason: 'timeout' }
  }

  #round(life: Life) {
    if (!life.alive || life.rounding) return
    life.rounding = true
    void life.machine.engine.round().then(() => {
      life.rounding = false
    })
  }

  #jump() {
    this.#now += pick(this.random, [1_000, 5_000, 70_000, 12 * MINUTE, 2 * HOUR, 9 * HOUR])
    this.#say('the clock jumps')
  }

  async #die(life: Life) {
    this.#doomed = null
    if (!life.alive) return
    life.alive = false
    this.#lives = this.#lives.filter((other) => other !== life)
    this.#turns = this.#turns.filter(({ of }) => of !== life)
    this.#say(`${life.name} dies`)
    const next = this.#bear()
    for (const hangUp of life.callers) hangUp(new Error('the connection broke'))
    if (life.machine.lease.epoch > 0) {
      await this.#quiet()
      await this.#takeOver(next)
    }
  }

  /** This life drives the loops from now on; whoever did before has, by its own clock, held its lease for too long. */
  async #takeOver(life: Life) {
    if (!life.alive) return
    for (const other of this.#lives) other.machine.lease.expired = other !== life
    this.#now += 10_000
    const { rows } = await this.#firm.db.pool.query(
      `insert into engine_lease (name, holder, holder_key, epoch, expires_at) values ('engine', $1, 0, 1, now())
       on conflict (name) do update set epoch = engine_lease.epoch + 1, holder = $1 returning epoch`,
      [life.name],
    )
    life.machine.lease.epoch = Number(rows[0].epoch)
    life.machine.lease.expired = false
    this.#say(`${life.name} takes over, epoch ${rows[0].epoch}`)
  }

  /** Asks some process, and another one when that breaks, until there is an answer. */
  async #insist<T>(what: (machine: Machine) => Promise<T>): Promise<T> {
    this.#open++
    for (;;) {
      const life = pick(this.random, this.#lives)
      let hangUp: (error: Error) => void = () => undefined
      const broken = new Promise<never>((_, reject) => {
        hangUp = reject
      })
      life.callers.add(hangUp)
      try {
        const answer = await Promise.race([what(life.machine), broken])
        this.#open--
        return answer
      } catch (error) {
        await this.#turn(this.#somebody(), 'asking again', error instanceof StillRunning ? this.#now + MINUTE + 1 : 0)
      } finally {
        life.callers.delete(hangUp)
      }
    }
  }
  #somebody = (): Life => ({ ...this.#lives[0]!, name: 'somebody', alive: true })

  /** A source that says the same thing up to three times, and each of them until it is answered. */
  #source(key: string) {
    const more: Partial<Message> = this.random() < 0.3 ? { contact: message('shared', '', 0).contact } : {}
    const said = message(key, pick(this.random, TEXTS), this.#now, more)
    const times = 1 + Math.floor(this.random() * 3)
    for (let n = 0; n < times; n++) {
      void this.#insist((machine) => machine.receive(said)).then(({ id }) => {
        this.#acknowledged.set(key, this.#acknowledged.get(key) ?? id)
      })
    }
  }

  /** Somebody at the desk takes up a case and answers it, and asks again with the same key when nothing comes back. */
  #person() {
    const { tenant, db } = this.#firm
    this.#moving++
    void db.pool.query<{ id: string }>('select id from cases where acknowledged_at is null order by number limit 3').then(({ rows }) => {
      this.#moving--
      const id = rows.length ? pick(this.random, rows).id : undefined
      if (id === undefined || this.#taken.has(id)) return
      const by = { caseId: id, by: 'key:1' }
      void this.#insist((m) => once(m, `take ${id}`, () => m.cases.acknowledge(tenant, { ...by, note: null, notifyCustomer: true }))).then(
        () => this.#taken.add(id),
      )
      void this.#insist((m) => once(m, `answer ${id}`, () => m.cases.reply(tenant, { ...by, text: 'Sorry.', final: false, public: false })))
    })
  }

  /** No more trouble: turns are taken in order, the clock goes on in steps, until nobody waits for anything. */
  async #heal() {
    await this.#quiet()
    if (this.#doomed) await this.#die(this.#doomed)
    this.#calm = true
    this.#misfortune = null
    for (let hour = 0; hour < 40; hour++) {
      for (const life of this.#lives) this.#round(life)
      for (let still = 0; still < 3; ) {
        await this.#quiet()
        still = this.#able().length > 0 ? 0 : still + 1
        this.#grant()
      }
      this.#now += hour < 20 ? 61_000 : HOUR
    }
    if (this.#open > 0) throw new Error(`${this.#open} never got an answer`)
  }
}
