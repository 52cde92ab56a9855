import { afterEach, expect, it } from 'vitest'
import { loadCases } from '../../src/cli/commands/bench/open-clocks'
import type { Moment } from '../../src/domain/moment'
import { asOwner } from '../../src/store/db'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
afterEach(() => desk.close())

const own = <T>(text: string, values: unknown[] = []) => asOwner<T>(desk.redress.db, text, values)
const engine = () => desk.redress.engine

/** A desk of its own day, with one true case and so many of the benchmark. */
async function aFullDesk(day: number, many: number) {
  desk = await aDesk({ at: `2026-03-${day}T23:59:58+07:00`, connected: false })
  engine().waker.clear()
  await loadCases(desk.redress.db, desk.tenant.id, { open: many, reserved: many })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  return { id: wrote.case_id!, at: desk.now() + 1_000 }
}

/** Promises that are broken together in a second, read and decided ahead: of each case of the benchmark one, and to acknowledge the true one. */
async function breakingSoon(day: number, { many = 299, first = async (_at: Moment): Promise<unknown> => undefined } = {}) {
  const { id, at } = await aFullDesk(day, many)
  await own(
    `update clock set due_at = to_timestamp($1::float8 / 1000), wake_at = to_timestamp(($1::float8 + 1) / 1000), warn_at = null
      where milestone = 'bench' or kind = 'acknowledge'`,
    [at - 1],
  )
  await first(at)
  await lookAhead(at)
  return { id, at }
}

async function lookAhead(at: Moment) {
  engine().waker.look(at, engine().epoch)
  await engine().waker.settled()
}

/** One of the promises is for another moment, of which no event of its case tells. */
const move = (to: Moment) =>
  own(
    `update clock set due_at = to_timestamp(($1::float8 - 1) / 1000), wake_at = to_timestamp($1::float8 / 1000)
      where id = (select id from clock where milestone = 'bench' order by id limit 1)`,
    [to],
  )

/** When the promises were broken, by what their cases say, and how often. */
const missed = () =>
  own<{ at: Moment; n: number }>(`select at, count(*)::int as n from case_event where kind = 'clock_missed' group by at order by at`)
const told = async () => (await own<{ n: number }>(`select count(*)::int as n from notice where kind like 'clock%'`))[0]!.n
const summed = async () =>
  (
    await own<{ n: number | null }>(`select max((data->>'count')::int) as n from notice where state = 'queued' and kind = 'clock_digest'`)
  )[0]!.n
const acknowledge = async (id: string) =>
  expect((await desk.call('POST', `/api/v1/cases/${id}/acknowledgement`, { notify_customer: false })).status).toBe(201)

it('what a great many promises will say at a moment is decided before it, and nothing of that is written or told until the moment has come', async () => {
  const { at } = await breakingSoon(16, { first: (at) => move(at - 500) })
  await desk.jumpTo(at - 1)
  expect(await missed()).toEqual([{ at: at - 1, n: 1 }]) // what fell due before takes nothing else with it
  await desk.jumpTo(at + 400)
  const once = [
    { at: at - 1, n: 1 },
    { at, n: 299 }, // of the moment itself: it was not decided after it
  ]
  expect([await missed(), await summed()]).toEqual([once, 299])
  await desk.jumpTo(at + 900)
  expect(await missed()).toEqual(once)
})

it('fewer are decided when their time has come', async () => {
  const { at } = await breakingSoon(17, { many: 149 })
  await desk.jumpTo(at + 400)
  expect(await missed()).toEqual([{ at: at + 400, n: 150 }])
})

it('a promise that is kept between the decision and the moment is not told of as broken, and the others are, once, over three batches', async () => {
  const { id, at } = await breakingSoon(18, { many: 2_299 })
  await acknowledge(id)
  await desk.jumpTo(at + 400)
  expect((await missed()).reduce((sum, { n }) => sum + n, 0)).toBe(2_299)
  expect((await desk.clocks(id)).find(({ kind }) => kind === 'acknowledge')!.state).toBe('met')
  expect((await desk.timeline(id)).map(({ kind }) => kind)).not.toContain('clock_missed')
  expect(await summed()).toBe(2_299)
})

it('a promise that is moved to another day between the decision and the moment is not broken', async () => {
  const { at } = await breakingSoon(20)
  await move(at + 86_400_000)
  await desk.jumpTo(at + 400)
  expect((await missed()).reduce((sum, { n }) => sum + n, 0)).toBe(299)
  expect(await summed()).toBe(299)
})

it('a climb that is acknowledged between the decision and the moment does not climb, and the others do', async () => {
  const { id, at } = await aFullDesk(19, 299)
  await own(
    `insert into escalation (tenant_id, case_id, policy, policy_version, started_at, level, told)
       select tenant_id, id, 'standard', '1', opened_at, 1, '{}' from cases where channel = 'api'`,
  )
  await own('update escalation set next_at = to_timestamp($1::float8 / 1000)', [at])
  await lookAhead(at)
  await acknowledge(id)
  await desk.jumpTo(at + 400)
  expect(await own('select level, count(*)::int as n from escalation group by 1 order by 1')).toEqual([
    { level: 1, n: 1 },
    { level: 2, n: 299 },
  ])
  expect((await desk.timeline(id)).map(({ kind }) => kind)).not.toContain('escalated')
  expect((await own<{ n: number }>(`select count(distinct case_id)::int as n from case_event where kind = 'escalated'`))[0]!.n).toBe(299)
})

it.each([
  { what: 'the clock moved back', day: 10, happens: async (at: Moment) => desk.jumpTo(at - 60_000).then(() => lookAhead(at)), after: 400 },
  { what: 'the clock jumped on', day: 11, happens: async () => undefined, after: 5_000 },
  { what: 'the firm has changed its settings', day: 12, happens: async () => desk.connect(), after: 400 },
])('what was decided ahead is thrown away where $what', async ({ day, happens, after }) => {
  const { at } = await breakingSoon(day)
  await happens(at)
  await desk.jumpTo(at + after)
  expect(await missed()).toEqual([{ at: at + after, n: 300 }])
})

it('an engine whose turn ends between the decision and the moment writes nothing of it; the next one decides for itself', async () => {
  const { at } = await breakingSoon(13)
  await own(`update engine_lease set epoch = epoch + 1`)
  desk.clock.set(at + 400)
  await engine().round()
  expect([await missed(), await told()]).toEqual([[], 0])
  await own(`update engine_lease set expires_at = to_timestamp(0)`)
  await desk.jumpTo(at + 500)
  expect(await missed()).toEqual([{ at: at + 500, n: 300 }])
})
