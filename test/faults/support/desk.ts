import { afterEach } from 'vitest'
import { createSender } from '../../../src/notify/senders'
import { fakeGateway } from '../../../src/notify/testing/fake-gateway'
import { testSecret } from '../../../src/notify/testing/notice'
import type { Db } from '../../../src/store/db'
import { putNotifier } from '../../../src/store/notifiers'
import { type Fate, faulty } from './faulty-db'
import { message, ownFirm } from './firm'
import { machineOver } from './machine'

const MARCH = Date.parse('2026-03-03T03:00:00Z')
const SECRET = testSecret(5)
/** A machine that something keeps from its work never comes to rest; this long it is waited for. */
const RESTLESS_MS = 1_000

const leaving: (() => unknown)[] = []
afterEach(async () => {
  for (const leave of leaving.splice(0).reverse()) await leave()
})

/** A machine in this process with the real webhook adapter, patient for `patienceMs`, before a provider that follows a script; its clock stands until it is moved. */
export async function aDesk({ patienceMs = 300 }: { patienceMs?: number } = {}) {
  const firm = await ownFirm()
  leaving.push(firm.leave)
  const gateway = await fakeGateway()
  leaving.push(gateway.close)
  const { db, tenant, directory } = firm
  const row = { kind: 'webhook' as const, url: gateway.url, secret: SECRET }
  await putNotifier(db, tenant, { ...row, name: 'provider', options: { allowPrivate: true } }, MARCH)
  const clock = { now: MARCH }
  const sender = createSender(
    { ...row, allowPrivate: true },
    { from: { name: null, address: 'desk@desk.example' }, timeoutMs: patienceMs, now: () => clock.now },
  )
  const fates = { of: (_statement: string): Fate => 'pass' }
  const trouble: string[] = []
  const machine = machineOver({
    db: faulty(db, { enter: async () => undefined, leave: () => undefined, fate: (statement) => fates.of(statement) }),
    tenant,
    directory,
    now: () => clock.now,
    random: Math.random,
    send: (notice) => sender.send(notice, AbortSignal.timeout(20_000)),
    trouble: (what, error) => void trouble.push(`${what}: ${error}`),
  })
  machine.lease.epoch = await takeEpoch(db)
  const settle = () => machine.engine.settle(RESTLESS_MS)
  const ask = async <T>(text: string): Promise<T[]> => (await db.pool.query(text)).rows as T[]
  return {
    ...firm,
    gateway,
    machine,
    clock,
    fates,
    trouble,
    settle,
    ask,
    /** Hands a message in and lets everything that follows at once happen. */
    say: async (key: string, text: string) => {
      const { id } = await machine.receive(message(key, text, clock.now))
      await settle()
      return id
    },
    pass: async (ms: number) => {
      clock.now += ms
      await settle()
    },
  }
}

export async function takeEpoch(db: Db): Promise<number> {
  const { rows } = await db.pool.query(
    `insert into engine_lease (name, holder, holder_key, epoch, expires_at) values ('engine', 'test', 0, 1, now())
     on conflict (name) do update set epoch = engine_lease.epoch + 1 returning epoch`,
  )
  return Number(rows[0].epoch)
}
