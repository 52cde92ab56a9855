import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened, outbound, standing, toCustomers, told } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

it('a calm question opens no case and disturbs nobody', async () => {
  desk = await aDesk()
  const asked = await desk.post({ text: SAYS.question, channel: 'whatsapp', contact: okafor })

  expect(asked).toMatchObject({ status: 202, answer: 'accepted', state: 'processed', disposition: 'not_a_case', case_id: null })
  await desk.advance('P40D')
  expect(await desk.cases('kind=all')).toEqual([])
  expect(await desk.notices()).toEqual([])
  expect(desk.gateway.calls).toEqual([])
})

it('a complaint becomes a case, is acknowledged, answered in the same channel and closed in time', async () => {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  const opened = await desk.caseOf(wrote)

  expect(wrote).toMatchObject({ state: 'processed', disposition: 'complaint' })
  expect(opened).toMatchObject({ kind: 'complaint', state: 'open', number: 'C-1', received_at: '2026-03-03T03:00:00.000Z' })
  expect(opened.routing_reason).toMatch(/^Tier \d · English · /)
  expect(clockOf(await desk.clocks(wrote), 'ack')).toMatchObject({ state: 'running', due_at: '2026-03-04T03:00:00.000Z' })
  expect(told(await desk.notices())).toEqual([`assignment → ${opened.owner}, sent`])

  await desk.advance('PT1H')
  const owner = await desk.asUser(opened.owner as StaffName)
  expect((await owner('POST', `/api/v1/cases/${opened.id}/acknowledgement`, { note: 'I have it' })).status).toBe(201)
  await desk.settle()
  expect(standing(await desk.clocks(wrote))).toMatchObject({ ack: 'met', final: 'running', first_response: 'running' })
  expect(outbound(desk)).toMatchObject([{ data: { channel: 'whatsapp', in_reply_to: 'wa-1', public: false } }])

  expect((await owner('POST', `/api/v1/cases/${opened.id}/notes`, { text: 'Internal: the driver lost it' })).status).toBe(201)
  await desk.advance('PT1H')
  const text = 'Dear Mrs Okafor, the parcel was lost. Your money is on its way back.'
  const sent = await owner('POST', `/api/v1/cases/${opened.reference}/replies`, { text, final: true, last_seen_message_id: wrote.id })
  expect(sent).toMatchObject({
    status: 201,
    body: { channel: 'whatsapp', to: 'ngozi.okafor@mail.example', state: 'queued', send_after: '2026-03-03T05:00:10.000Z' },
  })
  await desk.advance('PT9S')
  expect(outbound(desk)).toHaveLength(1)
  expect(clockOf(await desk.clocks(wrote), 'final').state).toBe('running')

  await desk.advance('PT1S')
  expect(outbound(desk)[1]).toMatchObject({
    data: { channel: 'whatsapp', in_reply_to: 'wa-1', text, final: true, to: { name: 'Mrs Okafor', address: 'ngozi.okafor@mail.example' } },
  })
  expect(await desk.caseOf(wrote)).toMatchObject({ state: 'answered', answered_at: '2026-03-03T05:00:10.000Z' })
  expect((await desk.conversation(wrote)).map((turn) => [turn.direction, turn.delivery?.state ?? null, turn.author])).toEqual([
    ['in', null, null],
    ['out', 'sent', opened.owner],
    ['out', 'sent', opened.owner],
  ])

  const closed = await owner('POST', `/api/v1/cases/C-1/closure`, { outcome: 'upheld', remedy: 'refund' })
  expect(closed).toMatchObject({ status: 201, body: { state: 'closed', outcome: 'upheld', remedy: 'refund', next_clock: null } })
  expect(new Set(Object.values(standing(await desk.clocks(wrote))))).toEqual(new Set(['met']))

  const before = { notices: await desk.notices(), timeline: await desk.timeline(wrote), calls: desk.gateway.calls.length }
  await desk.advance('P60D')
  expect(await desk.notices()).toEqual(before.notices)
  expect(await desk.timeline(wrote)).toEqual(before.timeline)
  expect(desk.gateway.calls).toHaveLength(before.calls)
  expect(JSON.stringify([desk.gateway.calls, before.notices, await desk.conversation(wrote)])).not.toContain('Internal')
})

