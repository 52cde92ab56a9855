import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { pick, seeded } from '../../src/cli/commands/bench/random'
import { read } from '../../src/domain/public-id'
import { connect, type Db, close as disconnect } from '../../src/store/db'
import { SAYS } from '../cast'
import { isFull, report } from '../support/figures'
import type { Sabotage } from './sabotage/which'
import { House, until } from './support/house'
import { verdictOn } from './support/invariants'
import { aFirm } from './support/prepared'
import { afterwards } from './support/under-load'

const SENDERS = 100
const CUSTOMERS = isFull ? 400 : 60
const TEXTS = [SAYS.complaint, SAYS.again, SAYS.complaint]

type Event = { external_id: string; text: string; in_reply_to: string | null; contact: object }

/** Each customer complains three times, the second and third time in reply to the one before. */
const events = (): Event[] =>
  Array.from({ length: CUSTOMERS }, (_, c) =>
    TEXTS.map((text, n) => ({
      external_id: `c${c}-${n}`,
      text,
      in_reply_to: n === 0 ? null : `c${c}-${n - 1}`,
      contact: { name: `Customer ${c}`, handles: [{ kind: 'email', value: `c${c}@mail.example` }] },
    })),
  ).flat()

/** The events one to seven times each, in no order at all. */
function shuffled(seed: number): Event[] {
  const random = seeded(seed)
  const copies = events().flatMap((event) => Array.from({ length: 1 + Math.floor(random() * 7) }, () => event))
  return copies
    .map((event) => ({ event, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event)
}

type Answer = { key: string; status: number; id: string }

/** One event, sent until it is answered. */
async function send(house: House, key: string, event: Event): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  for (;;) {
    try {
      const response = await fetch(`${house.url}/api/v1/messages`, { method: 'POST', headers, body: JSON.stringify(event) })
      const body = (await response.json()) as { id: string }
      if (response.status < 500) return { key: event.external_id, status: response.status, id: body.id }
    } catch {
      // The server is away for a moment.
    }
    await sleep(50)
  }
}

async function sendAll(house: House, key: string, list: Event[], senders: number): Promise<Answer[]> {
  const left = [...list]
  const answers: Answer[] = []
  const sender = async () => {
    for (let event = left.pop(); event; event = left.pop()) answers.push(await send(house, key, event))
  }
  await Promise.all(Array.from({ length: senders }, sender))
  return answers
}

/** What each customer's cases look like, whatever their ids. */
const stateOf = async (db: Db, tenant: string) => {
  const { rows } = await db.pool.query(
    `select i.value as customer, c.kind, c.state, c.severity, c.messages, (select count(*)::int from case_message l where l.case_id = c.id) as linked,
            (select array_agg(k.milestone order by k.milestone) from clock k where k.case_id = c.id) as clocks
       from cases c join identity i on i.tenant_id = $1 and i.contact_id = c.contact_id where c.tenant_id = $1 order by 1, 2, 5`,
    [tenant],
  )
  return rows
}

async function restartedHalfWay(sabotage?: Sabotage) {
  const house = await House.open(sabotage ? { sabotage } : {})
  afterwards(() => house.close())
  await house.start()
  const { key, tenant } = inject('prepared')
  const list = shuffled(pick(Math.random, [1, 2, 3, 4, 5]))
  const sending = sendAll(house, key, list, SENDERS)
  await sleep(sabotage ? 200 : 600)
  await house.kill()
  await house.start()
  const answers = await sending
  const { url } = await house.database()
  const db = await connect(url, 2)
  const calm = () =>
    until('everything understood', 30_000, async () => (await db.pool.query('select 1 from pending limit 1')).rowCount === 0)
  await calm()
  const acknowledged = new Map(answers.map((a) => [a.key, read('msg', a.id)!]))
  const verdict = await verdictOn(db, tenant, { acknowledged, refused: [], taken: [], delivered: [] })
  return { house, url, db, tenant, list, answers, verdict, calm }
}

test('T16: every event one to seven times, in no order, from a hundred senders, with a restart between: one effect each, and the state of the proper order', async () => {
  const { house, url, db, tenant, list, answers, verdict, calm } = await restartedHalfWay()
  const idsOf = new Map<string, Set<string>>()
  for (const { key, id } of answers) idsOf.set(key, (idsOf.get(key) ?? new Set()).add(id))
  const ordered = await aFirm(url)
  for (const event of events()) await send(house, ordered.key, event)
  await calm()
  report('duplicates', { sent: list.length, events: idsOf.size, stored: verdict.stored, cases: verdict.cases })

  expect(verdict).toMatchObject({ stored: CUSTOMERS * TEXTS.length, doubled: 0, lost: 0, problems: [] })
  expect([...new Set(answers.map((a) => a.status))].sort()).toEqual([200, 202])
  expect([...idsOf.values()].filter((ids) => ids.size > 1)).toEqual([])
  expect(await stateOf(db, tenant)).toEqual(await stateOf(db, ordered.tenant))
  await disconnect(db)
})

test.each<Sabotage>(['dedupe off'])('the test notices "%s"', async (sabotage) => {
  const { verdict, db } = await restartedHalfWay(sabotage)
  await disconnect(db)

  expect(verdict.doubled).toBeGreaterThan(0)
})
