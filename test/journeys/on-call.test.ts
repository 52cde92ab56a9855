import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeGateway, type Gateway } from '../../src/notify/testing/fake-gateway'
import { putNotifier } from '../../src/store/notifiers'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { happened, received, told } from '../support/tell'

let desk: Desk
beforeEach(async () => {
  desk = await aDesk()
})
afterEach(() => desk.close())

const put = async (path: string, body: unknown, expected = 200) => {
  const answer = await desk.call('PUT', path, body)
  expect({ path, ...answer }).toMatchObject({ status: expected })
  return answer.body
}
const burning = () => desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
const escalations = async () => told(await desk.notices()).filter((line) => !line.startsWith('assignment'))

const night = {
  title: 'Nights',
  layers: [{ name: 'night', people: ['Nok', 'Bo'], every: 'week', at: '09:00', starts: '2026-03-02' }],
}
/** High risk: whoever is on call, then the manager, then everybody's administrator. */
const paged = {
  title: 'Whoever is on call',
  time: 'wall',
  for: [{ high_risk: true }],
  levels: [
    { after: 'PT0M', tell: ['rota:night'], take_over: true },
    { after: 'PT5M', tell: ['manager'] },
    { after: 'PT5M', tell: ['administrator'] },
  ],
  stops_on: ['acknowledged', 'answered', 'closed'],
}

