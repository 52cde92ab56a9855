import { afterEach, beforeEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Call, type Desk } from '../support/app'

type Item = { reference: string; at: string; clock: { kind: string; due_at: string } | null; mode: string | null; alert_id: string | null }
type Day = {
  until: string
  parts: { part: string; count: number; data: Item[] }[]
  next: Item | null
  open: number
  capacity: number
}

const HOUR = 3_600_000
let desk: Desk
let ana: Call
let bo: Call
beforeEach(async () => {
  desk = await aDesk({ connected: false, timeZone: 'Asia/Bangkok', at: '2026-03-03T10:00:00+07:00' })
  ;[ana, bo] = [await desk.asUser('Ana'), await desk.asUser('Bo')]
})
afterEach(() => desk.close())

const dayOf = async (who: Call) => (await who<Day>('GET', '/api/v1/day')).body
/** "clocks 1, drafts 2": the parts that hold something, in their order. */
const held = ({ parts }: Day) =>
  parts
    .filter(({ count }) => count > 0)
    .map(({ part, count }) => `${part} ${count}`)
    .join(', ')
const complain = async (text: string = SAYS.complaint, name = 'Mrs Okafor') => {
  const { case_id } = await desk.post({
    text,
    channel: 'email',
    contact: { ...okafor, name, handles: [{ kind: 'email', value: `${name.length}@mail.example` }] },
  })
  return case_id!
}
const give = (id: string, to: string) =>
  desk.call('POST', `/api/v1/cases/${id}/assignment`, { owner: `usr_${desk.people.get(to)!.replaceAll('-', '')}`, reason: 'x' })
const dues = async (id: string) => (await desk.clocks(id)).filter((c) => c.state === 'running').map((c) => Date.parse(c.due_at!))

it('an empty day says so; a case of mine is named as what comes next, and stands first on the day on which its clock runs out', async () => {
  expect([held(await dayOf(ana)), (await dayOf(ana)).next]).toEqual(['', null])
  const id = await complain()
  await give(id, 'Ana')
  const due = Math.min(...(await dues(id)))
  const { reference } = await desk.caseOf(id)
  const before = await dayOf(ana)
  expect([before.open, before.capacity]).toEqual([1, 50])
  expect((due <= Date.parse(before.until) ? before.parts.find(({ part }) => part === 'clocks')?.data[0] : before.next)?.reference).toBe(
    reference,
  )
  await desk.jumpTo(due - HOUR)
  const today = await dayOf(ana)
  expect(today.parts.find(({ part }) => part === 'clocks')?.data[0]).toMatchObject({
    reference,
    clock: { due_at: new Date(due).toISOString() },
  })
  await desk.jumpTo(due + 1000)
  const late = (await dayOf(ana)).parts.find(({ part }) => part === 'clocks')!
  expect([late.count, late.data[0]?.reference]).toEqual([1, reference])
  expect((await dayOf(bo)).parts.find(({ part }) => part === 'clocks')?.count).toBe(0)
})

it('the day ends at midnight where the firm is, not where the server stands', async () => {
  expect((await dayOf(ana)).until).toBe('2026-03-03T16:59:59.999Z')
  await desk.jumpTo(Date.parse('2026-03-03T17:00:00Z'))
  expect((await dayOf(ana)).until).toBe('2026-03-04T16:59:59.999Z')
})

it('a mention stays until its person did something on the case or a week has gone; a draft until it is empty', async () => {
  const id = await complain()
  await give(id, 'Ana')
  await bo('POST', `/api/v1/cases/${id}/notes`, { text: '@Ana can you look?' })
  await ana('PUT', `/api/v1/cases/${id}/draft`, { mode: 'private', text: 'Dear Mrs Okafor,', key: 'a-key-of-mine' })
  const day = await dayOf(ana)
  expect(held(day)).toMatch(/mentions 1, drafts 1$/)
  expect(day.parts.at(-1)?.data[0]?.mode).toBe('private')
  await desk.advance('PT1M')
  await ana('POST', `/api/v1/cases/${id}/notes`, { text: 'Looked.' })
  await ana('PUT', `/api/v1/cases/${id}/draft`, { mode: 'private', text: '', key: 'a-key-of-mine' })
  expect(held(await dayOf(ana))).not.toMatch(/mentions|drafts/)
  await desk.advance('PT1M')
  await bo('POST', `/api/v1/cases/${id}/notes`, { text: '@Ana again?' })
  expect(held(await dayOf(ana))).toMatch(/mentions 1/)
  await desk.advance('P8D')
  expect(held(await dayOf(ana))).not.toMatch(/mentions/)
})

