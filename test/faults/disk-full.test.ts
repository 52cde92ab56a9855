import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, inject, test } from 'vitest'
import { connect, close as disconnect } from '../../src/store/db'
import { skipBecause } from '../support/skip'
import { House, until } from './support/house'
import { verdictOn } from './support/invariants'
import { afterwards } from './support/under-load'

/** A small disk in memory, for as long as a test takes. */
function smallDisk(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'redress-small-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', folder], { stdio: 'ignore' })
  chmodSync(folder, 0o755)
  afterwards(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

beforeEach(() => {
  try {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'redress-probe-'))
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
  } catch {
    skipBecause('power cut', 'no file system can be mounted here, so no disk can run full')
  }
})

async function onSmallDisk(minFreeMb: number) {
  const folder = smallDisk()
  const house = await House.open({ inside: folder, env: { REDRESS_MIN_FREE_MB: String(minFreeMb) } })
  afterwards(() => house.close())
  await house.start()
  const headers = { authorization: `Bearer ${inject('prepared').key}`, 'content-type': 'application/json' }
  let n = 0
  const post = async (text = 'Where is my parcel?') => {
    const key = `d${++n}`
    const body = JSON.stringify({ external_id: key, text: `${text} ${key}` })
    const response = await fetch(`${house.url}/api/v1/messages`, { method: 'POST', headers, body })
    const { code, id } = (await response.json()) as { code?: string; id?: string }
    return { key, status: response.status, retry: response.headers.get('retry-after'), code, id }
  }
  const fill = (leaveMb: number) => {
    const free = Number(execFileSync('df', ['--output=avail', '-B', '1K', folder], { encoding: 'utf8' }).split('\n')[1])
    execFileSync('fallocate', ['-l', `${free - leaveMb * 1024}K`, path.join(folder, 'ballast')])
  }
  const empty = () => rmSync(path.join(folder, 'ballast'))
  return { house, post, fill, empty }
}

async function verdict(house: House, acknowledged: Map<string, string>, refused: string[]) {
  const db = await connect((await house.database()).url, 1)
  await until('everything understood', 20_000, async () => (await db.pool.query('select 1 from pending')).rowCount === 0)
  const found = await verdictOn(db, inject('prepared').tenant, { acknowledged, refused, taken: [], delivered: [] })
  await disconnect(db)
  return found
}

const uuid = (id: string) => id.replace('msg_', '').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')

test('a disk that is nearly full: new messages are refused with 507, administrators are alarmed once, and it heals by itself', async () => {
  const { house, post, fill, empty } = await onSmallDisk(60)
  const headers = { authorization: `Bearer ${inject('prepared').key}` }
  const before = await post()
  fill(40)
  await until('refused', 10_000, async () => (await fetch(`${house.url}/api/v1/health`).then((r) => r.json())).disk.low)
  const during = await post()
  const notices = async () =>
    ((await (await fetch(`${house.url}/api/v1/notices`, { headers })).json()) as { data: { kind: string }[] }).data
  await until('alarmed', 10_000, async () => (await notices()).some((n) => n.kind === 'disk_low'))
  const read = await fetch(`${house.url}/api/v1/cases`, { headers })
  empty()
  await until('well again', 10_000, async () => !(await fetch(`${house.url}/api/v1/health`).then((r) => r.json())).disk.low)
  const after = await post()
  const kept = new Map([before, after].map((m) => [m.key, uuid(m.id!)]))
  const found = await verdict(house, kept, [during.key])

  expect([before.status, during.status, after.status]).toEqual([202, 507, 202])
  expect(during).toMatchObject({ code: 'disk_nearly_full', retry: '60' })
  expect(read.status).toBe(200)
  expect((await notices()).filter((n) => n.kind === 'disk_low')).toHaveLength(1)
  expect(house.said).toContain('the disk has')
  expect(found.problems).toEqual([])
})

test('a disk that is full to the last byte: nothing is acknowledged, nothing half-written, and it heals without a restart', async () => {
  const { house, post, fill, empty } = await onSmallDisk(0)
  fill(1)
  const refused: Awaited<ReturnType<typeof post>>[] = []
  const kept = new Map<string, string>()
  for (let n = 0; n < 400 && refused.length < 20; n++) {
    const answer = await post(randomBytes(200_000).toString('hex'))
    if (answer.status === 202) kept.set(answer.key, uuid(answer.id!))
    else refused.push(answer)
  }
  empty()
  await until('taken again', 30_000, async () => {
    const answer = await post()
    if (answer.status === 202) kept.set(answer.key, uuid(answer.id!))
    return answer.status === 202
  })
  const found = await verdict(house, kept, [])

  expect([...new Set(refused.map((r) => r.status))].filter((status) => ![507, 503].includes(status))).toEqual([])
  expect(refused).toHaveLength(20)
  expect(found.problems).toEqual([])
})
