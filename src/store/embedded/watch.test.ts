import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { ask, dataDirectories, killTree, start } from '../../../test/support/clusters'
import { isAlive } from './processes.mjs'
import { keepAlive } from './watch'

const { fresh, used } = dataDirectories()

async function watchedServer({ durable = false } = {}) {
  const lines: string[] = []
  const watched = keepAlive(await start(durable ? fresh() : used(), { durable }), {
    log: (line) => lines.push(line),
    onDown: () => lines.push('down'),
    onRestart: () => lines.push('up'),
    onTrouble: (error) => lines.push(error.message),
  })
  onTestFinished(() => void watched.release())
  const until = async (line: RegExp) => {
    while (!lines.some((each) => line.test(each))) await sleep(10)
  }
  return { watched, lines, until }
}

test('PostgreSQL is back on the same address after it was killed with all its processes', async () => {
  const { watched, lines, until } = await watchedServer({ durable: true })
  const before = watched.current()
  await ask(before, 'create table kept as select 42 as answer')

  killTree(before.pid)
  await until(/^up$/)

  expect(watched.current().pid).not.toBe(before.pid)
  expect(await ask(before, 'select answer from kept')).toBe(42)
  expect(lines).toEqual(['down', 'up'])
})

test('it is back although a busy process of the killed one still holds its memory', async () => {
  const { watched, until } = await watchedServer()
  const before = watched.current()
  const busy = new pg.Client({ connectionString: before.url })
  busy.on('error', () => {})
  await busy.connect()
  const pid = (await busy.query('select pg_backend_pid() as pid')).rows[0].pid as number
  const endless = busy.query('do $$ begin loop end loop; end $$').catch(() => {})
  while ((await ask(before, `select state from pg_stat_activity where pid = ${pid}`)) !== 'active') await sleep(5)

  process.kill(before.pid, 'SIGKILL')
  await until(/^up$/)

  expect(isAlive(pid)).toBe(false)
  expect(await ask(before, 'select 1')).toBe(1)
  await endless
})

test('it comes back as often as it is killed, with the settings it had', async () => {
  const { watched, lines } = await watchedServer()
  const pids = new Set<number>()

  for (let round = 1; round <= 3; round++) {
    pids.add(watched.current().pid)
    killTree(watched.current().pid)
    while (lines.filter((line) => line === 'up').length < round) await sleep(10)
  }

  expect(pids.size).toBe(3)
  expect(await ask(watched.current(), 'show fsync')).toBe('off')
})

test('a wanted stop stays a stop', async () => {
  const { watched, lines } = await watchedServer()
  const { pid } = watched.current()

  await watched.stop()
  await sleep(300)

  expect(isAlive(pid)).toBe(false)
  expect(lines).toEqual([])
})
