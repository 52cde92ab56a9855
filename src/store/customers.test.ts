import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStore, incoming, NOW, type Store } from '../../test/support/store'
import { customerActions } from '../actions/customers'
import type { FindingRow, Needs } from '../actions/needs'
import { storedCase } from '../actions/stored.fixture'
import { inTenant } from './db'
import { storeIncoming } from './inbox'
import { writeTenant } from './tenant-tx'

let store: Store
beforeAll(async () => {
  store = await aStore()
})
afterAll(() => store.close())

let at = NOW
const needs = { now: () => ++at, newId: randomUUID, announce: () => undefined } as unknown as Needs
const actions = () =>
  customerActions({ ...needs, store: { write: (tenant, work) => writeTenant(store.db, tenant, work) } as Needs['store'] })
const nobody = { name: null, handles: [], language: null, followers: null, verified: false, bio: null }

/** People with an address, a case each where they have one, and what they wrote. */
async function aWorld(people: { cases: number; messages: number; needs: string[] }[]) {
  const world = people.map((it) => ({ ...it, id: randomUUID(), handle: { kind: 'email', value: `${randomUUID()}@mill.example` } }))
  await writeTenant(store.db, store.mill, (tx) =>
    tx.commit({
      contacts: world.map(({ id, needs: supportNeeds }) => ({ id, contact: nobody, supportNeeds, at: NOW, demo: false })),
      identities: world.map(({ id, handle }) => ({ ...handle, shown: handle.value, contactId: id })),
      cases: world.flatMap(({ id, cases }) => Array.from({ length: cases }, () => aCaseOf(id))),
    }),
  )
  for (const one of world) for (let n = 0; n < one.messages; n++) await writes(one, one.id)
  return world
}
type One = Awaited<ReturnType<typeof aWorld>>[number]

let numbers = 0
const aCaseOf = (contactId: string) =>
  storedCase('open', { id: randomUUID(), number: ++numbers, reference: randomUUID(), contactId, owner: null, openedAt: NOW, events: 1 })

/** A message from an address, understood as that of whoever the address belongs to then; with a case of its own where it opens one. */
async function writes(one: One, holder: string, opens = false) {
  const id = randomUUID()
  await storeIncoming(store.db, store.mill, [incoming({ externalId: id, contact: { ...nobody, handles: [one.handle] } }, { id })])
  const begun = opens ? [{ ...aCaseOf(holder), openedAt: ++at }] : []
  const found = { messageId: id, at: ++at, state: 'processed', reason: null, disposition: null, decidedBy: null, severity: null }
  await writeTenant(store.db, store.mill, (tx) =>
    tx.commit({
      cases: begun,
      links: begun.map((it) => ({ caseId: it.id, messageId: id })),
      findings: [{ ...found, finding: null, contactId: holder, caseId: begun[0]?.id ?? null } as FindingRow],
    }),
  )
  return { message: id, case: begun[0]?.id ?? null }
}

/** What belongs to whom. */
const belongings = () =>
  inTenant(store.db, store.mill, async (query) => ({
    identities: await query('select kind, value, contact_id from identity order by 1, 2'),
    messages: await query('select message_id, contact_id from finding order by 1'),
    cases: await query('select id, contact_id from cases order by 1'),
    contacts: await query('select id, merged_into, support_needs from contact order by 1'),
  }))
const onlyOf = (ids: readonly string[], rows: Record<string, unknown>[], key: string) =>
  rows.filter((row) => ids.includes(String(row[key])))

const person = fc.record({
  cases: fc.integer({ min: 0, max: 2 }),
  messages: fc.integer({ min: 0, max: 2 }),
  needs: fc.subarray(['large print', 'call me']),
})

it('joined in any order and taken apart in any order, everything belongs to whom it belonged before', () =>
  fc.assert(
    fc.asyncProperty(fc.tuple(person, person, person), fc.boolean(), fc.boolean(), async (people, chain, firstFirst) => {
      const [a, b, c] = await aWorld([...people])
      const before = await belongings()
      const merge = async (main: One, other: One) => {
        await actions().merge(store.mill, { main: main.id, other: other.id, by: 'u', seen: null })
        const [row] = await inTenant(store.db, store.mill, (query) =>
          query<{ id: string }>('select id from contact_join order by at desc, id limit 1'),
        )
        return row!.id
      }
      // either both into the first, or one into the next and that one into the third
      const joins = chain ? [await merge(b!, a!), await merge(c!, b!)] : [await merge(a!, b!), await merge(a!, c!)]
      const main = chain ? c!.id : a!.id
      const joined = await belongings()
      expect(onlyOf([a!.id, b!.id, c!.id], joined.cases, 'contact_id').every((row) => row['contact_id'] === main)).toBe(true)
      expect(joined.messages.length).toBe(before.messages.length)
      // of a chain the last link holds both, until it is taken apart itself
      const holders = [main, chain && !firstFirst ? b!.id : main]
      for (const [n, join] of (firstFirst ? joins : joins.reverse()).entries())
        expect(await actions().part(store.mill, { main: holders[n]!, join, by: 'u', seen: null })).toMatchObject({ done: true })
      const after = await belongings()
      const sorted = (rows: Record<string, unknown>[]) =>
        rows.map((row) => ({ ...row, support_needs: [...((row['support_needs'] as string[]) ?? [])].sort() }))
      expect(sorted(after.contacts)).toEqual(sorted(before.contacts))
      expect([after.identities, after.messages, after.cases]).toEqual([before.identities, before.messages, before.cases])
    }),
    { numRuns: 25 },
  ))

it('what was written while they were one goes with its address, and a case that others wrote in stays', async () => {
  const [a, b] = await aWorld([
    { cases: 1, messages: 1, needs: [] },
    { cases: 1, messages: 1, needs: [] },
  ])
  await actions().merge(store.mill, { main: a!.id, other: b!.id, by: 'u', seen: null })
  const [theirs, ours] = [await writes(b!, a!.id, true), await writes(a!, a!.id, true)]
  await writeTenant(store.db, store.mill, (tx) => tx.commit({ links: [{ caseId: ours.case!, messageId: theirs.message }] }))
  const [join] = await inTenant(store.db, store.mill, (query) =>
    query<{ id: string }>('select id from contact_join where main = $1', [a!.id]),
  )
  await actions().part(store.mill, { main: a!.id, join: join!.id, by: 'u', seen: null })
  const now = await belongings()
  const holder = (rows: Record<string, unknown>[], key: string, id: string | null) => rows.find((row) => row[key] === id)!['contact_id']
  expect(holder(now.messages, 'message_id', theirs.message)).toBe(b!.id)
  expect(holder(now.cases, 'id', theirs.case)).toBe(b!.id)
  expect(holder(now.messages, 'message_id', ours.message)).toBe(a!.id)
  expect(holder(now.cases, 'id', ours.case)).toBe(a!.id)
})

it('another firm can neither join nor see them', async () => {
  const [a, b] = await aWorld([
    { cases: 0, messages: 0, needs: [] },
    { cases: 0, messages: 0, needs: [] },
  ])
  expect(await actions().merge(store.bank, { main: a!.id, other: b!.id, by: 'u', seen: null })).toEqual({
    done: false,
    refused: 'contact_unknown',
  })
})

it('whose an address is, is found without reading everybody’s', async () => {
  const plan = await inTenant(store.db, store.mill, async (query) => {
    await query('set local enable_seqscan = off')
    return query<{ 'QUERY PLAN': string }>('explain select shown from identity where tenant_id = $1 and contact_id = $2', [
      store.mill,
      randomUUID(),
    ])
  })
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('identity_of_contact')
})
