import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { report } from '../support/figures'
import { House } from './support/house'
import { afterwards, atRest, underLoad } from './support/under-load'

test('SIGTERM under load: what was acknowledged is kept, the rest was refused or never answered, and the next start finds all in order', async () => {
  const { house, oracle } = await underLoad()
  const codes: (number | null)[] = []
  for (let n = 0; n < 2; n++) {
    await sleep(300)
    codes.push(await house.stop())
    expect(house.postmaster).toBeUndefined()
    await house.start()
  }
  const { count, verdict } = await atRest({ house, oracle })
  report('SIGTERM under load', { stops: codes.length, acknowledged: count.message, lost: verdict.lost, doubled: verdict.doubled })

  expect(codes).toEqual([0, 0])
  expect(verdict.problems).toEqual([])
})

test('a request that is under way when the server is told to stop gets its answer', async () => {
  const house = await House.open()
  afterwards(() => house.close())
  await house.start()
  const headers = { authorization: `Bearer ${inject('prepared').key}`, 'content-type': 'application/x-ndjson' }
  const lines = Array.from({ length: 1_000 }, (_, n) => JSON.stringify({ external_id: `s${n}`, text: `Where is my parcel ${n}?` }))
  const batch = fetch(`${house.url}/api/v1/messages/batch`, { method: 'POST', headers, body: lines.join('\n') })
  await sleep(30)
  const stopped = house.stop()
  const response = await batch
  const answers = (await response.text()).trim().split('\n')

  expect(response.status).toBe(200)
  expect(answers.filter((line) => line.includes('"accepted"'))).toHaveLength(1_000)
  expect(await stopped).toBe(0)
})

test('an open live screen does not keep the server from stopping', async () => {
  const house = await House.open()
  afterwards(() => house.close())
  await house.start()
  const headers = { authorization: `Bearer ${inject('prepared').key}` }
  const screen = await fetch(`${house.url}/api/v1/events/stream`, { headers })
  const told = screen.text().catch(() => 'cut')
  const began = performance.now()

  expect(await house.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(8_000)
  await told
})
