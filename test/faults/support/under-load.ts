import { randomInt } from 'node:crypto'
import { afterEach, inject } from 'vitest'
import { connect, close as disconnect } from '../../../src/store/db'
import { putNotifier } from '../../../src/store/notifiers'
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

/** Lets everything come to rest and asks the oracle. */
export async function atRest({ house, oracle }: Pick<UnderLoad, 'house' | 'oracle'>): Promise<{ count: Count; verdict: Verdict }> {
  const count = await oracle.finish()
  const { url } = await house.database()
  const db = await connect(url, 1)
  const left = `select (select count(*) from pending)
    + (select count(*) from notice where state = 'sending' or (state = 'queued' and send_after < now() + interval '1 hour')) as n`
  await until('everything understood', 60_000, async () => (await db.pool.query(left)).rows[0].n === 0)
  await disconnect(db)
  return { count, verdict: await oracle.verdict(url, inject('prepared').tenant) }
}
