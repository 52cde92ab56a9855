import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStore, NOW, type Store } from '../../test/support/store'
import { forgetOldAnswers, idempotent } from './idempotency'
import { writeTenant } from './tenant-tx'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

const hash = (body: string) => createHash('sha256').update(body).digest()
const ok = (body = '{"a":1}') => Promise.resolve({ status: 201, body })
const once = (key: string, run: () => Promise<{ status: number; body: string }>, { body = 'b', at = NOW, tenant = store.mill } = {}) =>
  idempotent(store.db, tenant, key, 'POST /x', hash(body), at, run)
const audit = (subject: string) => [{ at: NOW, actor: 'x', action: 'noted', subject, data: {} }]
const noted = async (subject: string) =>
  (await store.db.pool.query('select count(*)::int as n from audit where subject = $1', [subject])).rows[0].n

it('runs once and replays the first answer, to its firm alone', async () => {
  let runs = 0
  const run = () => ok(`{"n":${++runs}}`)
  expect(await once('k', run)).toEqual({ kind: 'fresh', status: 201, body: '{"n":1}' })
  expect(await once('k', run)).toEqual({ kind: 'replayed', status: 201, body: '{"n":1}' })
  expect(await once('k', run, { tenant: store.bank })).toEqual({ kind: 'fresh', status: 201, body: '{"n":2}' })
})

it('tells another body under the same key, also before the first has an answer', async () => {
  await once('other', () => ok())
  expect(await once('other', () => ok(), { body: 'c' })).toEqual({ kind: 'other_body' })
  const slow = once('slow', async () => {
    expect(await once('slow', () => ok(), { body: 'c' })).toEqual({ kind: 'other_body' })
    expect(await once('slow', () => ok())).toEqual({ kind: 'still_running' })
    return ok()
  })
  expect((await slow).kind).toBe('fresh')
})

describe('a run that did not come to its end', () => {
  it('because it was refused leaves no trace', async () => {
    await expect(once('refused', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await once('refused', () => ok())).kind).toBe('fresh')
  })

  it('because its process died before it did anything is taken over after a minute, and not before', async () => {
    await store.db.pool.query(
      `insert into idempotency (tenant_id, key, route, request_hash, at) values ($1, 'died', 'POST /x', $2, to_timestamp($3::float8 / 1000))`,
      [store.mill, hash('b'), NOW],
    )
    expect((await once('died', () => ok(), { at: NOW + 59_999 })).kind).toBe('still_running')
    expect((await once('died', () => ok(), { at: NOW + 60_001, body: 'c' })).kind).toBe('other_body')
    expect((await once('died', () => ok(), { at: NOW + 60_001 })).kind).toBe('fresh')
  })

  it('after its effect was committed is never done again: only its answer is lost', async () => {
    const effect = async () => {
      await writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: audit('lost') }))
      throw new Error('the connection broke')
    }
    await expect(once('lost', effect)).rejects.toThrow('broke')
    for (const at of [NOW, NOW + 120_000]) expect(await once('lost', effect, { at })).toEqual({ kind: 'answer_lost' })
    expect(await noted('lost')).toBe(1)
  })

  it('with an effect that was rolled back may be tried again', async () => {
    const effect = () =>
      writeTenant(store.db, store.mill, async (tx) => {
        await tx.commit({ audit: audit('undone') })
        throw new Error('rolled back')
      })
    await expect(once('undone', effect)).rejects.toThrow('rolled back')
    expect([(await once('undone', () => ok())).kind, await noted('undone')]).toEqual(['fresh', 0])
  })
})

it('many at once: one runs, the others wait their turn or get its answer', async () => {
  let runs = 0
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      once('race', async () => {
        runs++
        await writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: audit('race') }))
        return ok()
      }),
    ),
  )
  expect([runs, await noted('race'), answers.filter((a) => a.kind === 'fresh').length]).toEqual([1, 1, 1])
})

it('what goes on behind an answer leaves the answer alone', async () => {
  let behind: Promise<unknown> = Promise.resolve()
  const run = async () => {
    behind = new Promise((later) => setTimeout(later, 50)).then(() =>
      writeTenant(store.db, store.mill, (tx) => tx.commit({ audit: audit('behind') })),
    )
    return { status: 202, body: '{"id":1}' }
  }
  await once('behind', run)
  await behind
  expect(await noted('behind')).toBe(1)
  expect(await once('behind', run)).toEqual({ kind: 'replayed', status: 202, body: '{"id":1}' })
})

it('answers are forgotten after a day', async () => {
  await once('old', () => ok())
  await forgetOldAnswers(store.db, store.mill, NOW + 86_400_000 - 1)
  expect((await once('old', () => ok())).kind).toBe('replayed')
  await forgetOldAnswers(store.db, store.mill, NOW + 86_400_000 + 1)
  expect((await once('old', () => ok())).kind).toBe('fresh')
})
