import { afterEach, expect, it } from 'vitest'
import { okafor, SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { clockOf } from '../support/tell'

let desk: Desk
afterEach(() => desk.close())

const policy = (percent: number) => ({
  title: `At ${percent} percent`,
  time: 'wall',
  for: [{}],
  starts_on: [{ clock_at: percent }],
  levels: [{ after: 'PT0M', tell: ['manager'] }],
  stops_on: ['closed'],
})

/** Ten working hours, round the clock: shares of the time are whole hours. */
const service = {
  title: 'Ten hours',
  first_response: '10h',
  warn: ['60%', '1h'],
}

it('a policy begins at the very share of the time that it waits for, and every line of warning is told once', async () => {
  desk = await aDesk({ regimes: [], timeZone: 'UTC', at: '2026-03-03T10:00:00Z' })
  for (const percent of [10, 75]) expect((await desk.call('PUT', `/api/v1/policies/at-${percent}`, policy(percent))).status).toBe(200)
  expect((await desk.call('PUT', '/api/v1/service-policy', service)).status).toBe(200)
  await desk.advance('PT1S')
  const wrote = await desk.post({ text: SAYS.complaint, channel: 'whatsapp', contact: okafor })
  const begun = async (): Promise<string[]> => {
    const { rows } = await desk.redress.db.pool.query(`select policy from escalation where policy like 'at-%' order by started_at`)
    return rows.map(({ policy: id }) => id)
  }
  const warned = async () => (await desk.notices()).filter(({ kind }) => kind === 'clock_warning').length
  const steps: [string, string[], number][] = []
  for (const by of ['PT59M', 'PT1M', 'PT4H59M', 'PT1M', 'PT1H29M', 'PT1M', 'PT1H29M', 'PT1M', 'PT30M']) {
    await desk.advance(by)
    steps.push([by, await begun(), await warned()])
  }
  expect(steps).toEqual([
    ['PT59M', [], 0],
    ['PT1M', ['at-10'], 0],
    ['PT4H59M', ['at-10'], 0],
    ['PT1M', ['at-10'], 1],
    ['PT1H29M', ['at-10'], 1],
    ['PT1M', ['at-10', 'at-75'], 1],
    ['PT1H29M', ['at-10', 'at-75'], 1],
    ['PT1M', ['at-10', 'at-75'], 2],
    ['PT30M', ['at-10', 'at-75'], 2],
  ])
  expect(clockOf(await desk.clocks(wrote), 'desk_first_response').state).toBe('due_soon')
})
