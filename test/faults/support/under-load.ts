import { randomInt } from 'node:crypto'
import { afterEach, inject } from 'vitest'
import { connect, close as disconnect } from '../../../src/store/db'
import { putNotifier } from '../../../src/store/notifiers'
import { report } from '../../support/figures'
import { House, type HouseOptions, until } from './house'
import type { Verdict } from './invariants'
import { type Count, Oracle } from './oracle'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Whatever it is, it is over when the test is. */
export const afterwards = (close: () => unknown) => void closing.push(close)

export type UnderLoad = { house: House; oracle: Oracle; seed: number }

/** A running house under load from an oracle that is also the provider of its notices. */
export async function underLoad(options: HouseOptions & { agent?: boolean } = {}): Promise<UnderLoad> {
  const house = await House.open(options)
  afterwards(() => house.close())
  const oracle = new Oracle()
  afterwards(() => oracle.close())
  await house.start()
  await connectProvider(house, await oracle.gateway())
  const { key, hook } = inject('prepared')
  const seed = randomInt(1_000_000)
  await oracle.load({ url: house.url, key, hook, prefix: 'k', seed, connections: 12, batchShare: 0.2, agent: options.agent ?? true })
  await until('the first acknowledged messages', 20_000, async () => (await oracle.count()).message > 50)
  return { house, oracle, seed }
}

export async function connectProvider(house: House, url: string) {
  const db = await connect((await house.database()).url, 1)
  const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
  const provider = { name: 'provider', kind: 'webhook' as const, url, secret, options: { allowPrivate: true } }
  await putNotifier(db, inject('prepared').tenant, provider, Date.now())
  await disconnect(db)
}

/** What has still to be done. A notice that met several faults waits minutes for its next try (`notify/retry.ts`), which is rest too. */
const LEFT = `select 'message' as what, '' as state, count(*)::int as n, min(since)::text as since from pending having count(*) > 0
  union all select 'notice', state, count(*)::int, min(send_after)::text from notice
    where state = 'sending' or (state = 'queued' and send_after < now() + interval '10 seconds') group by state`

/** Lets everything come to rest and asks the oracle. */
export async function atRest({ house, oracle }: Pick<UnderLoad, 'house' | 'oracle'>): Promise<{ count: Count; verdict: Verdict }> {
  const count = await oracle.finish()
  const { url } = await house.database()
  const db = await connect(url, 1)
  try {
    const took = await until('everything understood and told', 120_000, async () => (await db.pool.query(LEFT)).rows.length === 0)
    report('at rest again after a fault', { seconds: (took / 1000).toFixed(1) })
  } catch (error) {
    throw new Error(`left undone: ${JSON.stringify((await db.pool.query(LEFT)).rows)}; the house says:\n${house.said.slice(-4_000)}`, {
      cause: error,
    })
  }
  await disconnect(db)
  return { count, verdict: await oracle.verdict(url, inject('prepared').tenant) }
}
