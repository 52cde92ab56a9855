import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { accountFor } from '../../src/store/embedded/account'
import { findInstallation } from '../../src/store/embedded/installation'
import { type LaunchOptions, startEmbedded } from '../../src/store/embedded/launch'
import { findPostmaster } from '../../src/store/embedded/postmaster'
import { stopServer } from '../../src/store/embedded/stop'
import { openFolder } from './launcher'

/** The user that PostgreSQL runs as here, and the programs that it runs. */
export const account = accountFor('/nowhere')
export const installation = findInstallation(account)

export const start = (dir: string, options: LaunchOptions = {}) => startEmbedded(dir, { durable: false, ...options })

/** Data directories for the tests of one file; whatever runs in them is stopped, and they go, after each test. */
export function dataDirectories() {
  const folders: string[] = []
  let pristine: string

  const fresh = () => {
    folders.push(openFolder())
    return folders.at(-1)!
  }

  /** As after an earlier use: a copy, which is quicker than another first start. */
  const used = () => {
    const dir = fresh()
    execFileSync('cp', ['-a', `${pristine}/.`, dir])
    return dir
  }

  beforeAll(async () => {
    pristine = openFolder()
    await (await start(pristine)).stop()
  })
  afterEach(async () => {
    for (const folder of folders.splice(0)) {
      const postmaster = findPostmaster(path.join(folder, 'pg'))
      if (postmaster) await stopServer(postmaster, '')
      rmSync(folder, { recursive: true, force: true })
    }
  })
  afterAll(() => rmSync(pristine, { recursive: true, force: true }))

  return { fresh, used, alsoClean: (dir: string) => folders.unshift(dir) }
}

/** The first field of the first row. */
export async function ask<T>({ url }: { url: string }, question: string): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: question, rowMode: 'array' })
    return rows[0]?.[0] as T
  } finally {
    await client.end()
  }
}

/** The postmaster and everything it started, at once. */
export function killTree(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  for (const each of [pid, ...children]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error // a child that ended between the list and the kill is as dead as wanted
    }
  }
}