describe('a rota', () => {
  beforeEach(async () => {
    await put('/api/v1/rotas/night', night)
    await put('/api/v1/policies/high-risk', paged)
  })

  it('says who is told first, and who follows', async () => {
    const { body } = await desk.call<{ data: { on_call: unknown; gaps: unknown[]; turns: unknown[] }[] }>('GET', '/api/v1/on-call')
    expect(body.data).toMatchObject([{ on_call: { person: 'Nok', because: 'turn' }, gaps: [] }])
    expect(body.data[0]!.turns).toMatchObject([{ person: 'Nok' }, { person: 'Bo', from: '2026-03-09T02:00:00.000Z' }])
    const wrote = await burning()
    expect(await escalations()).toEqual(['high_risk_alert → Nok, sent'])
    expect(await desk.caseOf(wrote)).toMatchObject({
      owner: 'Nok',
      escalation: { next_person: 'Dao', next_at: '2026-03-03T03:05:00.000Z' },
    })
  })

  it('gives way to an override, and to cover for somebody who is away', async () => {
    const week = { from: '2026-03-03T00:00:00+07:00', to: '2026-03-10T00:00:00+07:00' }
    expect((await desk.call('POST', '/api/v1/absences', { person: 'Nok', cover: 'Arm', ...week })).status).toBe(201)
    await burning()
    expect(await escalations()).toEqual(['high_risk_alert → Arm, sent'])
    const swap = await desk.call('POST', '/api/v1/rotas/night/overrides', { person: 'Ana', reason: 'swap', ...week })
    expect(swap.status).toBe(201)
    await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: { name: 'B', handles: [{ kind: 'email', value: 'b@mail.example' }] } })
    expect(await escalations()).toContain('high_risk_alert → Ana, sent')
    await desk.call('DELETE', `/api/v1/overrides/${swap.body.id}`)
    expect((await desk.call<{ data: unknown[] }>('GET', '/api/v1/on-call')).body.data).toMatchObject([
      { on_call: { person: 'Arm', because: 'cover' } },
    ])
  })

  it('changes nothing for a climb that is under way: the policy is frozen on the case, and the new version holds for the next', async () => {
    const wrote = await burning()
    await put('/api/v1/policies/high-risk', {
      ...paged,
      levels: [
        { after: 'PT0M', tell: ['person:Vera'] },
        { after: 'PT1M', tell: ['person:Arm'] },
      ],
    })
    await desk.advance('PT5M')
    expect(await escalations()).toEqual(['high_risk_alert → Nok, sent', 'escalation → Dao, sent'])
    const { body } = await desk.call<{ data: { id: string; version: string }[] }>('GET', '/api/v1/policies')
    expect(body.data[0]).toMatchObject({ id: 'high-risk', version: '2' })
    expect((await desk.caseOf(wrote)).escalation).toMatchObject({ level: 2, next_person: 'Alex' })
  })

  it('is rehearsed before it is needed: who would be told on Friday at 23:00, by whom it is covered, and where nobody is', async () => {
    const friday = '2026-03-06T23:00:00+07:00'
    const away = { from: '2026-03-06T22:00:00+07:00', to: '2026-03-07T09:00:00+07:00' }
    await desk.call('POST', '/api/v1/absences', { person: 'Nok', cover: 'Arm', ...away })
    const told = async () => (await desk.notices()).length
    const before = await told()
    type Rehearsal = { steps: { at: string; level: number; take_over: boolean; told: { person: string | null; way: string | null }[] }[] }
    const rehearsed = async (policy: object, severity: string) =>
      (await desk.call<Rehearsal>('POST', '/api/v1/policies/rehearsal', { policy, at: friday, severity })).body
    const { steps } = await rehearsed(paged, 'A')
    expect(steps.map(({ at, told, take_over }) => [at, told[0]!.person, take_over])).toEqual([
      ['2026-03-06T16:00:00.000Z', 'Arm', true],
      ['2026-03-06T16:05:00.000Z', 'Dao', false],
      ['2026-03-06T16:10:00.000Z', 'Alex', false],
    ])
    const quiet = { ...paged, quiet: { from: '22:00', to: '07:00', severities: ['C'] } }
    expect((await rehearsed(quiet, 'C')).steps[0]!.at).toBe('2026-03-07T00:00:00.000Z')
    expect((await rehearsed(quiet, 'A')).steps[0]!.at).toBe('2026-03-06T16:00:00.000Z')
    type Begun = { begins_at: string | null; clock: { title: string } | null; fits: boolean; steps: { at: string }[] }
    const begun = async (happens: unknown, severity = 'C') =>
      (await desk.call<Begun>('POST', '/api/v1/policies/rehearsal', { policy: paged, at: friday, severity, happens })).body
    for (const happens of ['opened', 'asks_for_manager', 'third_contact', { reach: 9 }, { risk: 'health' }])
      expect(await begun(happens)).toMatchObject({ begins_at: '2026-03-06T16:00:00.000Z', clock: null })
    expect(await begun({ hand_off_unanswered: 'PT2H' })).toMatchObject({ begins_at: '2026-03-06T18:00:00.000Z', clock: null })
    const half = await begun({ clock_at: 50 })
    expect(half).toMatchObject({ clock: { title: 'Acknowledge the complaint' }, steps: [{ at: half.begins_at }, {}, {}] })
    const over = await begun('breach')
    expect(Date.parse(over.begins_at!)).toBeGreaterThan(Date.parse(half.begins_at!))
    const milder = { ...paged, for: [{ severities: ['A', 'B'] }] }
    const fits = async (severity: string) =>
      (await desk.call<Begun>('POST', '/api/v1/policies/rehearsal', { policy: milder, at: friday, severity })).body.fits
    expect([await fits('A'), await fits('C')]).toEqual([true, false])
    expect(await begun({ clock_at: 0 })).toMatchObject({
      status: 422,
      detail: expect.stringContaining('happens[0].clock_at must be 1 to 99'),
    })

    const machine = { ...paged, levels: [{ after: 'PT0M', tell: ['webhook:pager'] }] }
    const refused = await desk.call('POST', '/api/v1/policies/rehearsal', { policy: machine, at: friday })
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('reaches no person') } })
    expect(await told()).toBe(before)
  })

  it('warns before tonight that nobody is on call, once, and tells the manager in the meantime', async () => {
    const hours = { from: '08:00', to: '18:00' }
    await put('/api/v1/rotas/night', { ...night, layers: [{ ...night.layers[0], hours }] })
    await desk.advance('PT30M')
    const gap = (await desk.notices()).filter((n) => n.kind === 'rota_gap')
    expect(gap.map((n) => n.to).sort()).toEqual(['Alex', 'Dao'])
    expect(gap[0]!.subject).toContain('Nobody is on call: night')
    await desk.advance('PT1H')
    expect((await desk.notices()).filter((n) => n.kind === 'rota_gap')).toHaveLength(2)
    await desk.advance('PT10H')
    await burning()
    expect(await escalations()).toContain('high_risk_alert → Dao, sent')
  })

  it('is refused in a sentence where it cannot be right', async () => {
    expect((await put('/api/v1/rotas/night', { ...night, layers: [{ people: ['Zed'] }] }, 422)).detail).toContain(
      '"Zed", who is not on the staff',
    )
    expect((await put('/api/v1/policies/p', { ...paged, levels: [] }, 422)).detail).toContain('policy.levels must hold at least one level')
    const ghost = { ...paged, levels: [{ after: 'PT0M', tell: ['rota:nowhere', 'owner'] }] }
    expect((await put('/api/v1/policies/p', ghost, 422)).detail).toContain('no rota here is called that')
    expect(
      (
        await desk.call('POST', '/api/v1/absences', {
          person: 'Nok',
          cover: 'Nok',
          from: '2026-03-03T00:00:00Z',
          to: '2026-03-04T00:00:00Z',
        })
      ).body.detail,
    ).toBe('Nobody covers for themselves.')
    const agent = await desk.asUser('Ana')
    expect((await agent('PUT', '/api/v1/policies/p', paged)).status).toBe(403)
    expect((await agent('PUT', '/api/v1/rotas/night', night)).status).toBe(403)
    expect((await agent('PUT', '/api/v1/users/Bo/telling', { preferences: {} })).status).toBe(403)
  })
})

