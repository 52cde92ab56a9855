import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { isFull, report } from '../support/figures'
import type { Sabotage } from './sabotage/which'
import { House, until } from './support/house'
import { afterwards, atRest, underLoad } from './support/under-load'

/** On a machine that many share, a start takes its turn; `bin/check --full` asks for the promise itself. */
const READY_WITHIN_MS = isFull ? 5_000 : 20_000

type Round = { what: string; recoveryMs: number }

/** The app dies; the next one starts at once, and sometimes dies in the middle of that. */
async function killApp(house: House, dies: number): Promise<Round> {
  await house.kill()
  for (let i = 0; i < dies; i++) {
    house.launch()
    await sleep(randomInt(1_500))
    await house.kill()
  }
  return { what: dies ? 'app, again during start-up' : 'app', recoveryMs: await house.start() }
}

/** PostgreSQL and all its children die, sometimes again in the middle of their recovery; the app stays and must bring it back. */
async function killPostgres(house: House, dies: number): Promise<Round> {
  house.killPostgres()
  for (let i = 0; i < dies; i++) {
    await sleep(randomInt(400))
    house.killPostgres()
  }
  const began = performance.now()
  const { key } = inject('prepared')
  let sawSuccess = false
  await until('messages are taken again', 30_000, async () => {
    const response = await fetch(`${house.url}/api/v1/counts`, { headers: { authorization: `Bearer ${key}` } })
    sawSuccess = response.ok
    if (!sawSuccess) {
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    }
    return sawSuccess
  })
  return { what: dies ? 'PostgreSQL, again during recovery' : 'PostgreSQL', recoveryMs: performance.now() - began }
}

const ROUNDS = isFull ? 32 : 4
const LEAST = isFull ? 50_000 : 0

test('T01 T02: nothing acknowledged is lost or doubled when the app and PostgreSQL are killed at random points under load', async () => {
  const { house, oracle, seed } = await underLoad()
  const rounds: Round[] = []
  for (let n = 0; n < ROUNDS || (await oracle.count()).message < LEAST; n++) {
    await sleep(300 + randomInt(isFull ? 2_000 : 700))
    const twice = n % 3 === 2 ? 1 : 0
    rounds.push(n % 2 ? await killPostgres(house, twice) : await killApp(house, twice))
  }
  const { count, verdict } = await atRest({ house, oracle })
  const slowest = Math.max(...rounds.map((r) => r.recoveryMs))
  report('kill -9', {
    seed,
    rounds: rounds.length,
    acknowledged: count.message,
    'by batch': `${Math.round((100 * count.batch) / count.message)} %`,
    lost: verdict.lost,
    doubled: verdict.doubled,
    'slowest recovery': `${(slowest / 1000).toFixed(1)} s`,
  })

  expect(verdict.problems).toEqual([])
  expect(count.message).toBeGreaterThan(LEAST)
  expect(count.batch / count.message).toBeLessThan(0.25)
  expect(slowest).toBeLessThan(READY_WITHIN_MS)
}, 3_600_000)

test.each<Sabotage>(['202 before commit'])('the oracle notices "%s" when the app is killed', async (sabotage) => {
  const { house, oracle } = await underLoad({ sabotage, agent: false })
  await killApp(house, 0)
  const { verdict } = await atRest({ house, oracle })

  expect(verdict.lost).toBeGreaterThan(0)
})

test.each<Sabotage>(['202 before commit'])('the oracle notices "%s" when PostgreSQL is killed', async (sabotage) => {
  const { house, oracle } = await underLoad({ sabotage, agent: false })
  await killPostgres(house, 0)
  const { verdict } = await atRest({ house, oracle })

  expect(verdict.lost).toBeGreaterThan(0)
})

test('a start that is killed again and again, also in the middle of making and migrating its database, succeeds in the end', async () => {
  const house = await House.open({ bare: true })
  afterwards(() => house.close())
  for (let n = 0; n < (isFull ? 20 : 4); n++) {
    house.launch()
    await sleep(200 + randomInt(1_200))
    await house.kill()
    if (n % 2) house.killPostgres()
  }
  const took = await house.start()

  expect(took).toBeLessThan(READY_WITHIN_MS)
  expect(await house.stop()).toBe(0)
})
