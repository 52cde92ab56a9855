import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened } from '../support/tell'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ regimes: ['au-asic-rg271'], timeZone: 'Australia/Sydney', calendar: 'AU-NSW', at: '2026-03-29T11:00:00+11:00' })
})
afterAll(() => desk.close())

const someone = (n: number) => ({ name: `Customer ${n}`, handles: [{ kind: 'email', value: `customer${n}@mail.example` }] })
const utc = (local: string) => new Date(local).toISOString()

/**
 * Sydney in 2026: Good Friday is 3 April, Easter Monday 6 April; summer time ends on Sunday 5 April at 3:00. The guide's own count: thirty
 * calendar days of which the day of receipt is not one; acknowledged within 24 hours or one business day, whichever is later.
 */
const RECEIPTS = [
  ['a Sunday', '2026-03-29T11:00:00+11:00', '2026-03-30T23:59:59.999+11:00', '2026-04-28T23:59:59.999+10:00'],
  ['the first minutes of Monday', '2026-03-30T00:10:00+11:00', '2026-03-31T23:59:59.999+11:00', '2026-04-29T23:59:59.999+10:00'],
  ['Maundy Thursday, half past four', '2026-04-02T16:30:00+11:00', '2026-04-07T23:59:59.999+10:00', '2026-05-02T23:59:59.999+10:00'],
  ['Good Friday', '2026-04-03T09:00:00+11:00', '2026-04-07T23:59:59.999+10:00', '2026-05-03T23:59:59.999+10:00'],
  ['half past two on the last summer night', '2026-04-05T02:30:00+11:00', '2026-04-07T23:59:59.999+10:00', '2026-05-05T23:59:59.999+10:00'],
  ['half past two again, an hour later', '2026-04-05T02:30:00+10:00', '2026-04-07T23:59:59.999+10:00', '2026-05-05T23:59:59.999+10:00'],
  ['Easter Monday, just before midnight', '2026-04-06T23:59:59+10:00', '2026-04-07T23:59:59.999+10:00', '2026-05-06T23:59:59.999+10:00'],
] as const

describe('the final answer that RG 271 asks for, over Easter', () => {
  it.each(RECEIPTS)('received on %s (%s)', async (_, receipt, acknowledgeBy, answerBy) => {
    await desk.jumpTo(Date.parse(receipt))
    const wrote = await desk.post({
      text: SAYS.complaint,
      channel: 'whatsapp',
      contact: someone(RECEIPTS.findIndex((r) => r[1] === receipt)),
    })
    const clocks = await desk.clocks(wrote)

    expect(clockOf(clocks, 'ack')).toMatchObject({ due_at: utc(acknowledgeBy), reference: 'RG 271.51-.52', obligation: 'should' })
    const final = clockOf(clocks, 'final')
    expect(final).toMatchObject({
      due_at: utc(answerBy),
      state: 'running',
      basis: 'statutory',
      obligation: 'must',
      time_zone: 'Australia/Sydney',
    })
    expect(final.why).toMatchObject({ sentence: expect.stringContaining(`due by the end of ${answerBy.slice(0, 10)} (Australia/Sydney)`) })
  })

  it('warns at three quarters, is missed a millisecond after the last moment, and says each once', async () => {
    const [sunday] = await desk.cases('sort=received_at&limit=50').then((all) => all.slice(-1))
    const final = clockOf(await desk.clocks(sunday!.id), 'final')
    expect(final.warn_at).toBe(utc('2026-04-21T08:29:59.999+10:00'))
    const [warn, due] = [Date.parse(final.warn_at!), Date.parse(final.due_at!)]
    const of = async (kind: string) =>
      happened(await desk.timeline(sunday!.id), kind)
        .filter((e) => e.milestone === 'final')
        .map((e) => e.at)
    const heard = async (kind: string, at: number) => {
      const those = (await desk.notices(`case_id=${sunday!.id}`)).filter(
        (n) => n.kind === kind && n.created_at === new Date(at).toISOString(),
      )
      return those.map((n) => n.to)
    }

    await desk.jumpTo(warn - 1)
    expect([clockOf(await desk.clocks(sunday!.id), 'final').state, await of('clock_warned')]).toEqual(['running', []])
    await desk.jumpTo(warn)
    expect([clockOf(await desk.clocks(sunday!.id), 'final').state, await of('clock_warned')]).toEqual(['due_soon', [final.warn_at]])
    const { owner } = await desk.caseOf(sunday!.id)
    expect(await heard('clock_warning', warn)).toEqual([owner])

    await desk.jumpTo(due)
    expect([clockOf(await desk.clocks(sunday!.id), 'final').state, await of('clock_missed')]).toEqual(['due_soon', []])
    await desk.jumpTo(due + 1)
    expect(clockOf(await desk.clocks(sunday!.id), 'final')).toMatchObject({ state: 'missed', missed_at: final.due_at })
    expect(await of('clock_missed')).toEqual([new Date(due + 1).toISOString()])
    expect((await heard('clock_missed', due + 1)).sort()).toEqual([...new Set([owner, 'Bo'])].sort())

    await desk.advance('PT12H')
    expect([await of('clock_warned'), await of('clock_missed')]).toEqual([[final.warn_at], [new Date(due + 1).toISOString()]])
  })

  it('an answer that arrives at the very last moment keeps the promise', async () => {
    const last = (await desk.cases('sort=received_at&limit=50'))[0]!
    const due = Date.parse(clockOf(await desk.clocks(last.id), 'final').due_at!)
    await desk.jumpTo(due - 10_000)
    const owner = await desk.asUser((await desk.caseOf(last.id)).owner as StaffName)
    expect(
      (
        await owner('POST', `/api/v1/cases/${last.id}/replies`, {
          ...{ text: 'We have decided … You may go to AFCA: www.afca.org.au', final: true },
        })
      ).status,
    ).toBe(201)
    await desk.jumpTo(due)
    expect(clockOf(await desk.clocks(last.id), 'final')).toMatchObject({ state: 'met', met_at: new Date(due).toISOString() })
    await desk.jumpTo(due + 1)
    expect(clockOf(await desk.clocks(last.id), 'final')).toMatchObject({ state: 'met', missed_at: null })
  })
})
