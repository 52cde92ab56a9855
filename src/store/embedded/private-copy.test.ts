import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { account } from '../../../test/support/clusters'
import { openFolder } from '../../../test/support/launcher'
import { skipBecause } from '../../../test/support/skip'
import { isRoot } from './account'
import { copyInto } from './private-copy'

let folder: string
let native: string
const home = () => path.join(folder, 'home')
const links = [{ at: 'lib/libpq.so', to: 'libpq.so.5.18' }]

/** A package as npm leaves it when install scripts are blocked: no symlinks, programs that are not executable. */
beforeEach(() => {
  folder = openFolder()
  native = path.join(folder, 'package', 'native')
  for (const part of ['bin', 'lib/pkgconfig']) mkdirSync(path.join(native, part), { recursive: true })
  writeFileSync(path.join(native, '..', 'package.json'), '{"version":"18.4.0"}')
  writeFileSync(path.join(native, 'bin', 'postgres'), '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n', { mode: 0o600 })
  for (const name of ['libpq.so.5.18', 'libpq.a']) writeFileSync(path.join(native, 'lib', name), '')
})
afterEach(() => rmSync(folder, { recursive: true }))

const copy = () => copyInto(home(), native, links, account)

test('the copy is complete, can be run by everybody and changed by nobody else', () => {
  const made = copy()

  expect(statSync(path.join(made, 'bin', 'postgres')).mode & 0o777).toBe(0o755)
  expect(readlinkSync(path.join(made, 'lib', 'libpq.so'))).toBe('libpq.so.5.18')
  expect(readdirSync(path.join(made, 'lib')).sort()).toEqual(['libpq.so', 'libpq.so.5.18'])
  expect(readdirSync(home())).toEqual([path.basename(made)])
})

test('it is made once', () => {
  const made = copy()
  const before = lstatSync(made).ino

  expect(copy()).toBe(made)
  expect(lstatSync(made).ino).toBe(before)
})

test('a home that others can write to is not trusted', () => {
  mkdirSync(home())
  chmodSync(home(), 0o777)

  expect(copy).toThrow(/can be changed by others/)
  expect(readdirSync(home())).toEqual([])
})

test('programs that somebody else put there are not run', () => {
  if (!isRoot()) skipBecause('root', 'only root can give a folder away')
  const made = copy()
  chownSync(made, account!.uid, account!.gid)

  expect(copy).toThrow(/belongs to somebody else/)
})

test('programs that do not run here leave nothing behind', () => {
  writeFileSync(path.join(native, 'bin', 'postgres'), '#!/bin/sh\necho "no such library" >&2\nexit 127\n')

  expect(copy).toThrow(/no such library/)
  expect(existsSync(home()) && readdirSync(home())).toEqual([])
})

test('a home behind a closed door is named', () => {
  if (!isRoot()) skipBecause('root', 'an ordinary user runs PostgreSQL as itself')
  const closed = path.join(folder, 'closed')
  mkdirSync(closed, { mode: 0o700 })

  expect(() => copyInto(path.join(closed, 'home'), native, links, account)).toThrow(`may not enter ${closed}`)
})
