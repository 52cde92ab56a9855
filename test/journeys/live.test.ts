import { afterAll, beforeAll, expect, it } from 'vitest'
import { SAYS } from '../cast'
import { aDesk, type Desk } from '../support/app'
import { processBeside } from '../support/house'
import { lineTo } from '../support/stream'

let desk: Desk
let beside: Awaited<ReturnType<typeof processBeside>>
beforeAll(async () => {
  desk = await aDesk()
  beside = await processBeside(desk)
  for (const { app } of [desk, beside]) await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await beside.stop()
  await desk.close()
})

const begun = async (app: Desk['app'], since?: string) => {
  const line = lineTo(app, desk.key, since)
  await expect.poll(line.at).toBeTruthy()
  return line
}

it('U10 a screen hears within two seconds what happens in another process, and its numbers move', async () => {
  const [here, there] = [await begun(desk.app), await begun(beside.app)]
  const since = Date.now()
  const { id, case_id } = await desk.post({ text: SAYS.complaint, channel: 'branch' })
  await expect.poll(there.heard, { timeout: 10_000 }).toContain(`"id":"${id}"`)
  await expect.poll(there.heard, { timeout: 10_000 }).toMatch(/event: counts\ndata: .*"open":[1-9]/)
  expect(Date.now() - since).toBeLessThan(2_000)
  expect(there.heard()).toContain(`"case_id":"${case_id}"`)
  expect(there.heard()).not.toContain(SAYS.complaint.slice(0, 12))
  expect(here.heard().split(id), 'nobody hears it twice').toHaveLength(2)
  expect(there.heard().split(`"id":"${id}"`)).toHaveLength(2)
  here.stop()
  there.stop()
})

it('U10 a screen that comes back is told what it missed; behind another process, that it missed something', async () => {
  const first = await begun(desk.app)
  first.stop()
  const { id } = await desk.post({ text: SAYS.other, channel: 'branch' })
  const again = await begun(desk.app, first.at())
  expect(again.heard()).toContain(id)
  expect(again.heard()).not.toContain('event: missed')
  const elsewhere = await begun(beside.app, first.at())
  expect(elsewhere.heard()).toMatch(/^id: \S+\nevent: missed\ndata: \{\}\n\n/)
  again.stop()
  elsewhere.stop()
})

it('U10 when a process could not hear the others for a while, its screens are told that they missed something', async () => {
  const line = await begun(beside.app)
  const { rowCount } = await desk.redress.db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
  )
  expect(rowCount).toBe(2)
  await expect.poll(line.heard, { timeout: 10_000 }).toContain('event: missed')
  const { id } = await desk.post({ text: `${SAYS.complaint} Again.`, channel: 'branch' })
  await expect.poll(line.heard).toContain(id)
  line.stop()
})
