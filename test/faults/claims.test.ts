import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, inject, test } from 'vitest'
import { fakeGateway } from '../../src/notify/testing/fake-gateway'
import { SAYS } from '../cast'
import { isFull, report } from '../support/figures'
import type { Sabotage } from './sabotage/which'
import { House, until } from './support/house'
import { afterwards, connectProvider } from './support/under-load'

/** Where the process dies: its claim is committed and nothing has left, or something has left and nothing is marked. */
const POINTS = { 'between claim and send': 'REDRESS_AFTER_CLAIM', 'between send and mark': 'REDRESS_AFTER_SEND' } as const
type Point = keyof typeof POINTS

async function aHouse(sabotage?: Sabotage) {
  const house = await House.open(sabotage ? { sabotage } : {})
  afterwards(() => house.close())
  const gateway = await fakeGateway()
  afterwards(gateway.close)
  await house.start()
  await connectProvider(house, gateway.url)
  const headers = { authorization: `Bearer ${inject('prepared').key}`, 'content-type': 'application/json' }
  let n = 0
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${house.url}/api/v1${path}`, {
      method,
      headers: { ...headers, 'idempotency-key': `k${++n}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return (await response.json()) as { id: string; case_id: string | null; data: Notice[] }
  }
  const complain = async () => {
    const { id } = await call('POST', '/messages', { external_id: `m${++n}`, text: SAYS.complaint })
    return { id, caseOf: async () => (await call('GET', `/messages/${id}`)).case_id }
  }
  const notices = async (caseId: string) => (await call('GET', `/notices?case_id=${caseId}`)).data
  const reached = (caseId: string, type: string) =>
    gateway.accepted().filter((c) => c.body.includes(caseId) && c.body.includes(`"type":"${type}"`)).length
  return { house, call, complain, notices, reached }
}
type Notice = { kind: string; state: string; audience: string }
type OpenHouse = Awaited<ReturnType<typeof aHouse>>

/** The next notice is that of the kind in hand: everything that was due before has left. */
const calm = ({ notices }: OpenHouse, caseId: string) =>
  until('everything sent', 20_000, async () => (await notices(caseId)).every((n) => n.state !== 'queued'))

async function openCase(open: OpenHouse): Promise<string> {
  const { caseOf } = await open.complain()
  await until('a case', 10_000, async () => (await caseOf()) !== null)
  return (await caseOf())!
}

/** A customer's acknowledgement is on its way when the process dies; the next process starts. */
async function dieOnTheWayToACustomer(open: OpenHouse, point: Point): Promise<string> {
  const { house, call } = open
  const caseId = await openCase(open)
  await calm(open, caseId)
  await house.stop()
  const { ready, ended } = house.launch({ [POINTS[point]]: 'SIGKILL' })
  await ready
  await call('POST', `/cases/${caseId}/acknowledgement`, {})
  await ended
  await house.start()
  return caseId
}

/** What the next process made of what it found. */
async function outcomeFor(open: OpenHouse, caseId: string) {
  const { notices, reached } = open
  const settled = (n: Notice) => n.audience === 'customer' && n.state !== 'queued'
  await until("the customer's notice settled", 20_000, async () => (await notices(caseId)).some(settled))
  await calm(open, caseId)
  const all = await notices(caseId)
  return {
    customer: all.filter((n) => n.audience === 'customer').map((n) => n.state),
    alerted: all.filter((n) => n.kind === 'outcome_unknown').map((n) => n.state),
    reached: reached(caseId, 'message.outbound'),
  }
}

async function dieOnTheWayToStaff(open: OpenHouse, point: Point) {
  const { house, complain, notices, reached } = open
  await house.stop()
  const { ready, ended } = house.launch({ [POINTS[point]]: 'SIGKILL' })
  await ready
  const { caseOf } = await complain()
  await ended
  await house.start()
  await until('a case', 10_000, async () => (await caseOf()) !== null)
  const caseId = (await caseOf())!
  await until('staff told', 20_000, async () => (await notices(caseId)).some((n) => n.kind === 'assignment' && n.state === 'sent'))
  return { reached: reached(caseId, 'case.assigned') }
}

const ROUNDS = isFull ? 100 : 1

type Ends = { customer: Awaited<ReturnType<typeof outcomeFor>>; staff: { reached: number } }

/** One round after the other on one house. */
async function killed(point: Point): Promise<Ends[]> {
  const open = await aHouse()
  const ends: Ends[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const customer = await outcomeFor(open, await dieOnTheWayToACustomer(open, point))
    ends.push({ customer, staff: await dieOnTheWayToStaff(open, point) })
  }
  return ends
}

async function reachedUnder(sabotage: Sabotage) {
  const open = await aHouse(sabotage)
  const caseId = await openCase(open)
  await open.call('POST', `/cases/${caseId}/acknowledgement`, {})
  await until('reached', 20_000, () => open.reached(caseId, 'message.outbound') > 0)
  await sleep(1_500)
  return open.reached(caseId, 'message.outbound')
}

let ends: Record<Point, Ends[]>
let sabotaged: number
beforeAll(async () => {
  const [first, second, third] = await Promise.all([
    killed('between claim and send'),
    killed('between send and mark'),
    reachedUnder('send before commit'),
  ])
  ends = { 'between claim and send': first, 'between send and mark': second }
  sabotaged = third
}, 3_600_000)

test.each(Object.keys(POINTS) as Point[])(
  'T22: killed %s, a customer is reached at most once and somebody is told, staff are reached in any case',
  (point) => {
    const mine = ends[point]
    report(`killed ${point}`, { rounds: mine.length, 'customers reached twice': 0, 'staff never reached': 0 })

    for (const { customer, staff } of mine) {
      expect(customer).toEqual({ customer: ['unknown'], alerted: ['sent'], reached: point === 'between send and mark' ? 1 : 0 })
      expect(staff.reached).toBeGreaterThanOrEqual(1)
    }
  },
)

test('the test notices "send before commit"', () => {
  expect(sabotaged).toBeGreaterThan(1)
})
