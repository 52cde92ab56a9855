import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStore, incoming, NOW, type Store } from '../../test/support/store'
import { type Db, inTenant } from './db'
import { storeIncoming } from './inbox'
import { Receiver } from './receiver'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

const isStored = async (id: string) =>
  (await store.db.pool.query('select count(*)::int as n from message m join pending p on p.message_id = m.id where m.id = $1', [id]))
    .rows[0].n === 1

/** The same database, where a word can be had before every statement. */
function watched(before: (sql: string) => Promise<void> | void): Db {
  const pool = {
    connect: async () => {
      const client = await store.db.pool.connect()
      return {
        query: async (sql: string, values?: unknown[]) => {
          await before(sql)
          return client.query(sql, values)
        },
        release: (broken?: boolean) => client.release(broken),
      }
    },
  }
  return { ...store.db, pool: pool as unknown as Db['pool'] }
}
/** Holds every COMMIT until `open` is called. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((ok) => {
    open = ok
  })
  const state = { reached: 0 }
  const db = watched(async (sql) => {
    if (sql !== 'commit') return
    state.reached++
    await opened
  })
  return { db, open, state }
}

it('answers a message only after the commit, and hands it on only then', async () => {
  const { db, open, state } = gate()
  const handed: string[] = []
  const receiver = new Receiver(db, (_, messages) => handed.push(...messages.map((m) => m.id)))
  const one = incoming({ externalId: 'late' })
  let answered = false
  const answer = receiver.receive(store.mill, one).then((received) => {
    answered = true
    return received
  })

  await expect.poll(() => state.reached).toBe(1)
  await new Promise((wait) => setTimeout(wait, 50))
  expect([answered, handed, await isStored(one.id)]).toEqual([false, [], false])
  open()
  expect(await answer).toEqual({ id: one.id, state: 'accepted', keptAs: null })
  expect([handed, await isStored(one.id)]).toEqual([[one.id], true])
})

it('lets what comes during a commit travel together in the next one', async () => {
  const { db, open, state } = gate()
  const receiver = new Receiver(db, () => undefined)
  const first = receiver.receive(store.mill, incoming({ externalId: 'g-0' }))
  await expect.poll(() => state.reached).toBe(1)
  const rest = Array.from({ length: 40 }, (_, n) => receiver.receive(store.mill, incoming({ externalId: `g-${n + 1}` })))
  open()
  const answers = await Promise.all([first, ...rest])
  expect(answers.every((a) => a.state === 'accepted')).toBe(true)
  expect(state.reached).toBeLessThanOrEqual(3)
})

describe('trouble', () => {
  it('with one message is that message alone', async () => {
    const receiver = new Receiver(store.db, () => undefined)
    const bad = incoming({ externalId: 'bad', text: 'a\u0000b' })
    const answers = await Promise.allSettled([
      receiver.receive(store.mill, incoming({ externalId: 'n-1' })),
      receiver.receive(store.mill, bad),
      receiver.receive(store.mill, incoming({ externalId: 'n-2' })),
    ])
    expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await isStored(bad.id)).toBe(false)
  })

  it('with the database is told to everybody, nobody is answered as if it were stored, and the next call works', async () => {
    let away = true
    const db = watched((sql) => {
      if (away && sql === 'commit') throw Object.assign(new Error('gone'), { code: '57P01' })
    })
    const handed: string[] = []
    const receiver = new Receiver(db, (_, messages) => handed.push(...messages.map((m) => m.id)))
    const [one, two] = [incoming({ externalId: 'w-1' }), incoming({ externalId: 'w-2' })]
    const answers = await Promise.allSettled([receiver.receive(store.mill, one), receiver.receive(store.mill, two)])
    expect(answers).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'STORE_AWAY' } }))
    expect([handed, await isStored(one.id), await isStored(two.id)]).toEqual([[], false, false])

    away = false
    expect(await receiver.receive(store.mill, one)).toMatchObject({ state: 'accepted' })
  })
})

describe('what is a repeat', () => {
  const store1 = async (...batch: Parameters<typeof incoming>[0][]) =>
    storeIncoming(
      store.db,
      store.mill,
      batch.map((own) => incoming(own)),
    )

  it('is decided within one batch as between batches', async () => {
    const [a, b, c] = await store1({ externalId: 'r-1' }, { externalId: 'r-1' }, { externalId: 'r-2' })
    expect([a!.state, b!.state, b!.id === a!.id, c!.state]).toEqual(['accepted', 'duplicate', true, 'accepted'])
    const [again] = await store1({ externalId: 'r-1', receivedAt: NOW + 1 })
    expect(again).toEqual({ id: a!.id, state: 'duplicate', keptAs: null })
  })

  it('depends on the channel, and without an id on all that was said', async () => {
    const said = {
      text: 'the same words',
      sentAt: NOW,
      contact: { name: 'A', handles: [], language: null, followers: null, verified: false, bio: null },
    }
    const states = await store1(
      said,
      said,
      { ...said, channel: 'sms' },
      { ...said, text: 'other words' },
      { ...said, sentAt: NOW - 1 },
      { ...said, order: '7' },
    )
    expect(states.map((s) => s.state)).toEqual(['accepted', 'duplicate', 'accepted', 'accepted', 'accepted', 'accepted'])
    const files = [Buffer.from('a'), Buffer.from('b')].map((bytes) => ({ ...said, attachments: [{ name: 'f', mediaType: 't', bytes }] }))
    expect((await store1(...files)).map((s) => s.state)).toEqual(['accepted', 'accepted'])
  })

  it('keeps other words under a known id beside the original, once, and understood by nobody but a person', async () => {
    const [first] = await store1({ externalId: 'v-1', text: 'one' })
    const [variant, again] = [
      (await store1({ externalId: 'v-1', text: 'two' }))[0]!,
      (await store1({ externalId: 'v-1', text: 'two' }))[0]!,
    ]
    expect([variant.state, variant.id, again]).toEqual(['duplicate', first!.id, { id: first!.id, state: 'duplicate', keptAs: null }])
    const [kept] = await inTenant(store.db, store.mill, (query) =>
      query(
        `select m.text, f.state, f.reason, (select count(*)::int from pending p where p.message_id = m.id) as waiting
           from message m join finding f on f.message_id = m.id where m.id = $1`,
        [variant.keptAs],
      ),
    )
    expect(kept).toEqual({ text: 'two', state: 'quarantined', reason: 'external_id_repeated_with_other_text', waiting: 0 })
  })

  it('is decided once when many connections bring the same message at the same time', async () => {
    const answers = (await Promise.all(Array.from({ length: 8 }, () => store1({ externalId: 'race' })))).flat()
    expect(answers.filter((a) => a.state === 'accepted')).toHaveLength(1)
    expect(new Set(answers.map((a) => a.id)).size).toBe(1)
  })
})