it('what sleeps and wakes today is named; an answer waits for who may approve it and comes back to its author', async () => {
  await desk.call('PUT', '/api/v1/approval-policy', { severities: ['A', 'B', 'C', 'D', 'E'], public: true, newcomers: 0, minutes: 30 })
  const id = await complain()
  await give(id, 'Ana')
  const [first = 0] = (await dues(id)).sort((a, b) => a - b)
  const wake = Math.min(desk.now() + 3 * HOUR, first - 2 * HOUR)
  await desk.call('POST', `/api/v1/cases/${id}/snooze`, { until: new Date(wake).toISOString() })
  const asleep = (await dayOf(ana)).parts.find(({ part }) => part === 'waking')!
  expect([asleep.count, asleep.data[0]?.at]).toEqual([1, new Date(wake).toISOString()])
  const answer = await ana<{ approval_id: string }>('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund you.' })
  expect(held(await dayOf(ana))).not.toMatch(/approvals|returned/)
  expect(held(await dayOf(bo))).toBe('approvals 1')
  await bo('POST', `/api/v1/approvals/${answer.body.approval_id}/decisions`, {
    decision: 'return',
    version: 1,
    reason: 'promise',
    note: 'x',
  })
  expect([held(await dayOf(bo)), (await dayOf(ana)).parts.find(({ part }) => part === 'returned')?.count]).toEqual(['', 1])
})

it('what was decided about my work since yesterday is told: a hand-back, a decision that was corrected, an answer let go reworded', async () => {
  const told = async (who: Call) =>
    (await who<{ feedback: Told[] }>('GET', '/api/v1/day')).body.feedback.map(({ kind, by, words }) => [kind, by, words])
  const dao = await desk.asUser('Dao')
  const id = await complain()
  const { reference } = await desk.caseOf(id)
  await give(id, 'Ana')
  await ana('POST', `/api/v1/cases/${id}/escalations`, { reason: 'policy is unclear', to: 'Dao' })
  await dao('POST', `/api/v1/cases/${id}/hand-back`, { feedback: 'Article 7 covers it' })
  await ana('POST', `/api/v1/cases/${id}/acknowledgement`, { notify_customer: false })
  await desk.call('PUT', '/api/v1/approval-policy', { severities: ['A', 'B', 'C', 'D', 'E'], public: true, newcomers: 0, minutes: 30 })
  await desk.advance('PT1M')
  const { body } = await ana<{ approval_id: string }>('POST', `/api/v1/cases/${id}/replies`, { text: 'We refund you.' })
  await bo('POST', `/api/v1/approvals/${body.approval_id}/decisions`, { decision: 'approve', version: 1, text: 'We refund you today.' })
  await desk.advance('PT1M')
  const unsure = await desk.post({ text: 'Is it open on Sunday?', channel: 'email', contact: { ...okafor, name: 'Mr Lee', handles: [] } })
  await ana('POST', `/api/v1/messages/${unsure.id}/triage`, { decision: 'noise' })
  await bo('POST', `/api/v1/messages/${unsure.id}/corrections`, { complaint: 'yes' })
  const mine = [
    ['corrected', 'Bo', null],
    ['reworded', 'Bo', null],
    ['handed_back', 'Dao', 'Article 7 covers it'],
  ]
  expect(await told(ana)).toEqual(mine)
  expect((await ana<{ feedback: Told[] }>('GET', '/api/v1/day')).body.feedback.map((one) => one.reference)).toEqual([
    null,
    reference,
    reference,
  ])
  expect(await told(bo)).toEqual([])
  await desk.jumpTo(Date.parse('2026-03-04T23:59:00+07:00'))
  expect(await told(ana)).toEqual(mine)
  await desk.jumpTo(Date.parse('2026-03-05T00:00:01+07:00'))
  expect(await told(ana)).toEqual([])
})
type Told = { kind: string; by: string; words: string | null; reference: string | null }

it('an alert waits for whoever was told, until somebody has it', async () => {
  await complain(SAYS.fire)
  const told = (await desk.notices()).find(({ kind }) => kind === 'high_risk_alert')!.to
  const expert = await desk.asUser(told as 'Somsri')
  const [alerts] = (await dayOf(expert)).parts
  expect([alerts?.part, alerts?.count]).toEqual(['alerts', 1])
  await expert('POST', `/api/v1/alerts/${alerts!.data[0]!.alert_id}/acknowledgement`, {})
  expect(held(await dayOf(expert))).not.toMatch(/alerts/)
})

it('a program has no day', async () => {
  expect(await desk.call('GET', '/api/v1/day')).toMatchObject({ status: 409, body: { code: 'only_people' } })
})
