import { afterEach, beforeEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

type Point = { key: string; value: number; hatched: number; mark: number | null; missing: boolean }
type Chart = {
  points: Point[]
  n: number
  late: number
  met: number
  pace: number | null
  capacity: number
  missing: { channel: string }[]
}

const DAY = 86_400_000
let desk: Desk
beforeEach(async () => {
  desk = await aDesk({ connected: false, at: '2026-03-03T10:00:00+07:00' })
})
afterEach(() => desk.close())

const chart = async (name: string, who = desk.call) => (await who<Chart>('GET', `/api/v1/charts/${name}`)).body
const values = ({ points }: Chart) => points.map(({ value }) => value)
const complain = async (from: string) => {
  const contact = { ...okafor, name: from, handles: [{ kind: 'email', value: `${from}@mail.example` }] }
  return (await desk.post({ text: SAYS.complaint, channel: 'email', contact })).case_id!
}
const days = (n: number) => desk.jumpTo(desk.now() + n * DAY)

it('ageing counts open complaints by the days since they came, beside how it was a week ago; what is closed is gone', async () => {
  const first = await complain('ann')
  await days(8)
  await complain('ben')
  await complain('cat')
  const early = await chart('ageing')
  expect([values(early), early.points.map(({ mark }) => mark), early.n]).toEqual([[2, 1, 0, 0, 0], [1, 0, 0, 0, 0], 3])
  await days(7)
  const later = await chart('ageing')
  expect([values(later), later.points.map(({ mark }) => mark)]).toEqual([
    [0, 2, 1, 0, 0],
    [2, 1, 0, 0, 0],
  ])
  await desk.call('POST', `/api/v1/cases/${first}/closure`, { outcome: 'withdrawn', remedy: 'none' })
  await desk.advance('PT1S')
  const closed = await chart('ageing')
  expect([values(closed), closed.points.map(({ mark }) => mark), closed.missing]).toEqual([[0, 2, 0, 0, 0], [2, 1, 0, 0, 0], []])
})

it('a channel that was busy and has been quiet for a day is named, and the newest bar is marked', async () => {
  const said = Array.from({ length: 24 }, (_, n) => ({ external_id: `m${n}`, channel: 'line', text: SAYS.question }))
  await desk.call('POST', '/api/v1/messages/batch', said.map((one) => JSON.stringify(one)).join('\n'), {
    'content-type': 'application/x-ndjson',
  })
  await desk.settle()
  expect((await chart('ageing')).points.some(({ missing }) => missing)).toBe(false)
  await days(2)
  const quiet = await chart('ageing')
  expect([quiet.missing.map(({ channel }) => channel), quiet.points.map(({ missing }) => missing)]).toEqual([
    ['line'],
    [true, false, false, false, false],
  ])
})

it('the burn-down has each clock on its own day of the firm, and says apart what is late', async () => {
  const ids = [await complain('ann'), await complain('ben')]
  const clocks = (await Promise.all(ids.map((id) => desk.clocks(id))))
    .flat()
    .filter((c) => c.due_at && c.obligation !== 'may' && c.met_at === null)
  const due = clocks.map((c) => Date.parse(c.due_at!))
  const localDay = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10)
  const expected = (key: string) => due.filter((at) => at > desk.now() && localDay(at) === key).length
  const before = await chart('burn-down')
  expect(before.points.map(({ key }) => key)).toEqual(['03', '04', '05', '06', '07', '08', '09'].map((day) => `2026-03-${day}`))
  for (const { key, value } of before.points) expect([key, value]).toEqual([key, expected(key)])
  expect([before.n > 0, before.late, before.met, before.pace]).toEqual([true, 0, 0, null])
  await desk.jumpTo(Math.min(...due) + 1000)
  expect((await chart('burn-down')).late).toBeGreaterThan(0)
  await desk.call('POST', `/api/v1/cases/${ids[0]}/acknowledgement`, {})
  const after = await chart('burn-down')
  expect(after.met === 0 ? after.pace : (after.pace ?? 0) > 0).toBe(after.met === 0 ? null : true)
})

it('load is mine alone, by severity, with what sleeps, against what I can carry', async () => {
  const [one, two] = [await complain('ann'), await complain('ben')]
  for (const id of [one, two])
    await desk.call('POST', `/api/v1/cases/${id}/assignment`, { owner: `usr_${desk.people.get('Ana')!.replaceAll('-', '')}`, reason: 'x' })
  await desk.call('POST', `/api/v1/cases/${one}/snooze`, { until: null })
  const mine = await chart('load', await desk.asUser('Ana'))
  const { severity } = await desk.caseOf(one)
  expect([mine.n, mine.capacity, mine.points.map(({ key }) => key).join('')]).toEqual([2, 50, 'ABCDE'])
  expect(mine.points.find(({ key }) => key === severity)).toMatchObject({ value: 2, hatched: 1 })
  expect((await chart('load', await desk.asUser('Bo'))).n).toBe(0)
  expect(await desk.call('GET', '/api/v1/charts/load')).toMatchObject({ status: 409, body: { code: 'only_people' } })
})
