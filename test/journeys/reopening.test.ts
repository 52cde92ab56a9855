import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened, standing, told } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

/** A complaint of Mrs Okafor by WhatsApp, answered and closed within the hour. */
async function closedCase() {
  desk = await aDesk()
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: 'wa-1', contact: okafor })
  const { owner, id } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  await call('POST', `/api/v1/cases/${id}/replies`, { text: 'Your money is on its way.', final: true })
  await desk.advance('PT1H')
  expect((await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'upheld', remedy: 'refund' })).status).toBe(201)
  return { id, owner, call, wrote }
}

describe('after closing', () => {
  it('a new complaint on the matter within 14 days takes the case up again: new clocks, and its owner is told', async () => {
    const { id, owner } = await closedCase()
    await desk.advance('P13D')
    const again = await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: okafor })

    expect(again.case_id).toBe(id)
    expect(await desk.caseOf(id)).toMatchObject({ state: 'open', owner, closed_at: null, outcome: null, messages: 3 })
    const running = (await desk.clocks(id)).filter((c) => c.state === 'running')
    expect(running.map((c) => [c.milestone, c.started_at]).sort()).toEqual(
      ['ack', 'final', 'first_response'].map((milestone) => [milestone, '2026-03-16T04:00:00.000Z']),
    )
    expect(happened(await desk.timeline(id), 'reopened')).toMatchObject([{ by: { id: 'engine' }, message_id: again.id }])
    expect(told(await desk.notices(`case_id=${id}`)).filter((line) => line.startsWith('assignment'))).toHaveLength(2)
  })

  it('after 14 days the same words are a new complaint', async () => {
    const { id } = await closedCase()
    await desk.advance('P14DT1S')
    const later = await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: okafor })

    expect(later).toMatchObject({ disposition: 'complaint' })
    expect(later.case_id).not.toBe(id)
    expect((await desk.caseOf(id)).state).toBe('closed')
  })

  it('thanks are filed on the case and open nothing', async () => {
    const { id } = await closedCase()
    const thanks = await desk.post({ text: SAYS.thanks, channel: 'whatsapp', contact: okafor })
    expect(thanks.case_id).toBe(id)
    expect((await desk.caseOf(id)).state).toBe('closed')
  })

  it('a reopened case that turns severe alerts an expert and climbs like a new one', async () => {
    const { id } = await closedCase()
    await desk.advance('P2D')
    await desk.post({ text: SAYS.again, channel: 'whatsapp', contact: okafor })
    await desk.advance('PT5M')
    await desk.post({ text: SAYS.fire, channel: 'whatsapp', contact: okafor })
    expect(await desk.caseOf(id)).toMatchObject({
      severity: 'A',
      escalation: { policy: 'high-risk', level: 1, next_at: '2026-03-05T04:15:00.000Z', next_person: 'Dao' },
    })
    expect(told(await desk.notices(`case_id=${id}`))).toContain('high_risk_alert → Somsri, sent')
    await desk.advance('PT10M')
    expect(await desk.caseOf(id)).toMatchObject({ owner: 'Dao', escalation: { level: 2 } })
  })

  it('a person may take it up with a reason, once; clocks run from then', async () => {
    const { id, call } = await closedCase()
    await desk.advance('P20D')
    const path = `/api/v1/cases/${id}/reopening`
    expect(await call('POST', path, { reason: ' ' })).toMatchObject({ status: 409, body: { code: 'no_reason' } })
    expect(await call('POST', path, { reason: 'The refund never arrived' })).toMatchObject({ status: 201, body: { state: 'open' } })
    expect(await call('POST', path, { reason: 'Again' })).toMatchObject({ status: 409, body: { code: 'not_closed' } })

    expect(
      clockOf(
        (await desk.clocks(id)).filter((c) => c.state === 'running'),
        'final',
      ).started_at,
    ).toBe('2026-03-23T04:00:00.000Z')
    await call('POST', `/api/v1/cases/${id}/closure`, { outcome: 'resolved', remedy: 'none' })
    expect(new Set(Object.values(standing(await desk.clocks(id))))).toEqual(new Set(['met']))
    await desk.settle()
    const settled = await desk.notices()
    await desk.advance('P40D')
    expect(await desk.notices()).toEqual(settled)
  })
})
