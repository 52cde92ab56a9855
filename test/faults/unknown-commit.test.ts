import { afterEach, expect, test } from 'vitest'
import { close, connect } from '../../src/store/db'
import { SAYS } from '../cast'
import { type Sabotage, under } from './sabotage/which'
import { type Firm, message, ownFirm } from './support/firm'
import { type Verdict, verdictOn } from './support/invariants'
import { machineOver } from './support/machine'
import { type CuttingLine, proxyTo } from './support/proxy'

const MARCH = Date.parse('2026-03-03T03:00:00Z')

let firm: Firm | undefined
let proxy: CuttingLine | undefined
afterEach(async () => {
  await proxy?.close()
  await firm?.leave()
})

/** A machine whose connections go through the proxy. `cut` runs work whose n-th COMMIT is sent and never answered. */
async function cutOff() {
  firm = await ownFirm()
  proxy = await proxyTo(firm.database.url)
  const { tenant, directory, db: direct } = firm
  const line = proxy
  const db = await connect(line.url, 4)
  const clock = { now: MARCH }
  const sent: { id: string; toCustomer: boolean }[] = []
  const send = async (notice: { id: string; kind: string }) => {
    sent.push({ id: notice.id, toCustomer: notice.kind === 'reply' || notice.kind === 'acknowledgement' })
    return { state: 'sent' as const, providerId: null }
  }
  const machine = machineOver({ db, tenant, directory, now: () => clock.now, random: Math.random, send })
  const { rows } = await direct.pool.query(
    `insert into engine_lease (name, holder, holder_key, epoch, expires_at) values ('engine', 'test', 0, 1, now()) returning epoch`,
  )
  machine.lease.epoch = Number(rows[0].epoch)
  const cut = async <T>(work: () => Promise<T>, nth = 1) => {
    const before = line.cuts()
    line.cutAfter('commit', nth)
    const outcome = await work().then(
      () => 'answered',
      () => 'unknown',
    )
    expect(line.cuts()).toBe(before + 1)
    return outcome
  }
  return { machine, clock, sent, tenant, direct, cut, end: () => close(db) }
}

async function receiveThroughACut(): Promise<Verdict> {
  const { machine, clock, tenant, direct, cut, end } = await cutOff()
  const said = message('m1', SAYS.complaint, MARCH)
  expect(await cut(() => machine.receive(said))).toBe('unknown')
  const again = await machine.receive(said)
  clock.now += 2_000
  await machine.engine.settle(3_000)
  await end()
  const outside = { acknowledged: new Map([['m1', again.id]]), refused: [], taken: [], delivered: [] }
  return verdictOn(direct, tenant, outside)
}

test('T08: a message whose COMMIT was cut off is stored once when the source sends it again, and becomes one case', async () => {
  const verdict = await receiveThroughACut()

  expect(verdict).toMatchObject({ stored: 1, cases: 1, lost: 0, doubled: 0, problems: [] })
})

test.each<Sabotage>(['dedupe off'])('the test notices "%s"', async (sabotage) => {
  const verdict = await under(sabotage, receiveThroughACut)

  expect(verdict.doubled).toBe(1)
})

test('understanding, waking and delivering are each done once when their COMMIT is cut off', async () => {
  const { machine, clock, sent, tenant, direct, cut, end } = await cutOff()
  const { id } = await machine.receive(message('m1', SAYS.complaint, clock.now))
  for (const step of [0, 5, 26, 31 * 24]) {
    clock.now += step * 3_600_000 + 2_000
    await cut(() => machine.engine.round())
    await machine.engine.settle(3_000)
  }
  await end()
  const verdict = await verdictOn(direct, tenant, { acknowledged: new Map([['m1', id]]), refused: [], taken: [], delivered: [] })

  expect(verdict).toMatchObject({ stored: 1, cases: 1, problems: [] })
  expect(sent.length).toBeGreaterThan(3)
})

test('a reply whose COMMIT was cut off is told apart: asked for again with its key it is not written twice', async () => {
  const { machine, clock, sent, tenant, direct, cut, end } = await cutOff()
  await machine.receive(message('m1', SAYS.complaint, clock.now))
  clock.now += 2_000
  await machine.engine.settle(3_000)
  const { rows } = await direct.pool.query<{ id: string }>('select id from cases')
  const reply = () =>
    machine.once('r1', () =>
      machine.cases.reply(tenant, { caseId: rows[0]!.id, by: 'key:1', text: 'We are sorry.', final: false, public: false }),
    )
  const before = await direct.pool.query(`select 1 from notice where kind = 'reply'`)
  // The first COMMIT is that of the key's claim; the second is that of the reply.
  expect(await cut(reply, 2)).toBe('unknown')
  const again = await reply()
  clock.now += 60_000
  await machine.engine.settle(3_000)
  await end()
  const after = await direct.pool.query(`select 1 from notice where kind = 'reply'`)

  expect(before.rowCount).toBe(0)
  expect(again.kind).toBe('answer_lost')
  expect(after.rowCount).toBe(1)
  expect(sent.filter((s) => s.toCustomer)).toHaveLength(1)
})
