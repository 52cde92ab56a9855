import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { House, until } from './support/house'
import { afterwards } from './support/under-load'

type Refusal = { error: { exit: number; message: string; dir: string; pid: number | null; url: string | null } }

/** A second start on the same directory: its exit code, what it said, and how long it took. */
async function startAgain(house: House) {
  const second = house.neighbour()
  const began = performance.now()
  const code = await second.launch().ended
  const said = /\{"error".*\}/.exec(second.said)?.[0]
  return { code, ms: performance.now() - began, refusal: said ? (JSON.parse(said) as Refusal).error : null }
}

async function running(options: Parameters<typeof House.open>[0] = {}) {
  const house = await House.open(options)
  afterwards(() => house.close())
  await house.start()
  return house
}

test('T10: a second start on a directory ends at once with exit 6 and says who serves it', async () => {
  const house = await running()
  const { code, ms, refusal } = await startAgain(house)

  expect(code).toBe(6)
  expect(refusal).toMatchObject({ dir: house.dir, pid: house.pid, url: house.url })
  expect(refusal?.message).toContain(`process ${house.pid} at ${house.url}`)
  expect(ms).toBeLessThan(4_000)
  expect((await fetch(`${house.url}/api/v1/health`)).status).toBe(200)
})

test('the lock is in the database: a lost server record changes nothing, and the first server and its PostgreSQL run on', async () => {
  const house = await running()
  const { postmaster } = house
  rmSync(path.join(house.dir, 'server.json'))
  const { code, refusal } = await startAgain(house)

  expect(code).toBe(6)
  expect(refusal?.message).toContain(`process ${house.pid}`)
  expect(house.postmaster?.pid).toBe(postmaster?.pid)
  expect((await fetch(`${house.url}/api/v1/health`)).status).toBe(200)
})

test('after PostgreSQL was killed the lock is taken again', async () => {
  const house = await running()
  rmSync(path.join(house.dir, 'server.json'))
  house.killPostgres()
  await until('the database is back', 20_000, async () => (await fetch(`${house.url}/f/mill-lane-stores`)).status === 200)
  await sleep(500)

  expect((await startAgain(house)).code).toBe(6)
})

test('two starts at the same moment: one serves, the other ends with exit 6', async () => {
  const house = await House.open()
  afterwards(() => house.close())
  const other = house.neighbour()
  const [one, two] = [house.launch(), other.launch()]
  const first = await Promise.race([one.ended, two.ended])
  await Promise.any([one.ready, two.ready])

  expect(first).toBe(6)
  await other.kill()
})

test('the test notices when nothing keeps two servers apart ("no epoch")', async () => {
  const house = await running({ sabotage: 'no epoch' })
  rmSync(path.join(house.dir, 'server.json'))
  const second = house.neighbour()
  const { ready, ended } = second.launch()
  const served = await Promise.race([
    ready.then(
      () => 'served',
      () => 'refused',
    ),
    ended.then((code) => code),
  ])
  await second.kill()

  expect(served).toBe('served')
})
