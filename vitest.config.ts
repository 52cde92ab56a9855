import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { vitePlugin as sabotage } from './test/faults/sabotage/redirect.mjs'

const database = './test/support/postgres.ts'
const eachFile = './test/support/each-file.ts'

/** Most tests of the store need a database. One that is not known to need it here finds none, and fails. */
const inDatabase = readdirSync(new URL('src/store', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `src/store/${name}`)
  .filter((file) => /support\/(store|database)'|'adminUrl'/.test(readFileSync(new URL(file, import.meta.url), 'utf8')))
/** These start the PostgreSQL that Redress brings, whichever serves the run. */
const embedded = 'src/store/embedded/**/*.test.ts'

/**
 * What is looked for is an answer, not how soon: a busy machine of a tenth of this speed passes too. Vitest's own limit for hooks is ten seconds.
 */
const patient = { testTimeout: 180_000, hookTimeout: 180_000 }
/** By itself Vitest leaves one processor idle, which is half of two. */
const everyProcessor = { maxWorkers: '100%' }

/** Tests of rules share one thread each: they are pure, and loading the modules costs more than running them. */
const unit = {
  name: 'unit',
  include: ['src/**/*.test.{ts,tsx}', 'test/*.test.ts', 'test/support/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.{ts,mjs}'],
  exclude: [...inDatabase, embedded],
  pool: 'threads' as const,
  isolate: false,
  ...patient,
  ...everyProcessor,
}

/**
 * What talks to other processes now and then loses one step on a full machine: such a test gets a second try, and `bin/check` names at
 * its end each that needed it. The tests of faults get none: what is lost once is lost.
 */
const again = { retry: 1 }

const store = {
  name: 'store',
  include: process.env.REDRESS_TEST_PG ? inDatabase : [...inDatabase, embedded],
  globalSetup: [database],
  setupFiles: [eachFile],
  pool: 'threads' as const,
  ...patient,
  ...again,
  ...everyProcessor,
}

/** Loading the whole server costs more than most stories, so they share threads and modules; each file has houses of its own. */
const journeys = {
  name: 'journeys',
  include: ['test/journeys/**/*.test.ts'],
  globalSetup: [database],
  setupFiles: [eachFile],
  pool: 'threads' as const,
  isolate: false,
  ...patient,
  ...again,
  ...everyProcessor,
}

/** What kills processes or drives a browser gets a process of its own, one file after the other. */
const alone = { pool: 'forks' as const, fileParallelism: false, testTimeout: 240_000, hookTimeout: 120_000 }

const programs = './test/faults/support/programs.ts'
/** One after the other: their databases are copies with one password, and a house that has lost its own might find another's behind the port. */
const faults = { name: 'faults', include: ['test/faults/**/*.test.ts'], globalSetup: [database, programs], ...alone }
/** Two at a time: a test waits for its browser as long as the browser works. */
const browser = {
  name: 'browser',
  include: ['test/browser/**/*.test.ts'],
  globalSetup: [database, './test/browser/built.ts'],
  setupFiles: [eachFile],
  ...{ ...alone, ...again, fileParallelism: true, maxWorkers: 2, expect: { poll: { timeout: 15_000 } } },
}

export default defineConfig({
  test: { projects: [...[unit, store, journeys, browser].map((test) => ({ test })), { plugins: [sabotage], test: faults }] },
})
