import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Config } from '../../config'
import { calendarAlarms } from '../../domain/regimes/alarms'
import { SCOPES } from '../../domain/rights'
import { createApp } from '../../http/app'
import { build, type Redress } from '../../main'
import { opinionFrom } from '../../opinions'
import { packageRoot } from '../../paths'
import { lockDirectory } from '../../store/directory-lock'
import { isRoot } from '../../store/embedded/account'
import { readServerRecord, removeServerRecord, writeServerRecord } from '../../store/embedded/directory'
import { copyDirectory } from '../../store/embedded/folders'
import { keepAlive } from '../../store/embedded/watch'
import { createKey, revokeKey, revokeProcessKeys } from '../../store/keys'
import { migrate } from '../../store/migrations'
import { recheckAfterUpgrade } from '../../store/recheck'
import { createSignInLink, listStaff, listTenants, type Tenant } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { configFor, directoryFor, launch } from '../open'
import { type Globals, print, say } from '../output'
import { version } from '../version'
import { nights } from './nights'
import { DEFAULTS, ensureFirm } from './setup'

export type ServeOptions = { port?: string; host?: string; ephemeral?: boolean; open?: boolean; testClock?: boolean; url?: string }
export type Served = { redress: Redress; tenant: Tenant; url: string; dir: string; apiKey: string; signIn: string; stop(): Promise<void> }
export type Prepare = (redress: Redress) => Promise<Tenant>

/**
 * Runs Redress until it is told to stop: database, loops, HTTP. `prepare` sets up the firm that the printed key and link belong to. What
 * `ready` begins goes on until the function that it returns is called, before anything else stops.
 */
export async function serve(
  globals: Globals,
  options: ServeOptions,
  dir: string,
  prepare: Prepare,
  ready: (served: Served) => undefined | (() => Promise<void>),
): Promise<void> {
  const config = servingConfig(options)
  const told = untilToldToStop()
  const place = options.ephemeral ? ephemeralCopy(dir) : dir
  const stops: (() => Promise<unknown>)[] = [async () => (options.ephemeral && place !== dir ? removeWhole(place) : undefined)]
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse())
      await stop().catch((error: unknown) => say(`redress: ${error instanceof Error ? error.message : String(error)}`))
  }
  try {
    refuseSecond(place)
    const database = await openDatabase(config.databaseUrl, place)
    const { url } = database
    stops.push(() => database.stop())
    stops.push(() => database.lock.release())
    await migrate(url)
    const redress = await build({
      url,
      root: packageRoot(),
      config,
      dataDir: config.databaseUrl ? null : place,
      testClock: options.testClock === true,
      ...{ reader: config.readers > 0, opinion: opinionFrom(config) },
      version: version(),
      log: (line) => config.logLevel !== 'silent' && say(`redress: ${line}`),
    })
    stops.push(() => redress.stop())
    await revokeProcessKeys(redress.db, Date.now())
    const tenant = await prepare(redress)
    const app = await createApp(redress.services, { logLevel: config.logLevel, secure: config.url?.startsWith('https:') ?? false })
    const address = await listenOn(app, config)
    let endKey = async () => {}
    stops.push(
      () => endKey(),
      () => app.close(),
    )
    redress.setBaseUrl(config.url ?? address)
    redress.engine.start()
    stops.push(nights(redress, say))
    compareClocks(redress).catch((error: Error) => say(`redress: the open deadlines could not be compared: ${error.message}`))
    const served = await introduce(redress, tenant, config.url ?? address, place)
    endKey = () => revokeKey(redress.db, tenant.id, served.keyId, Date.now())
    writeServerRecord({ pid: process.pid, url: served.url, dir: place, startedAt: new Date().toISOString() })
    stops.push(async () => removeServerRecord(place, process.pid))
    const whole = { ...served, stop: stopAll }
    if (globals.json)
      print(JSON.stringify({ url: served.url, api_key: served.apiKey, sign_in: served.signIn, dir: place, pid: process.pid }))
    const end = ready(whole)
    if (end) stops.push(end)
    const usurper = await Promise.race([told, database.lock.taken])
    if (usurper !== TOLD) throw busy(place, readServerRecord(place), usurper)
  } finally {
    await stopAll()
  }
}

const listenOn = (app: Awaited<ReturnType<typeof createApp>>, { port, host }: Config) =>
  app.listen({ port, host }).catch((error: { code?: string }) => {
    throw error.code === 'EADDRINUSE'
      ? new Exit(EXIT.conflict, `Port ${port} is taken by another program. Choose another: --port 0 takes any free one.`)
      : error
  })

