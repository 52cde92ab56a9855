import { afterEach, expect, it } from 'vitest'
import { fakeGateway } from '../../src/notify/testing/fake-gateway'
import { putNotifier } from '../../src/store/notifiers'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, received, toCustomers, told } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

const put = async (path: string, body: unknown) => {
  const answer = await desk.call('PUT', path, body)
  expect(answer).toMatchObject({ status: 200 })
}
const rising = async () => (await desk.notices()).filter((n) => n.kind === 'high_risk_alert' || n.kind === 'escalation')
const at = (iso: string) => new Date(iso).toISOString()
const someone = (n: number) => ({ name: `Customer ${n}`, handles: [{ kind: 'email', value: `c${n}@mail.example` }] })

it.each([
  ['the last working day before Easter', '2026-04-02'],
  ['Good Friday itself', '2026-04-03'],
])(
  'an A complaint at 16:55 on %s: ten minutes are ten minutes, whatever the calendar says, and the promise to the customer is counted past the holidays',
  async (_, day) => {
    desk = await aDesk({ regimes: ['au-asic-rg271'], timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: `${day}T16:55:00+11:00` })
    const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    const clocks = await desk.clocks(wrote)
    expect(clockOf(clocks, 'ack').due_at).toBe(at('2026-04-07T23:59:59.999+10:00'))
    for (let i = 0; i < 6; i++) await desk.advance('PT10M')
    expect((await rising()).map((n) => [n.to, n.created_at])).toEqual([
      ['Somsri', at(`${day}T16:55:00+11:00`)],
      ['Dao', at(`${day}T17:05:00+11:00`)],
      ['Alex', at(`${day}T17:15:00+11:00`)],
      ['Alex', at(`${day}T17:25:00+11:00`)],
      ['Alex', at(`${day}T17:35:00+11:00`)],
      ['Alex', at(`${day}T17:45:00+11:00`)],
    ])
    expect(await desk.caseOf(wrote)).toMatchObject({ owner: 'Dao', escalation: { next_at: null } })
    const dao = await desk.asUser('Dao')
    expect((await dao('POST', `/api/v1/cases/${wrote.case_id}/acknowledgement`, {})).status).toBe(201)
    expect(clockOf(await desk.clocks(wrote), 'ack').state).toBe('met')
  },
)

it('whoever is on call is silent, an override is in force, and level 2 is in quiet hours: a severe crisis reaches everybody in turn, a milder one waits for the morning', async () => {
  desk = await aDesk({ at: '2026-03-03T22:30:00+07:00' })
  const layer = { people: ['Nok'], every: 'week', at: '09:00', starts: '2026-03-02' }
  await put('/api/v1/rotas/night', { title: 'Nights', layers: [layer] })
  const swap = { person: 'Ana', reason: 'Nok is ill', from: '2026-03-03T18:00:00+07:00', to: '2026-03-04T08:00:00+07:00' }
  expect((await desk.call('POST', '/api/v1/rotas/night/overrides', swap)).status).toBe(201)
  const levels = [
    { after: 'PT0M', tell: ['rota:night'], take_over: true },
    { after: 'PT10M', tell: ['person:Bo'] },
    { after: 'PT10M', tell: ['manager'], take_over: true },
  ]
  const policy = { title: 'Night', time: 'wall', levels, stops_on: ['acknowledged', 'answered', 'closed'] }
  await put('/api/v1/policies/high-risk', { ...policy, for: [{ high_risk: true }] })
  await put('/api/v1/policies/standard', { ...policy, for: [{}], quiet: { from: '22:00', to: '07:00', severities: ['B', 'C', 'D', 'E'] } })
  await put('/api/v1/users/Bo/telling', { preferences: { quiet: { from: '22:00', to: '07:00' } } })

  const severe = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  const mild = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: someone(1) })
  await desk.advance('PT10M')
  await desk.advance('PT10M')
  const of = async (wrote: { case_id: string | null }) =>
    (await rising()).filter((n) => n.case_id === wrote.case_id).map((n) => `${n.to} ${n.created_at.slice(11, 16)} ${n.state}`)
  expect(await of(severe)).toEqual(['Ana 15:30 sent', 'Bo 15:40 sent', 'Dao 15:50 sent'])
  expect(await of(mild)).toEqual([])
  expect(await desk.caseOf(mild)).toMatchObject({ escalation: { level: 0, next_at: at('2026-03-04T07:00:00+07:00'), next_person: 'Ana' } })
  await desk.advance('PT8H10M')
  expect(await of(mild)).toEqual(['Ana 00:00 sent'])
})

it('a provider is down for an hour: the other way has every alert within seconds, no customer is told twice, and what was tried again arrives when it is back', async () => {
  desk = await aDesk()
  const texts = await fakeGateway({ status: 503, headers: { 'retry-after': '60' } })
  try {
    const row = { name: 'room', kind: 'slack' as const, url: `${texts.url}/services/T/B/x`, secret: null, options: { allowPrivate: true } }
    await putNotifier(desk.redress.db, desk.tenant.id, row, desk.now())
    const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    expect(received(desk).filter((e) => e.type === 'alert.opened')).toMatchObject([{ data: { recipient: 'Somsri' } }])
    const somsri = await desk.asUser('Somsri')
    await somsri('POST', `/api/v1/cases/${wrote.case_id}/acknowledgement`, {})
    await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: someone(1) })
    for (let i = 0; i < 6; i++) await desk.advance('PT10M')
    texts.behave('ok')
    await desk.advance('PT2H')
    expect((await desk.notices()).filter((n) => n.audience === 'staff' && n.state !== 'sent' && n.reason !== 'taken_up')).toEqual([])
    expect(toCustomers(await desk.notices()).map((n) => n.state)).toEqual(['sent'])
    expect(received(desk).filter((e) => e.type === 'message.outbound')).toHaveLength(1)
  } finally {
    await texts.close()
  }
})

