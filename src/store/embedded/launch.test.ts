import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { account, ask, dataDirectories, installation, killTree, start } from '../../../test/support/clusters'
import { launcher } from '../../../test/support/launcher'
import { skipBecause } from '../../../test/support/skip'
import { isRoot, runAs } from './account'
import { copyDirectory } from './folders'
import { findPostmaster } from './postmaster'
import { isAlive } from './processes.mjs'
import { stopServer } from './stop'

const { fresh, used, alsoClean } = dataDirectories()

describe('a first start', () => {
  test('gives a durable database that only this machine can reach and that can search every script', async () => {
    const embedded = await start(path.join(fresh(), 'new folder', 'with spaces'), { durable: true })
    alsoClean(embedded.dir)

    for (const [setting, value] of [
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['listen_addresses', '127.0.0.1'],
      ['unix_socket_directories', ''],
      ['password_encryption', 'scram-sha-256'],
      ['max_connections', '60'],
      ['jit', 'off'],
    ])
      expect(`${setting} ${await ask(embedded, `show ${setting}`)}`).toBe(`${setting} ${value}`)
    expect(await ask(embedded, 'select datcollate from pg_database where datname = current_database()')).toBe('C.UTF-8')
    await ask(embedded, 'create extension pg_trgm')
    expect(await ask<string[]>(embedded, `select show_trgm('พัสดุ')`)).not.toHaveLength(0)
    expect(embedded).toMatchObject({ reused: false, durable: true })
    expect(sessionOf(embedded.pid)).toBe(embedded.pid)
  })

  test('asks for the password', async () => {
    const embedded = await start(used())

    const wrong = ask({ url: embedded.url.replace(/:[^:@]+@/, ':guess@') }, 'select 1')

    await expect(wrong).rejects.toThrow(/password authentication failed/)
    expect(statSync(path.join(embedded.dir, 'pg.secret')).mode & 0o077).toBe(0)
  })

  test('made by two at once gives both the same server', async () => {
    const dir = path.join(fresh(), 'shared')
    const starts = await Promise.all([1, 2, 3].map(() => launcher(dir, installation)))
    onTestFinished(() => void starts.map((each) => each.process.kill('SIGKILL')))
    alsoClean(dir)

    const said = await Promise.all(starts.map((each) => each.said))

    expect(new Set(said.map(({ pid }) => pid)).size).toBe(1)
    expect(said.map(({ reused }) => reused).sort()).toEqual([false, true, true])
    expect(readdirSync(dir).filter((name) => name.includes('draft') || name.includes('lock'))).toEqual([])
  })

  test('that was killed half-way does not spoil the next', async () => {
    const dir = fresh()
    const first = await launcher(dir, installation)
    first.said.catch(() => {})
    while (!readdirSync(dir).some((name) => name.startsWith('pg.draft-') && existsSync(path.join(dir, name, 'data', 'PG_VERSION'))))
      await sleep(2)
    first.process.kill('SIGKILL')

    const embedded = await start(dir)

    expect(await ask(embedded, 'select 1')).toBe(1)
    expect(readdirSync(dir).filter((name) => name.startsWith('pg.draft-'))).toEqual([])
  })

  test('refuses a folder with half a database in it and takes nothing away', async () => {
    const dir = fresh()
    mkdirSync(path.join(dir, 'pg'))
    writeFileSync(path.join(dir, 'pg', 'PG_VERSION'), '18')

    await expect(start(dir)).rejects.toThrow(/no complete database/)

    expect(readdirSync(path.join(dir, 'pg'))).toEqual(['PG_VERSION'])
  })

  test('says which folder is closed, and to whom, before it makes anything', async () => {
    const closed = path.join(fresh(), 'closed')
    mkdirSync(closed, { mode: isRoot() ? 0o700 : 0o000 })

    await expect(start(path.join(closed, 'data'))).rejects.toThrow(`may not enter ${closed}`)

    expect(statSync(closed).nlink).toBe(2)
  })
})