describe('what begins an escalation later', () => {
  it('a hand-off that nobody takes up climbs after two working hours', async () => {
    const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/acknowledgement`, { notify_customer: false })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/escalations`, { reason: 'too hard for me', to: 'Somsri' })
    await desk.advance('PT1H59M')
    expect((await escalations()).filter((l) => l.includes('Somsri'))).toHaveLength(1)
    await desk.advance('PT1M')
    expect((await escalations()).filter((l) => l.includes('Somsri'))).toHaveLength(2)
    await desk.advance('PT3H30M')
    expect(await escalations()).toContain('escalation → Bo, sent')
  })

  it('a hand-off in the middle of the night falls due after two hours of the morning, where the policy counts opening hours', async () => {
    await desk.jumpTo(Date.parse('2026-03-04T04:57:00+07:00'))
    const levels = [{ after: 'PT0M', tell: ['person:Dao'] }]
    const waits = { for: [{}], starts_on: [{ hand_off_unanswered: 'PT2H' }], levels, stops_on: ['acknowledged', 'closed'] }
    const handedOff = { happens: { hand_off_unanswered: 'PT2H' }, at: '2026-03-04T04:57:00+07:00' }
    const begins = async (time: string, severity: string) =>
      (
        await desk.call<{ begins_at: string }>('POST', '/api/v1/policies/rehearsal', {
          policy: { ...waits, title: 'P', time },
          severity,
          ...handedOff,
        })
      ).body.begins_at
    expect([await begins('business', 'C'), await begins('business', 'A'), await begins('wall', 'C')]).toEqual([
      '2026-03-04T04:00:00.000Z',
      '2026-03-03T23:57:00.000Z',
      '2026-03-03T23:57:00.000Z',
    ])
    await put('/api/v1/policies/unanswered', { ...waits, title: 'By day', time: 'business' })
    const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    await desk.call('POST', `/api/v1/cases/${wrote.case_id}/escalations`, { reason: 'too hard for me', to: 'Somsri' })
    const dao = async () => (await desk.notices()).filter((n) => n.kind === 'escalation' && n.to === 'Dao').map((n) => n.created_at)
    await desk.jumpTo(Date.parse('2026-03-04T10:59:00+07:00'))
    expect(await dao()).toEqual([])
    await desk.advance('PT1M')
    expect(await dao()).toEqual(['2026-03-04T04:00:00.000Z'])
  })

  it('a customer who asks for a manager is heard by the lead at once', async () => {
    await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    await desk.post({
      text: 'This is useless. I want to speak to your manager now. Where is my parcel?',
      channel: 'whatsapp',
      contact: okafor,
    })
    expect(await escalations()).toEqual(['escalation → Bo, sent'])
    await desk.post({ text: 'I said: I want to speak to your manager!', channel: 'whatsapp', contact: okafor })
    expect(await escalations()).toHaveLength(1)
  })

  it('a breach, a share of a clock, a third message and a growing reach begin what a firm has written for them', async () => {
    const of = (starts_on: unknown, person: string) => ({
      title: 'P',
      time: 'wall',
      for: [{}],
      starts_on: [starts_on],
      levels: [{ after: 'PT0M', tell: [`person:${person}`] }],
      stops_on: ['closed'],
    })
    await put('/api/v1/policies/breached', of('breach', 'Dao'))
    await put('/api/v1/policies/late', of({ clock_at: 70 }, 'Alex'))
    await put('/api/v1/policies/third', of('third_contact', 'Nok'))
    await put('/api/v1/policies/famous', of({ reach: 10_000 }, 'Somsri'))
    await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: okafor })
    expect(await escalations()).toEqual([])
    await desk.post({ text: `${SAYS.again} Third time!`, channel: 'whatsapp', contact: { ...okafor, followers: 50_000 } })
    expect((await escalations()).sort()).toEqual(['escalation → Nok, sent', 'escalation → Somsri, sent'])
    const famous = { name: 'Famous', handles: [{ kind: 'email', value: 'famous@mail.example' }], followers: 20_000 }
    await desk.post({ text: `${SAYS.complaint} Everybody reads me.`, channel: 'whatsapp', contact: famous })
    expect((await escalations()).filter((one) => one.includes('Somsri'))).toHaveLength(2)
    await desk.advance('PT25H')
    const later = await escalations()
    for (const who of ['Dao', 'Alex']) expect(later).toContain(`escalation → ${who}, sent`)
  })
})

