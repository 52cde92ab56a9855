import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isRoot } from './account'
import { defaultDirectory, readServerRecord, removeServerRecord, writeServerRecord } from './directory'

const home = path.join(os.homedir(), '.local', 'share', 'redress')

test.each([
  ['REDRESS_DIR', { REDRESS_DIR: '/srv/complaints' }, '/srv/complaints', '/srv/complaints'],
  ['a relative REDRESS_DIR', { REDRESS_DIR: 'here' }, path.resolve('here'), path.resolve('here')],
  ['XDG_DATA_HOME', { XDG_DATA_HOME: '/data' }, '/data/redress', '/var/lib/redress'],
  ['nothing', {}, home, '/var/lib/redress'],
])('with %s the default directory is known', (_, env, ordinary, root) => {
  expect(defaultDirectory(env)).toBe(isRoot() ? root : ordinary)
})

function folder(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'redress-record-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

test('a record says who serves the directory, until that process removes it', () => {
  const dir = folder()
  const record = { pid: process.pid, url: 'http://127.0.0.1:4700', dir, startedAt: '2026-04-07T09:00:00+02:00' }
  writeServerRecord(record)

  expect(readServerRecord(dir)).toEqual(record)
  removeServerRecord(dir, process.pid + 1)
  expect(readServerRecord(dir)).toEqual(record)
  removeServerRecord(dir, process.pid)
  expect(existsSync(path.join(dir, 'server.json'))).toBe(false)
})

test('a record of a dead process, or half a record, is no record', () => {
  const dir = folder()
  const { pid } = spawnSync(process.execPath, ['-e', ''])

  writeServerRecord({ pid, url: '', dir, startedAt: '' })
  expect(readServerRecord(dir)).toBeUndefined()
  writeFileSync(path.join(dir, 'server.json'), '{"pid":')
  expect(readServerRecord(dir)).toBeUndefined()
})