describe('a later start', () => {
  test('attaches to the server that runs', async () => {
    const dir = used()
    const first = await start(dir)

    const second = await start(dir)

    expect(second).toMatchObject({ reused: true, pid: first.pid, url: first.url })
  })

  test('attaches after the process that started the server was killed', async () => {
    const dir = used()
    const first = await launcher(dir, installation)
    const { pid, url } = await first.said
    first.process.kill('SIGKILL')

    expect(await start(dir)).toMatchObject({ reused: true, pid, url })
  })

  test('finds everything after a stop', async () => {
    const dir = used()
    const first = await start(dir)
    await ask(first, 'create table kept as select 42 as answer')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await start(dir)

    expect(second).toMatchObject({ reused: false, url: first.url })
    expect(await ask(second, 'select answer from kept')).toBe(42)
  })

  test('of a copy finds everything, and the original keeps what it had', async () => {
    const [dir, copy] = [used(), fresh()]
    const first = await start(dir)
    await ask(first, 'create table kept as select 42 as answer')
    await first.stop()

    copyDirectory(dir, copy)
    const second = await start(copy)
    await ask(second, 'update kept set answer = 43')

    expect(await ask(await start(dir), 'select answer from kept')).toBe(42)
    expect(await ask(second, 'select answer from kept')).toBe(43)
  })

  test('goes to another port when somebody has taken the last one', async () => {
    const dir = used()
    const first = await start(dir)
    await first.stop()
    const squatter = net.createServer().listen(first.port, '127.0.0.1')
    await once(squatter, 'listening')
    onTestFinished(() => void squatter.close())

    const second = await start(dir)

    expect(second.port).not.toBe(first.port)
    expect(await ask(second, 'select 1')).toBe(1)
  })

  test('finds what was committed after PostgreSQL was killed', async () => {
    const dir = fresh()
    const first = await start(dir, { durable: true })
    await ask(first, 'create table kept as select 42 as answer')
    killTree(first.pid)

    const second = await start(dir, { durable: true })

    expect(await ask(second, 'select answer from kept')).toBe(42)
  })

  test('never takes a stranger for PostgreSQL, nor does the stop', async () => {
    const dir = used()
    const first = await start(dir)
    killTree(first.pid)
    const stranger = spawn('sleep', ['60'], { ...runAs(account), stdio: 'ignore' })
    onTestFinished(() => void stranger.kill('SIGKILL'))
    putIntoPidFile(dir, stranger.pid!)

    const second = await start(dir)
    await second.stop()

    expect(second).toMatchObject({ reused: false })
    expect(isAlive(stranger.pid!)).toBe(true)
  })

  test('waits for a server that is still stopping', async () => {
    const dir = used()
    const first = await start(dir)
    process.kill(first.pid, 'SIGINT')

    expect(await start(dir)).toMatchObject({ reused: false })
  })

  test('refuses a running server that may forget what it acknowledged', async () => {
    const dir = used()
    await start(dir, { durable: false })

    await expect(start(dir, { durable: true })).rejects.toThrow(/fsync, synchronous_commit, full_page_writes off/)
  })

  test('names the versions when another PostgreSQL wrote the data', async () => {
    const dir = used()
    await (await start(dir)).stop()
    writeFileSync(path.join(dir, 'pg', 'PG_VERSION'), '14\n')

    await expect(start(dir)).rejects.toThrow(/written by PostgreSQL 14, and this Redress brings PostgreSQL 18/)
  })

  test('puts a long log aside', async () => {
    const dir = used()
    await (await start(dir)).stop()
    writeFileSync(path.join(dir, 'pg.log'), 'x'.repeat(5_000_001))

    await start(dir)

    expect(statSync(path.join(dir, 'pg.log')).size).toBeLessThan(10_000)
    expect(statSync(path.join(dir, 'pg.log.1')).size).toBe(5_000_001)
  })
})

describe('a stop', () => {
  test('that does not succeed says so', async () => {
    const embedded = await start(used())
    process.kill(embedded.pid, 'SIGSTOP')

    const stop = stopServer(findPostmaster(path.join(embedded.dir, 'pg'))!, 'pg.log', 100)

    await expect(stop).rejects.toThrow(/still runs after 0.1 seconds/)
    process.kill(embedded.pid, 'SIGCONT')
  })

  test('for a command of its own leaves the server to others that use it', async () => {
    const embedded = await start(used())
    const other = new pg.Client({ connectionString: embedded.url })
    await other.connect()

    expect(await embedded.stopIfUnused()).toBe(false)
    await other.end()
    while (!(await embedded.stopIfUnused())) await sleep(10)

    expect(isAlive(embedded.pid)).toBe(false)
  })

  test('is no surprise, a kill is', async () => {
    const dir = used()
    const ended: string[] = []
    const stopped = await start(dir)
    stopped.onExit(() => ended.push('stopped'))
    await stopped.stop()
    const killed = await start(dir)
    const attached = await start(dir)
    killed.onExit(() => ended.push('killed'))
    attached.onExit(() => ended.push('killed, seen by the one who attached'))

    killTree(killed.pid)
    while (ended.length < 2) await sleep(10)

    expect(ended.sort()).toEqual(['killed', 'killed, seen by the one who attached'])
  })
})

test('an ordinary user gets the same as root', async () => {
  if (!isRoot()) skipBecause('root', 'the other tests ran as an ordinary user')
  const dir = path.join(fresh(), 'mine')
  mkdirSync(dir)
  execFileSync('chown', [`${account!.uid}:${account!.gid}`, dir])
  alsoClean(dir)

  for (const reused of [false, true]) {
    const started = await launcher(dir, installation, account)
    const said = await started.said
    started.process.kill('SIGKILL')
    expect(said).toMatchObject({ reused })
    expect(await ask(said, 'select 1')).toBe(1)
  }
  expect(readFileSync(path.join(dir, 'pg.secret'), 'utf8')).not.toBe('')
})

/** A session of its own is what Ctrl+C in the terminal does not reach. */
const sessionOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3])

function putIntoPidFile(dir: string, pid: number): void {
  const file = path.join(dir, 'pg', 'postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)))
}