function servingConfig({ port, host, url, testClock, ephemeral }: ServeOptions): Config {
  if (testClock && !ephemeral)
    throw new Exit(EXIT.usage, '--test-clock works only with --ephemeral: a real record must not live by a false clock.')
  const config = configFor({
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(url === undefined ? {} : { url }),
  })
  if (testClock && !['127.0.0.1', '::1', 'localhost'].includes(config.host))
    throw new Exit(EXIT.usage, '--test-clock works only on loopback.')
  return config
}

/** After an upgrade of Node.js: says how many open deadlines its time zone data would put elsewhere. Moves none. */
async function compareClocks({ db, needs }: Redress) {
  await sayAlarms({ db, needs })
  const found = await recheckAfterUpgrade(db, needs.store.directory, needs.tzVersion)
  if (found)
    say(
      `redress: time zone data is ${needs.tzVersion} now; ${found.count} of ${found.checked} open deadlines would fall elsewhere. None was moved${found.count ? '; redress doctor lists them' : ''}.`,
    )
}

/** A year whose holidays nobody has brought is said at every start, once for each firm that counts by it. */
async function sayAlarms({ db, needs }: Pick<Redress, 'db' | 'needs'>) {
  for (const { id, name } of await listTenants(db)) {
    const { packs, calendars } = await needs.store.directory(id)
    for (const alarm of calendarAlarms(packs, calendars, needs.now())) say(`redress: ALARM for ${name}: ${alarm}`)
  }
}

async function introduce(redress: Redress, tenant: Tenant, url: string, dir: string) {
  const { id: keyId, secret: apiKey } = await createKey(redress.db, tenant.id, 'this process', SCOPES, Date.now(), randomUUID())
  const admin = (await listStaff(redress.db, tenant.id)).find((s) => s.role === 'administrator')
  const token = admin ? await createSignInLink(redress.db, tenant.id, admin.id, Date.now()) : ''
  return { redress, tenant, url, dir, apiKey, keyId, signIn: `${url}/sign-in?token=${token}` }
}

export const start = (globals: Globals, options: ServeOptions) =>
  serve(
    globals,
    options,
    directoryFor(globals),
    async ({ db }) => (await ensureFirm(db, { name: 'My company', settings: DEFAULTS })).tenant,
    ({ url, signIn, dir }) => {
      if (globals.json) return undefined
      print(`Redress ${version()} is ready\n  open     ${url}\n  sign in  ${signIn}\n  data     ${dir}\nCtrl+C stops it; nothing is lost.`)
      if (options.open) openBrowser(signIn)
      return undefined
    },
  )

/** A directory of its own that vanishes at the end; what `init` prepared in `dir` is copied into it, and `dir` itself is never touched. */
function ephemeralCopy(dir: string): string {
  const place = mkdtempSync(path.join(os.tmpdir(), 'redress-'))
  if (isRoot()) chmodSync(place, 0o711) // PostgreSQL's own user must be able to pass
  if (existsSync(path.join(dir, 'pg', 'global', 'pg_control')) && !existsSync(path.join(dir, 'pg', 'postmaster.pid')))
    copyDirectory(dir, place)
  return place
}
const removeWhole = async (place: string) => rmSync(place, { recursive: true, force: true, maxRetries: 5 })

function refuseSecond(dir: string) {
  const server = readServerRecord(dir)
  if (server) throw busy(dir, server)
}
const busy = (dir: string, server: { pid: number; url: string } | undefined, holder: number | null = null) => {
  const who = server ? ` by process ${server.pid} at ${server.url}` : holder ? ` by process ${holder}` : ' by another process'
  return new Exit(EXIT.conflict, `${dir} is served already${who}. Stop it with: redress stop --dir "${dir}"`, {
    dir,
    pid: server?.pid ?? holder,
    url: server?.url ?? null,
  })
}

/** The database with this process as the one that serves it. Where another is, its PostgreSQL is left alone. */
async function openDatabase(given: string | null, dir: string) {
  const embedded = given === null ? await launch(dir) : null
  const url = given ?? embedded!.url
  const lock = await lockDirectory(url)
  if ('holder' in lock) {
    await embedded?.stopIfUnused()
    throw busy(dir, readServerRecord(dir), lock.holder)
  }
  const watched = embedded
    ? keepAlive(embedded, {
        onDown: () => say('redress: PostgreSQL went away; starting it again …'),
        onTrouble: (error) => say(`redress: ${error.message}`),
      })
    : null
  return { url, lock, stop: async () => watched?.stop() }
}

const TOLD = Symbol('told to stop')
/** Listens from the first moment on: told while it still starts, a process first finishes that and then stops in order. */
const untilToldToStop = () =>
  new Promise<typeof TOLD>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(TOLD))
  })

export function openBrowser(url: string) {
  if (!process.stdout.isTTY || process.env.CI) return
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
