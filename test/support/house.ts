import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../src/clock'
import type { Moment } from '../../src/domain/moment'
import { createApp } from '../../src/http/app'
import { build, type Redress } from '../../src/main'
import { fakeGateway, type Gateway } from '../../src/notify/testing/fake-gateway'
import { packageRoot } from '../../src/paths'
import { afterThisFile } from './after-file'
import { type Database, freshDatabase } from './database'

/** A running machine with nobody in it: a database, the loops, HTTP without a socket, and one gateway on loopback. */
export type House = { redress: Redress; app: FastifyInstance; gateway: Gateway; clock: TestClock; database: Database }
export type TestClock = Clock & { set(at: Moment): void }

const empty: House[] = []

/** An empty house whose clock shows this moment. One that a story has left is used again, because building costs more than sweeping. */
export async function enterHouse(at: Moment): Promise<House> {
  const house = empty.pop() ?? (await buildHouse())
  house.clock.set(at)
  return house
}

/** Empties a house for the next story of this file. */
export async function leaveHouse(house: House): Promise<void> {
  const { redress, gateway } = house
  const { rows } = await redress.db.pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not like 'kysely%' and relname not in ('engine_lease', 'setting')`,
  )
  await redress.engine.settle()
  await redress.db.pool.query(rows.map(({ name }) => `delete from ${name}`).join(';'))
  gateway.behave('ok')
  gateway.calls.length = 0
  empty.push(house)
}

async function buildHouse(): Promise<House> {
  const clock = stillClock()
  const [database, gateway] = [await freshDatabase(), await fakeGateway()]
  const { redress, app } = await buildOver(database, clock)
  redress.engine.start()
  await redress.engine.settle()
  const house = { redress, app, gateway, clock, database }
  afterThisFile(() => tearDown(house))
  return house
}

/** One more process of the same house, as far as the database can tell; its loops stand still. */
export async function processBeside({ database, clock }: Pick<House, 'database' | 'clock'>) {
  const { redress, app } = await buildOver(database, clock)
  return { redress, app, stop: () => app.close().then(redress.stop) }
}

async function buildOver(database: Database, clock: TestClock) {
  const redress = await build({
    url: database.url,
    root: packageRoot(),
    config: { pollMs: 10_000, undoMs: 10_000, minFreeMb: 0, url: 'https://desk.example' },
    dataDir: null,
    testClock: true,
    clock,
    version: 'test',
    log: () => undefined,
  })
  const app = await createApp({ ...redress.services, webRoot: null }, { logLevel: 'silent', secure: true })
  return { redress, app }
}

async function tearDown({ app, redress, gateway, database }: House) {
  empty.length = 0
  await app.close()
  await redress.stop()
  await gateway.close()
  await database.drop()
}

function stillClock(): TestClock {
  let at = 0
  return {
    now: () => at,
    advance: (ms) => {
      at += ms
      return at
    },
    set: (moment) => {
      at = moment
    },
  }
}