it('three days of outage: what is overdue is taken in the order of severity, each person gets one summary, and the ladder is then on time', async () => {
  desk = await aDesk({ at: '2026-03-02T09:00:00+07:00' })
  for (let n = 1; n <= 40; n++) await desk.post({ text: `${SAYS.complaint} Order ${n}.`, channel: 'whatsapp', contact: someone(n) })
  const taken = (await desk.cases('limit=50')).slice(0, 3)
  for (const { id, owner } of taken) {
    const mine = await desk.asUser(owner as StaffName)
    expect((await mine('POST', `/api/v1/cases/${id}/acknowledgement`, {})).status).toBe(201)
  }
  const severe = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  const before = new Set((await desk.notices()).map((n) => n.id))
  await desk.advance('P3D')

  const customers = toCustomers(await desk.notices()).map((n) => `${n.kind} ${n.case_id}`)
  expect(customers.sort()).toEqual(taken.map(({ id }) => `acknowledgement ${id}`).sort())
  expect(received(desk).filter((e) => e.type === 'message.outbound')).toHaveLength(3)

  const fresh = (await desk.notices()).filter((n) => !before.has(n.id) && n.audience === 'staff')
  const perPerson = new Map<string, string[]>()
  for (const n of fresh) perPerson.set(n.to, [...(perPerson.get(n.to) ?? []), n.kind])
  for (const [person, kinds] of perPerson)
    expect({ person, n: kinds.length }).toEqual({ person, n: expect.toSatisfy((n: number) => n <= 8) })
  const summaries = fresh.filter((n) => n.kind === 'catch_up')
  expect(summaries.length).toBeGreaterThanOrEqual(2)
  expect(new Set(summaries.map((n) => n.to)).size).toBe(summaries.length)
  const dao = summaries.find((n) => n.to === 'Dao')!
  expect(dao.body).toMatch(/^The server could not tell you since/)
  expect(dao.body).toContain((await desk.caseOf(severe)).reference)
  expect(dao.body.indexOf('(A)')).toBeLessThan(dao.body.indexOf('(C)') < 0 ? Number.POSITIVE_INFINITY : dao.body.indexOf('(C)'))
  expect((await desk.caseOf(severe)).escalation).toMatchObject({ next_at: null })
  expect(fresh.every((n) => n.state === 'sent')).toBe(true)
  for (const { body } of summaries) {
    const grades = [...body.matchAll(/\(([A-E])\)/g)].map(([, grade]) => grade)
    expect(grades.length).toBeGreaterThan(0)
    expect(grades).toEqual([...grades].sort())
  }

  const settled = (await desk.notices()).length
  await desk.advance('PT1H')
  expect((await desk.notices()).length).toBeLessThanOrEqual(settled + 2)
})

it('two acknowledgements are needed where a policy says so; one person twice is one', async () => {
  desk = await aDesk()
  const levels = [
    { after: 'PT0M', tell: ['expert'] },
    { after: 'PT10M', tell: ['manager'] },
  ]
  await put('/api/v1/policies/high-risk', {
    title: 'Two of us',
    time: 'wall',
    for: [{ high_risk: true }],
    levels,
    acknowledgements: 2,
    stops_on: ['acknowledged', 'closed'],
  })
  const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  const [somsri, bo] = [await desk.asUser('Somsri'), await desk.asUser('Bo')]
  const acknowledge = (who: typeof bo) => who('POST', `/api/v1/cases/${wrote.case_id}/acknowledgement`, { notify_customer: false })
  await acknowledge(somsri)
  await acknowledge(somsri)
  await desk.advance('PT10M')
  expect(told(await desk.notices())).toContain('escalation → Dao, sent')
  await acknowledge(bo)
  expect(await desk.caseOf(wrote)).toMatchObject({ escalation: { next_at: null, stopped_at: expect.any(String) } })
})

it('a partner and a system are told by their own way, and somebody at the desk still owns the case', async () => {
  desk = await aDesk()
  const levels = [
    { after: 'PT0M', tell: ['webhook:gateway', 'expert'], take_over: true },
    { after: 'PT5M', tell: ['department:sales'] },
  ]
  await put('/api/v1/policies/high-risk', {
    title: 'P',
    time: 'wall',
    for: [{ high_risk: true }],
    levels,
    stops_on: ['acknowledged', 'closed'],
  })
  const wrote = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
  expect(told(await desk.notices())).toEqual(['high_risk_alert → Somsri, sent', 'high_risk_alert → gateway, sent'])
  expect(await desk.caseOf(wrote)).toMatchObject({ owner: 'Somsri' })
  await desk.advance('PT5M')
  expect(told(await desk.notices())).toContain('escalation → Arm, sent')
})
