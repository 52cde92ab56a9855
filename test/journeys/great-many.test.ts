import { afterEach, expect, it } from 'vitest'
import { loadCases } from '../../src/cli/commands/bench/open-clocks'
import { asOwner } from '../../src/store/db'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
afterEach(() => desk.close())

const MANY = 2_500
const own = <T>(text: string, values: unknown[] = []) => asOwner<T>(desk.redress.db, text, values)

/** So many cases, each with a promise that breaks at this moment; the five of severity A break last. */
async function breaking(at: number) {
  await loadCases(desk.redress.db, desk.tenant.id, { open: MANY, reserved: MANY })
  await own(`update cases set severity = 'A' where number > $1`, [MANY - 5])
  await own(
    `update clock k set due_at = d.at, wake_at = d.at, warn_at = null
       from (select c.id, to_timestamp($1::float8 / 1000) + c.number * interval '1 ms' as at from cases c) d where d.id = k.case_id`,
    [at],
  )
}

/** Every promise is broken once, in batches of a thousand of which no later one has a graver case. */
async function expectEachOnce() {
  const order = await own<{ severity: string }>(
    `select c.severity from audit a cross join json_array_elements(a.body::json->'clocks') with ordinality as f(fired, n)
       join clock k on k.id = (f.fired->>0)::uuid join cases c on c.id = k.case_id where a.action = 'clocks.fired' order by a.seq, f.n`,
  )
  const grades = order.map(({ severity }) => severity)
  const batches = [0, 1_000, 2_000].map((from) => grades.slice(from, from + 1_000).sort())
  expect(batches.flat()).toEqual([...grades].sort())
  const [once] = await own<{ missed: number; told: number }>(
    `select (select count(*)::int from clock where state = 'missed') as missed, (select count(*)::int from case_event where kind = 'clock_missed') as told`,
  )
  expect(once).toEqual({ missed: MANY, told: MANY })
}

it('a great many promises that break at once are taken gravest first, each once, and a person reads of them in one notice', async () => {
  desk = await aDesk({ connected: false })
  await breaking(desk.now() + 60_000)
  const heard: string[] = []
  const stop = desk.redress.live.subscribe(desk.tenant.id, null, (_at, { event }) => heard.push(event))
  await desk.advance('PT2M')
  stop()
  // Screens hear of 500 one by one, and look anew for the two batches of a thousand.
  expect(heard.filter((event) => event === 'case.changed').length).toBe(500)
  expect(heard.filter((event) => event === 'missed').length).toBe(2)

  await expectEachOnce()

  const waiting = (await desk.notices()).filter((n) => n.state === 'queued' && n.kind === 'clock_digest')
  expect(waiting.length).toBeGreaterThan(1)
  expect(new Set(waiting.map((n) => n.to)).size).toBe(waiting.length)
  const read = await own<{ n: number }>(
    `select max((data->>'count')::int) as n from notice where kind = 'clock_digest' and state = 'queued'`,
  )
  expect(read[0]!.n).toBe(MANY - 5) // the lead hears of all but of those that are told one by one
  expect((await desk.notices()).filter((n) => n.kind === 'clock_missed' && n.state === 'queued').length).toBeGreaterThanOrEqual(5)
})

it('where another writer is in the way of one of the batches that are written side by side, each is still taken once, gravest first', async () => {
  desk = await aDesk({ connected: false })
  const { store } = desk.redress.needs
  const { write } = store
  let together = 0
  store.write = (tenant, work, how) => {
    const fails = how === 'together' && ++together === 2
    const turn = () => Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }))
    return write(tenant, (tx) => work(fails ? { ...tx, fence: tx.fence, put: tx.put, turn } : tx), how)
  }
  await breaking(desk.now() + 60_000)
  await desk.advance('PT2M')
  expect(together).toBeGreaterThan(2) // the third was under way, and ended with the second
  await expectEachOnce()
})

it('messages that this process is about to understand are not swept up beside it: what is due does not wait for them', async () => {
  desk = await aDesk({ connected: false })
  const { redress, clock } = desk
  const writer = await redress.db.pool.connect()
  try {
    await writer.query('begin')
    await writer.query('select 1 from tenant_head for update')
    const said = { text: SAYS.complaint, channel: 'whatsapp', contact: okafor }
    expect((await desk.call('POST', '/api/v1/messages', said)).status).toBe(202)
    clock.advance(10_000)
    const round = redress.engine.round().then(() => 'over')
    expect(await Promise.race([round, new Promise((resolve) => setTimeout(resolve, 2_000, 'waits').unref())])).toBe('over')
  } finally {
    await writer.query('rollback')
    writer.release()
  }
  await desk.settle()
  expect(await own('select state from finding')).toHaveLength(1)
})
