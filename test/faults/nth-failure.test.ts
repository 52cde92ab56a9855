import { afterEach, expect, test } from 'vitest'
import type { OutgoingNotice } from '../../src/actions/deliver'
import { seeded } from '../../src/cli/commands/bench/random'
import { webhookIdOf } from '../../src/notify/webhook/webhook'
import { SAYS } from '../cast'
import { isFull, report } from '../support/figures'
import { outlet, type Sabotage, under } from './sabotage/which'
import { type Fate, faulty } from './support/faulty-db'
import { type Firm, message, ownFirm } from './support/firm'
import { type Outside, type Verdict, verdictOn } from './support/invariants'
import { type Machine, machineOver } from './support/machine'

const HOUR = 3_600_000
const TRIES = 8
/** A sabotaged machine may never come to rest. */
const PATIENCE_MS = 1_500

let firm: Firm | undefined
afterEach(async () => {
  await firm?.leave()
  firm = undefined
})

/** The n-th statement of a run meets this fate; everything else passes. */
type Fault = { n: number; fate: Fate }

/**
 * One story from first message to answered customer, during which one statement fails. Sources and people ask again until they have an
 * answer; a machine from which nothing is heard is replaced by the next one. Tells whether the fault was met at all.
 */
async function tell(fault: Fault): Promise<{ met: boolean; hung: number; verdict: Verdict }> {
  firm = await ownFirm()
  const { db, tenant, directory } = firm
  const delivered: { id: string; toCustomer: boolean }[] = []
  const outside = { acknowledged: new Map<string, string>(), refused: [], taken: [] as string[], delivered } satisfies Outside
  const deliver = (id: string, toCustomer: boolean) => void delivered.push({ id: webhookIdOf(id), toCustomer })
  outlet.take = ({ dedupeKey, audience }) => deliver(dedupeKey, audience === 'customer')
  let now = Date.parse('2026-03-03T03:00:00Z')
  let statements = 0
  const fate = (): Fate => (++statements === fault.n ? fault.fate : 'pass')
  const silent = new Set<() => void>()
  /** Set once a statement was met by the fate of never being heard of again, also where nobody was waiting just then. */
  const deaf = new Set<true>()
  const random = seeded(7)
  const hooks = { enter: async () => undefined, leave: () => undefined, fate: () => fate() }
  const send = async (notice: OutgoingNotice) => {
    deliver(notice.id, notice.kind === 'reply' || notice.kind === 'acknowledgement')
    return { state: 'sent' as const, providerId: null }
  }
  const boot = async () => {
    const watched = { ...hooks, fate: () => listen(fate(), silent, deaf) }
    const machine = machineOver({ db: faulty(db, watched), tenant, directory, now: () => now, random, send })
    const { rows } = await db.pool.query(
      `insert into engine_lease (name, holder, holder_key, epoch, expires_at) values ('engine', 'test', 0, 1, now())
       on conflict (name) do update set epoch = engine_lease.epoch + 1 returning epoch`,
    )
    machine.lease.epoch = Number(rows[0].epoch)
    return machine
  }
  let machine = await boot()
  let hung = 0
  const insist = async <T>(what: (machine: Machine) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      if (deaf.delete(true)) machine = await boot()
      try {
        return await orSilence(what(machine), silent)
      } catch (error) {
        if (tries === TRIES) throw error
        if (error instanceof Silence) {
          if (!deaf.delete(true)) hung++
          machine = await boot()
        }
        now += 61_000
      }
    }
  }
  const rest = () => insist((m) => m.engine.settle(PATIENCE_MS))
  for (const [key, said] of [
    ['m1', SAYS.complaint],
    ['m2', SAYS.question],
    ['m3', SAYS.fire],
    ['m1', SAYS.complaint],
  ] as const)
    outside.acknowledged.set(key, (await insist((m) => m.receive(message(key, said, now)))).id)
  now += 2_000
  await rest()
  const { rows } = await db.pool.query<{ id: string }>('select id from cases order by number')
  for (const { id } of rows) {
    await insist((m) =>
      m.once(`take ${id}`, () => m.cases.acknowledge(tenant, { caseId: id, by: 'key:1', note: null, notifyCustomer: true })),
    )
    outside.taken.push(id)
    await insist((m) =>
      m.once(`answer ${id}`, () => m.cases.reply(tenant, { caseId: id, by: 'key:1', text: 'We are sorry.', final: false, public: false })),
    )
  }
  for (const step of [0, 5 * HOUR, 30 * HOUR, 31 * 24 * HOUR]) {
    now += step
    await rest()
  }
  return { met: statements >= fault.n, hung, verdict: await verdictOn(db, tenant, outside) }
}

class Silence extends Error {}
const listen = (fate: Fate, silent: Set<() => void>, deaf: Set<true>) => {
  if (fate === 'never') {
    deaf.add(true)
    for (const tell of silent) tell()
  }
  return fate
}
/** Nothing in the story takes so long, however busy the machine. */
const GIVEN_UP_MS = 20_000
/** The answer, or `Silence` once a statement was met by the fate of never being heard of again, or when nothing was heard for far too long. */
function orSilence<T>(work: Promise<T>, silent: Set<() => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const tell = () => setTimeout(() => reject(new Silence('nothing is heard from this machine any more')), 5)
    const watch = setTimeout(() => reject(new Silence('nothing was heard for far too long')), GIVEN_UP_MS)
    silent.add(tell)
    work.then(resolve, reject).finally(() => {
      clearTimeout(watch)
      silent.delete(tell)
    })
  })
}

const STRIDE = isFull ? 1 : 25

test('the story itself, in which nothing fails: two cases, each taken up and answered, and one question', async () => {
  const { met, verdict } = await tell({ n: Number.POSITIVE_INFINITY, fate: 'lost before' })

  expect(met).toBe(false)
  expect(verdict).toMatchObject({ stored: 3, cases: 2, lost: 0, doubled: 0, problems: [] })
})

test.each<Fate>(['lost before', 'lost after', 'clash', 'never'])(
  'T04: whichever statement is met by "%s", nothing is lost or doubled',
  async (fate) => {
    const problems: string[] = []
    let runs = 0
    let hung = 0
    for (let n = 1 + Math.floor(Math.random() * STRIDE), met = true; met; n += STRIDE) {
      const run = await tell({ n, fate })
      problems.push(...run.verdict.problems.map((p) => `statement ${n}: ${p}`))
      await firm?.leave()
      firm = undefined
      met = run.met
      runs++
      hung += run.hung
    }
    report(`n-th failure, ${fate}`, { runs, problems: problems.length, hung })

    expect(problems).toEqual([])
  },
  isFull ? 3_600_000 : 240_000,
)

test.each<Sabotage>(['dedupe off', 'send before commit'])('the story notices "%s"', async (sabotage) => {
  const found: string[] = []
  for (let n = 1; n < 300 && found.length === 0; n += 10) {
    const run = await under(sabotage, () => tell({ n, fate: 'lost after' }))
    found.push(...run.verdict.problems)
    await firm?.leave()
    firm = undefined
    if (!run.met) break
  }

  expect(found).not.toEqual([])
})
