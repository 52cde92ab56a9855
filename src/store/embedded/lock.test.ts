import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'
import { birthOf } from './processes.mjs'

let folder: string
const lock = () => path.join(folder, 'lock')

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'redress-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process that takes the lock, notes that it came and went, and keeps it in between. */
function contender(keepMs: number) {
  const program = `
    import { appendFileSync } from 'node:fs'
    import { withLock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)}
    await withLock(${JSON.stringify(lock())}, async () => {
      appendFileSync(${JSON.stringify(path.join(folder, 'diary'))}, 'in ')
      await new Promise((done) => setTimeout(done, ${keepMs}))
      appendFileSync(${JSON.stringify(path.join(folder, 'diary'))}, 'out ')
    })`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
}

const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid

test.each([
  ['nothing', () => {}],
  ['the lock of a dead process', () => writeFileSync(lock(), JSON.stringify({ pid: deadProcess(), birth: '1', id: 'x' }))],
  [
    'the lock of a dead process whose number somebody else has now',
    () => writeFileSync(lock(), JSON.stringify({ pid: process.pid, birth: '1', id: 'x' })),
  ],
  ['a lock that nobody can read', () => writeFileSync(lock(), '{"pid":')],
])('of many that find %s, one at a time is inside', async (_, leave) => {
  leave()
  const contenders = Array.from({ length: 6 }, () => contender(20))

  await Promise.all(contenders.map((each) => once(each, 'exit')))

  expect(readFileSync(path.join(folder, 'diary'), 'utf8')).toBe('in out '.repeat(6))
  expect(readdirSync(folder)).toEqual(['diary'])
})

test('one that was killed inside does not keep the others out', async () => {
  const killed = contender(60_000)
  while (!existsSync(path.join(folder, 'diary'))) await sleep(5)
  killed.kill('SIGKILL')

  expect(await withLock(lock(), () => 'in')).toBe('in')
})

test('who waits learns for whom, and gives up after a while', async () => {
  const holder = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), id: 'another part of this process' })
  writeFileSync(lock(), holder)
  const heard: number[] = []

  const waiting = withLock(lock(), () => 'in', { onWait: (pid) => heard.push(pid), patienceMs: 50 })

  await expect(waiting).rejects.toThrow(`held by process ${process.pid}`)
  expect(heard).toEqual([process.pid])
  expect(readFileSync(lock(), 'utf8')).toBe(holder)
})

test('work that fails gives the lock back', async () => {
  const failing = withLock(lock(), () => {
    throw new Error('no luck')
  })

  await expect(failing).rejects.toThrow('no luck')
  expect(existsSync(lock())).toBe(false)
})

test('a guard that was left behind by a kill is cleared after a while', async () => {
  writeFileSync(lock(), JSON.stringify({ pid: deadProcess(), birth: '1', id: 'x' }))
  spawnSync('mkdir', [`${lock()}.clearing`])
  spawnSync('touch', ['-d', '10 seconds ago', `${lock()}.clearing`])

  expect(await withLock(lock(), () => 'in')).toBe('in')
})
