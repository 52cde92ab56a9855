import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { accountFor } from './account'
import { type Places, places, prepareDirectory } from './folders'
import { initialise } from './initialise'
import { findInstallation, type Installation } from './installation'
import { withLock } from './lock.mjs'
import { otherClients, proveLogin, urlOf } from './login'
import { findPostmaster, isStillThere, type Postmaster } from './postmaster'
import { startServer } from './server'
import { stopServer } from './stop'

/** A running PostgreSQL of our own. It outlives this process unless `stop` is called. */
export interface Embedded {
  /** The application's database, with a superuser's password in it: never log it. */
  url: string
  /** The database from which others can be made, copied and dropped. */
  adminUrl: string
  /** The true path of the data directory. */
  dir: string
  port: number
  pid: number
  /** It ran already when we came. */
  reused: boolean
  durable: boolean
  /** Ends every connection and stops the server. Throws when it still lives after 20 seconds. */
  stop(): Promise<void>
  /** Stops the server if nobody else is logged in; tells whether it did. For commands that started it only for themselves. */
  stopIfUnused(): Promise<boolean>
  /** Calls back once, within a quarter of a second, when the server ends by anything but `stop`. */
  onExit(callback: () => void): void
}

export interface LaunchOptions {
  /** False lets a power cut lose what was acknowledged. For tests only. */
  durable?: boolean
  /** Hears what a person who waits would like to know. */
  log?: (line: string) => void
  /** Another PostgreSQL than the one that we bring: a folder with `bin/postgres` in it. */
  installation?: Installation
  /** The port to insist on; any free one by default. */
  port?: number
}

const WATCH_MS = 200

/**
 * Starts the PostgreSQL of a data directory, makes it first if there is none, or attaches to the one that runs. Two starts at
 * once give both the same server. Throws an error whose message tells a person what to do.
 */
export async function startEmbedded(dir: string, options: LaunchOptions = {}): Promise<Embedded> {
  const { durable = true, log = () => {}, port } = options
  const account = accountFor(path.join(path.resolve(dir), 'pg'))
  const here = places(prepareDirectory(dir, account))
  const onWait = (holder: number) => log(`waiting for process ${holder}, which is starting PostgreSQL in ${here.dir} …`)
  return await withLock(
    here.lock,
    async () => {
      const running = await attach(here, durable, log)
      if (running) return embedded(here, running, durable, undefined)
      const installation = options.installation ?? findInstallation(account)
      await initialise(here, installation, account, durable)
      assertSecret(here)
      const { postmaster, child } = await startServer({ places: here, installation, account, durable, port, log })
      await proveLogin(here, postmaster.port, durable)
      return embedded(here, postmaster, durable, child)
    },
    { onWait },
  )
}

/** The running server once it lets us in; undefined when none runs, or the one that did has ended. Throws when it is not ours to use. */
async function attach(here: Places, durable: boolean, log: (line: string) => void): Promise<Postmaster | undefined> {
  for (let tries = 1; ; tries++) {
    const postmaster = findPostmaster(here.data)
    if (!postmaster) return undefined
    assertSecret(here)
    if (postmaster.ready && (await letsUsIn(here, postmaster, durable))) return postmaster
    if (tries % 200 === 0) log(`waiting for PostgreSQL (process ${postmaster.pid}), which is starting or stopping …`)
    await sleep(25)
  }
}

/** False while it starts or stops: its file says "ready" a little longer than it is. */
async function letsUsIn(here: Places, postmaster: Postmaster, durable: boolean): Promise<boolean> {
  try {
    await proveLogin(here, postmaster.port, durable)
    return true
  } catch (error) {
    if (isPassing(error as { code?: string; message: string })) return false
    throw error
  }
}

const isPassing = ({ code = '', message }: { code?: string; message: string }) =>
  ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(code) || /terminated/.test(message)

function assertSecret({ secret, data }: Places): void {
  if (!existsSync(secret)) throw new Error(`${secret}, the password of the database in ${data}, is missing. Put it back from a backup.`)
}

function embedded(here: Places, postmaster: Postmaster, durable: boolean, child: ChildProcess | undefined): Embedded {
  const { pid, port } = postmaster
  let expected = false
  const stop = () => {
    expected = true
    return stopServer(postmaster, here.log)
  }
  return {
    url: urlOf(here, port, 'app'),
    adminUrl: urlOf(here, port, 'admin'),
    dir: here.dir,
    port,
    pid,
    reused: child === undefined,
    durable,
    stop: () => withLock(here.lock, stop),
    stopIfUnused: () =>
      withLock(here.lock, async () => {
        if ((await otherClients(here, port)) > 0) return false
        await stop()
        return true
      }),
    onExit: (callback) => watchExit(postmaster, child, () => expected || callback()),
  }
}

/** A child tells us at once that it ended; anybody else's process we have to look after. */
function watchExit(postmaster: Postmaster, child: ChildProcess | undefined, ended: () => void): void {
  const timer = setInterval(() => isStillThere(postmaster) || finish(), WATCH_MS)
  timer.unref()
  const finish = () => {
    clearInterval(timer)
    child?.off('exit', finish)
    ended()
  }
  child?.once('exit', finish)
}
