import { afterEach, expect, it } from 'vitest'
import { updateTenant } from '../../src/store/tenants'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf, happened } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

type Answer = { status: number; body: { applied: boolean; moved: { milestone: string; was: string; would_be: string; later: boolean }[] } }
const rebase = (body: object) => desk.call('POST', '/api/v1/clocks/rebase', body) as unknown as Promise<Answer>

/** Labour Day of 2026 is on Monday 5 October in New South Wales and on no day of that month in Victoria. */
it('a firm that moves to another state keeps its old dates until somebody moves them, with a preview and a reason', async () => {
  desk = await aDesk({ regimes: ['au-asic-rg271'], timeZone: 'Australia/Sydney', calendar: 'AU-VIC', at: '2026-10-02T10:00:00+10:00' })
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const due = async (milestone: string) => clockOf(await desk.clocks(wrote), milestone).due_at
  const [before, final] = [await due('ack'), await due('final')]

  await updateTenant(desk.redress.db, desk.tenant.id, { settings: { calendar: 'AU-NSW' } }, desk.now())
  await desk.redress.services.directory(desk.tenant.id)
  await expect.poll(async () => (await rebase({ reason: 'look' })).body.moved.map(({ milestone }) => milestone)).toContain('ack')
  expect((await rebase({ reason: 'look' })).body).toMatchObject({
    applied: false,
    moved: expect.arrayContaining([expect.objectContaining({ milestone: 'ack', was: before, later: true })]),
  })
  expect(await due('ack')).toBe(before)

  const { body } = await rebase({ apply: true, reason: 'We moved to Sydney on 1 October.' })
  expect(body.applied).toBe(true)
  expect(await due('ack')).toBe(body.moved.find(({ milestone }) => milestone === 'ack')!.would_be)
  expect(await due('final')).toBe(final)
  expect(happened(await desk.timeline(wrote), 'clock_moved')).toContainEqual(
    expect.objectContaining({ milestone: 'ack', was_due_at: before, because: 'rebased: We moved to Sydney on 1 October.' }),
  )
  expect((await rebase({ apply: true, reason: 'again' })).body.moved).toEqual([])
})