describe('ways', () => {
  let texts: Gateway
  beforeEach(async () => {
    texts = await fakeGateway('ok')
  })
  afterEach(() => texts.close())

  it('revoked credentials: the next way is used within seconds, and the administrator is told in words', async () => {
    texts.behave({ status: 404, body: 'no_service' })
    await putNotifier(
      desk.redress.db,
      desk.tenant.id,
      { name: 'room', kind: 'slack', url: `${texts.url}/services/T/B/gone`, secret: null, options: { allowPrivate: true } },
      desk.now(),
    )
    await put('/api/v1/users/Nok/telling', { preferences: { ways: { A: ['room'] } } })
    await put('/api/v1/rotas/night', night)
    await put('/api/v1/policies/high-risk', paged)
    await burning()
    expect(received(desk).filter((e) => e.type === 'alert.opened')).toEqual([])
    await desk.advance('PT6S')
    expect(received(desk).filter((e) => e.type === 'alert.opened')).toMatchObject([{ data: { recipient: 'Nok' } }])
    const [broken] = (await desk.notices()).filter((n) => n.kind === 'way_broken')
    expect(broken).toMatchObject({ to: 'Alex', subject: '“room” does not accept our key any more' })
    expect(broken!.body).toContain('redress notifier test "room"')
  })

  it('quiet hours keep back what can wait and never a severe crisis', async () => {
    const quiet = { from: '09:00', to: '12:00' }
    for (const name of ['Ana', 'Nok', 'Somsri', 'Bo']) await put(`/api/v1/users/${name}/telling`, { preferences: { quiet } })
    await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    expect(told(await desk.notices()).map((line) => line.split(', ')[1])).toEqual(['queued'])
    await burning()
    expect(told(await desk.notices()).filter((line) => line.startsWith('high_risk'))).toEqual(['high_risk_alert → Somsri, sent'])
    await desk.advance('PT2H')
    expect(told(await desk.notices()).every((line) => line.endsWith('sent'))).toBe(true)
  })

  it('the test button says what became of it, and the list names no key', async () => {
    const { body } = await desk.call<{ data: { id: string; name: string }[] }>('GET', '/api/v1/notifiers')
    const [only] = body.data
    expect((await desk.call('POST', `/api/v1/notifiers/${only!.id}/test`, {})).body).toMatchObject({ name: 'gateway', state: 'sent' })
    desk.gateway.behave({ status: 500 })
    expect((await desk.call('POST', `/api/v1/notifiers/${only!.id}/test`, {})).body).toMatchObject({ state: 'unknown', reason: 'http_500' })
    const again = await desk.call<{ data: object[] }>('GET', '/api/v1/notifiers')
    expect(again.body.data).toMatchObject([{ last_error: 'http_500' }])
    expect(JSON.stringify(again.body)).not.toMatch(/whsec|127\.0/)
  })
})

it('up with a reason, back with feedback, over to oneself', async () => {
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const { owner } = await desk.caseOf(wrote)
  const [agent, dao] = [await desk.asUser(owner as 'Ana'), await desk.asUser('Dao')]
  const at = `/api/v1/cases/${wrote.case_id}`
  expect((await dao('POST', `${at}/hand-back`, { feedback: 'x' })).body).toMatchObject({ code: 'nobody_handed_up' })
  await agent('POST', `${at}/escalations`, { reason: 'policy is unclear', to: 'Dao' })
  expect((await dao('POST', `${at}/hand-back`, { feedback: 'Article 7 covers it' })).body).toMatchObject({
    owner,
    reason: 'handed back: Article 7 covers it',
  })
  expect((await dao('POST', `${at}/take-over`, { reason: 'the press called' })).body).toMatchObject({ owner: 'Dao' })
  expect(
    happened(await desk.timeline(wrote), 'assigned')
      .map((e) => e.reason)
      .slice(-2),
  ).toEqual(['handed back: Article 7 covers it', 'taken over: the press called'])
})
