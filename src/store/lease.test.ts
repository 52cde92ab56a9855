import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import { inTenant } from './db'
import { fenced, Lease, StaleEpoch } from './lease'
import { claimNotices } from './outbox'
import { writeTenant } from './tenant-tx'

let store: Store
const leases: Lease[] = []
beforeEach(async () => {
  store = await aStore()
})
afterEach(async () => {
  for (const lease of leases.splice(0)) await lease.release()
  await store.close()
})

/** Tries from now on; `news` holds what it was told. */
function contender() {
  const lease = new Lease(store.url)
  const news: string[] = []
  leases.push(lease)
  lease.start(
    () => news.push('gained'),
    () => news.push('lost'),
  )
  return { lease, news }
}
const until = (what: () => unknown) => expect.poll(what, { timeout: 20_000, interval: 20 })
const expire = () => store.db.pool.query(`update engine_lease set expires_at = clock_timestamp() - interval '1 s'`)

describe('two who want to drive the loops', () => {
  it('one does, and the other waits until the first lets go', async () => {
    const first = contender()
    await until(() => first.lease.epoch).toBe(1)
    const second = contender()
    await new Promise((wait) => setTimeout(wait, 700))
    expect([first.lease.held, second.lease.held, second.lease.epoch, second.news]).toEqual([true, false, 0, []])

    await first.lease.release()
    await until(() => second.lease.epoch).toBe(2)
    expect([first.lease.held, second.lease.held, second.news]).toEqual([false, true, ['gained']])
  })

  it('the second takes over when the lease ran out, and the first learns that it lost', async () => {
    const first = contender()
    await until(() => first.lease.epoch).toBe(1)
    const second = contender()
    await until(async () => {
      await expire()
      return second.lease.epoch
    }).toBeGreaterThan(1)
    await until(() => first.news).toEqual(['gained', 'lost'])
    expect([first.lease.epoch, first.lease.held]).toEqual([0, false])
  })

  it('the second takes over at once when the first is dead, however long its lease would last', async () => {
    const first = contender()
    await until(() => first.lease.epoch).toBe(1)
    const second = contender()
    await store.db.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = (select holder_key from engine_lease)`,
    )
    await until(() => second.lease.epoch).toBe(2)
  })
})

describe('an epoch that is over', () => {
  const holdTwo = async () => {
    const first = contender()
    await until(() => first.lease.epoch).toBe(1)
    await first.lease.release()
    const second = contender()
    await until(() => second.lease.epoch).toBe(2)
  }
  const audit = [{ at: NOW, actor: 'engine', action: 'clocks.fired', subject: 'x', data: {} }]
  const rows = async () => (await store.db.pool.query('select count(*)::int as n from audit')).rows[0].n

  it('changes nothing: its write throws and leaves no trace', async () => {
    await holdTwo()
    const write = (epoch: number) =>
      writeTenant(store.db, store.mill, async (tx) => {
        await tx.fence(epoch)
        await tx.commit({ audit })
      })
    await expect(write(1)).rejects.toBeInstanceOf(StaleEpoch)
    await expect(write(3)).rejects.toBeInstanceOf(StaleEpoch)
    expect(await rows()).toBe(0)
    await write(2)
    expect(await rows()).toBe(1)
  })

  it('takes no notice into its hands', async () => {
    await holdTwo()
    await expect(claimNotices(store.db, store.mill, NOW, 1, 10)).rejects.toBeInstanceOf(StaleEpoch)
    expect(await claimNotices(store.db, store.mill, NOW, 2, 10)).toEqual([])
  })

  it('cannot begin while a fenced write of the one before is under way', async () => {
    const first = contender()
    await until(() => first.lease.epoch).toBe(1)
    let finish: () => void = () => undefined
    const under = inTenant(store.db, store.mill, async (query) => {
      await fenced(query, 1)
      await new Promise<void>((ok) => {
        finish = ok
      })
    })
    const second = contender()
    const expired = expire()
    await new Promise((wait) => setTimeout(wait, 700))
    expect(second.lease.epoch).toBe(0)
    finish()
    await under
    await expired
    await until(() => second.lease.epoch).toBe(2)
  })
})