describe('a severe complaint', () => {
  it('alerts an expert at once and climbs at ten minutes to exactly the person who was named', async () => {
    desk = await aDesk()
    const burning = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    const opened = await desk.caseOf(burning)

    expect(opened).toMatchObject({ severity: 'A', tier: 3, owner: 'Somsri' })
    expect(told(await desk.notices())).toEqual(['high_risk_alert → Somsri, sent'])
    expect(desk.gateway.calls).toHaveLength(1)
    expect(opened.escalation).toMatchObject({ level: 1, next_at: '2026-03-03T03:10:00.000Z', next_person: 'Dao' })

    await desk.advance('PT9M59S')
    expect(await desk.caseOf(burning)).toMatchObject({ owner: 'Somsri', escalation: { level: 1, next_person: 'Dao' } })

    await desk.advance('PT1S')
    const climbed = await desk.caseOf(burning)
    expect(climbed).toMatchObject({ owner: opened.escalation!.next_person, escalation: { level: 2, next_at: '2026-03-03T03:20:00.000Z' } })
    expect(told(await desk.notices()).filter((line) => line.startsWith('escalation'))).toEqual(['escalation → Dao, sent'])
    expect(clockOf(await desk.clocks(burning), 'alert')).toMatchObject({ due_at: '2026-03-03T03:10:00.000Z' })

    await desk.advance('PT10M')
    const again = (await desk.notices()).filter((n) => n.kind === 'escalation')
    expect(again.map((n) => [n.to, n.created_at])).toEqual([
      ['Dao', '2026-03-03T03:10:00.000Z'],
      [climbed.escalation!.next_person, '2026-03-03T03:20:00.000Z'],
    ])
    expect(happened(await desk.timeline(burning), 'escalated').map((e) => [e.level, e.to, e.owner])).toEqual([
      [2, 'Dao', true],
      [3, 'Alex', false],
    ])
  })

  it('climbs no further once somebody has acknowledged it', async () => {
    desk = await aDesk()
    const burning = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    await desk.advance('PT4M')
    const somsri = await desk.asUser('Somsri')
    const answer = await somsri('POST', `/api/v1/cases/${burning.case_id}/acknowledgement`, { notify_customer: false })
    expect(answer).toMatchObject({ status: 201, body: { state: 'acknowledged', escalation: { next_at: null, next_person: null } } })
    expect(clockOf(await desk.clocks(burning), 'alert')).toMatchObject({ state: 'met', met_at: '2026-03-03T03:04:00.000Z' })

    await desk.advance('PT3H')
    expect(told(await desk.notices())).toEqual(['high_risk_alert → Somsri, sent'])
    expect(await desk.caseOf(burning)).toMatchObject({ owner: 'Somsri', escalation: { level: 1 } })
  })

  it('takes both levels in their order when the server slept through them, and is on time again', async () => {
    desk = await aDesk()
    const burning = await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    await desk.advance('PT23M')

    expect((await desk.notices()).filter((n) => n.kind === 'escalation').map((n) => n.to)).toEqual(['Dao', 'Alex'])
    expect(happened(await desk.timeline(burning), 'escalated').map((e) => [e.level, e.to])).toEqual([
      [2, 'Dao'],
      [3, 'Alex'],
    ])
    expect((await desk.caseOf(burning)).escalation).toMatchObject({ level: 3, next_at: '2026-03-03T03:30:00.000Z' })
    expect(toCustomers(await desk.notices())).toEqual([])
  })
})

it('a message on which the reading fails is tried again, and then set before a person; its neighbours are read', async () => {
  desk = await aDesk()
  const { needs } = desk.redress
  const { detect } = needs
  needs.detect = (text, hints) => {
    if (text.includes('poison')) throw new Error('no idea')
    return detect(text, hints)
  }
  try {
    const bad = await desk.post({ text: 'poison', channel: 'sms', contact: okafor })
    const good = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
    expect([bad.state, good.disposition]).toEqual(['received', 'complaint'])
    await desk.advance('PT15S')
    await desk.advance('PT15S')
    expect(await desk.message(bad.id)).toMatchObject({ state: 'quarantined', reason: expect.stringContaining('no idea') })
    expect(told(await desk.notices())).toContain('quarantine → Bo, sent')
  } finally {
    needs.detect = detect
  }
})
