import { afterEach, describe, expect, it } from 'vitest'
import { okafor, SAYS, type StaffName } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

/** A complaint on Monday 2 March 2026 at ten in the morning in Sydney, where the office is open from nine with an hour of lunch. */
async function complaint() {
  desk = await aDesk({
    regimes: ['service-desk', 'au-asic-rg271'],
    timeZone: 'Australia/Sydney',
    calendar: 'AU-NSW',
    at: '2026-03-02T10:00:00+11:00',
  })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const { id, owner } = await desk.caseOf(wrote)
  const call = await desk.asUser(owner as StaffName)
  return {
    id,
    call,
    says: (text: string) => desk.post({ text, channel: 'whatsapp', contact: okafor }),
    reply: () => call('POST', `/api/v1/cases/${id}/replies`, { text: 'We are looking into it.' }),
    pause: (name: string, reason?: string) =>
      call('POST', `/api/v1/cases/${id}/happenings`, { name, at: new Date(desk.now()).toISOString(), ...(reason ? { reason } : {}) }),
    due: async (milestone: string) => clockOf(await desk.clocks(id), milestone),
  }
}
const local = (text: string) => new Date(`${text}+11:00`).toISOString()

describe('service clocks', () => {
  it('count opening hours over lunch, and an automatic acknowledgement is no reply', async () => {
    const { due, call, id, reply } = await complaint()
    expect((await due('desk_first_response')).due_at).toBe(local('2026-03-02T15:00:00'))
    await call('POST', `/api/v1/cases/${id}/acknowledgement`, { notify_customer: true })
    await desk.advance('PT5M')
    expect((await due('ack')).state).toBe('met')
    expect((await due('desk_first_response')).state).toBe('running')
    await reply()
    await desk.advance('PT1M')
    expect((await due('desk_first_response')).state).toBe('met')
  })

  it('the next reply is owed from the first message that waits, not from later ones, and thanks ask for none', async () => {
    const { due, says, reply, id } = await complaint()
    await reply()
    await desk.advance('PT1H')
    await says(SAYS.thanks)
    expect((await desk.clocks(id)).some(({ milestone }) => milestone === 'desk_next_response')).toBe(false)
    await says(`${SAYS.again} Number 1.`)
    const first = (await due('desk_next_response')).due_at
    await desk.advance('PT1H')
    await says(`${SAYS.again} Number 2.`)
    expect((await due('desk_next_response')).due_at).toBe(first)
    await reply()
    await desk.advance('PT1M')
    expect((await due('desk_next_response')).state).toBe('met')
    await says(`${SAYS.again} Number 3.`)
    const owed = (await desk.clocks(id)).filter(({ milestone }) => milestone === 'desk_next_response')
    expect(owed.map(({ state }) => state).sort()).toEqual(['met', 'running'])
  })

  it('updates begin again with each reply', async () => {
    const { due, reply, id } = await complaint()
    expect((await due('desk_update')).due_at).toBe(new Date(Date.parse(local('2026-03-09T23:59:59')) + 999).toISOString())
    await desk.advance('P2D')
    await reply()
    await desk.advance('PT1M')
    const updates = (await desk.clocks(id)).filter(({ milestone }) => milestone === 'desk_update')
    expect(updates.map(({ state, due_at }) => [state, due_at?.slice(0, 10)])).toContainEqual(['running', '2026-03-11'])
  })

  it('stand still for a reason that the firm wrote down, and the clocks of the law do not', async () => {
    const { due, pause } = await complaint()
    const [service, law] = [await due('desk_resolution'), await due('final')]
    expect((await pause('clocks_paused', 'too much to do')).status).toBe(422)
    await desk.advance('P1D')
    expect((await pause('clocks_paused', 'waiting_for_customer')).status).toBe(201)
    await desk.advance('P3D')
    expect((await pause('clocks_resumed')).status).toBe(201)
    expect((await due('final')).due_at).toBe(law.due_at)
    const after = await due('desk_resolution')
    expect(Date.parse(after.due_at!) - Date.parse(service.due_at!)).toBe(3 * 86_400_000)
    expect((after as { why: { pauses: { reason: string }[] } }).why.pauses).toHaveLength(1)
  })
})
