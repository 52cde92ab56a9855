import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, inject, test } from 'vitest'
import { report } from '../support/figures'
import { skipBecause } from '../support/skip'
import type { Sabotage } from './sabotage/which'
import { House, until } from './support/house'
import { afterwards } from './support/under-load'

beforeEach(() => {
  if (spawnSync('strace', ['-f', '-e', 'trace=fdatasync', 'true']).status !== 0)
    skipBecause('strace', 'system calls cannot be watched here; that fsync is on is asserted at every boot')
})

/** Watches the server and PostgreSQL while messages come one at a time; gives what happened, in order. */
async function watched(sabotage: Sabotage | undefined, messages: number): Promise<Happening[]> {
  const house = await House.open(sabotage ? { sabotage } : {})
  afterwards(() => house.close())
  await house.start()
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'redress-strace-')), 'calls')
  const tracer = await attach(file, [house.pid!, house.postmaster!.pid])
  for (let n = 0; n < messages; n++) await post(house.url, `Where is my order number w${n}w?`)
  await sleep(200)
  tracer.kill('SIGINT')
  await once(tracer, 'exit')
  return readCalls(readFileSync(file, 'latin1'))
}

async function attach(file: string, pids: number[]): Promise<ChildProcess> {
  const calls = 'trace=fdatasync,fsync,recvfrom,sendto,write,writev'
  const all = [...new Set(pids.flatMap((pid) => [pid, ...childrenOf(pid)]))]
  const each = all.flatMap((pid) => ['-p', String(pid)])
  const tracer = spawn('strace', ['-f', '-s', '6000', '-e', calls, '-o', file, ...each], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  tracer.stderr.on('data', (chunk) => {
    said += chunk
  })
  await until('strace attached', 10_000, () => (said.match(/attached/g) ?? []).length >= all.length)
  return tracer
}
const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

async function post(url: string, text: string) {
  const headers = { authorization: `Bearer ${inject('prepared').key}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ text }) })
  expect(response.status).toBe(202)
  await response.arrayBuffer()
}

type Happening = { what: 'stored' | 'commit asked' | 'synced' | 'commit answered' | 'acknowledged'; by: string; which?: string }

/** Storing a message, by its text the first time on a connection and later by the name that `hot` in store/db.ts gave it. */
const STORES = /insert into message |hot_\d/

/** The calls that matter. A call that was interrupted in the trace counts when it is resumed: then it is complete. */
function readCalls(trace: string): Happening[] {
  return trace.split('\n').flatMap((line): Happening[] => {
    const by = line.split(' ')[0]!
    const which = /w(\d+)w/.exec(line)?.[1]
    const isReceived = /recvfrom/.test(line)
    if (isReceived && which !== undefined && STORES.test(line)) return [{ what: 'stored', by, which }]
    if (isReceived && /Q\\0\\0\\0\\.?commit/i.test(line)) return [{ what: 'commit asked', by }]
    if (/(fdatasync|fsync)(\(\d+\)| resumed>\)).*= 0/.test(line)) return [{ what: 'synced', by }]
    if (/sendto/.test(line) && /COMMIT\\0/.test(line)) return [{ what: 'commit answered', by }]
    if (/write/.test(line) && /HTTP\/1\.1 202/.test(line)) return [{ what: 'acknowledged', by }]
    return []
  })
}

/** Whether each message's 202 came after PostgreSQL said "committed", and that after a completed sync which began after the commit was asked for. */
function syncedFirst(happenings: Happening[], messages: number): boolean[] {
  const acknowledged = happenings.flatMap((h, i) => (h.what === 'acknowledged' ? [i] : []))
  return Array.from({ length: messages }, (_, n) => {
    const stored = happenings.findIndex((h) => h.what === 'stored' && h.which === String(n))
    if (stored < 0) return false
    const { by } = happenings[stored]!
    const answered = happenings.findIndex((h, i) => i > stored && h.what === 'commit answered' && h.by === by)
    const asked = happenings.findLastIndex((h, i) => i < answered && h.what === 'commit asked' && h.by === by)
    const synced = happenings.some((h, i) => h.what === 'synced' && i > Math.max(stored, asked) && i < answered)
    return synced && answered < acknowledged[n]!
  })
}

test('T05: every 202 follows a completed sync of its own commit', async () => {
  const order = syncedFirst(await watched(undefined, 20), 20)
  report('sync before the answer', { requests: order.length, 'in order': order.filter(Boolean).length })

  expect(order).toEqual(Array(20).fill(true))
})

test.each<Sabotage>(['fsync off', '202 before commit'])('the watcher notices "%s"', async (sabotage) => {
  const order = syncedFirst(await watched(sabotage, 4), 4)

  expect(order).toContain(false)
})
