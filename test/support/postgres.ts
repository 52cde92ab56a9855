import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/store/embedded/launch'
import { findPostmaster } from '../../src/store/embedded/postmaster'
import { birthOf, isAlive } from '../../src/store/embedded/processes.mjs'
import { stopServer } from '../../src/store/embedded/stop'

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string
  }
}

const TEMPLATE = 'migrated'
const PREFIX = 'redress-test-'
const MIGRATIONS = fileURLToPath(new URL('../../src/store/migrations/index.ts', import.meta.url))

/** Vitest's global set-up: one PostgreSQL for the whole run, with a migrated database from which tests get their copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const dir = ownFolder()
  const embedded = await startEmbedded(dir, { durable: false, ...otherInstallation() })
  await makeTemplate(embedded.adminUrl)
  project.provide('adminUrl', embedded.adminUrl)
  return async () => {
    await embedded.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** `REDRESS_TEST_PG=15` runs the tests on the system's PostgreSQL of that version instead of on ours. */
function otherInstallation() {
  const version = process.env.REDRESS_TEST_PG
  return version ? { installation: `/usr/lib/postgresql/${version}` } : {}
}

/** Passable for the user that PostgreSQL runs as, and marked as ours. */
function ownFolder(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), PREFIX))
  chmodSync(dir, 0o711)
  writeFileSync(path.join(dir, 'owner.json'), JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }))
  return dir
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const { migrate } = (await import(MIGRATIONS)) as { migrate: (url: string) => Promise<void> }
  await migrate(databaseUrl(adminUrl, TEMPLATE))
}

const databaseUrl = (adminUrl: string, name: string) => Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href

/** A run that was killed leaves its PostgreSQL behind; the next run ends it. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dir = path.join(os.tmpdir(), name)
    if (!isAbandoned(dir)) continue
    const postmaster = findPostmaster(path.join(dir, 'pg'))
    if (postmaster) await stopServer(postmaster, path.join(dir, 'pg.log'))
    rmSync(dir, { recursive: true, force: true })
  }
}

function isAbandoned(dir: string): boolean {
  try {
    const { pid, birth } = JSON.parse(readFileSync(path.join(dir, 'owner.json'), 'utf8')) as { pid: number; birth?: string }
    return !isAlive(pid) || birthOf(pid) !== birth
  } catch {
    return false
  }
}
