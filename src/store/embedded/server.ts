import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, runAs } from './account'
import type { Places } from './folders'
import type { Installation } from './installation'
import { openLog, since, sizeOf } from './log'
import { findPostmaster, lastPort, orphansOf, type Postmaster, strangerIn } from './postmaster'
import { serverArguments } from './settings'

const POLL_MS = 10
const ORPHANS_MAY_TAKE_MS = 1_500
const RETRY_FOR_MS = 30_000

export interface Start {
  places: Places
  installation: Installation
  account: Account | undefined
  durable: boolean
  /** The port to listen on; without one, any that is free. */
  port?: number | undefined
  log: (line: string) => void
}

/**
 * Starts the server and waits until it takes connections, however long its recovery needs. While processes of a killed
 * predecessor still hold its shared memory, or the port is taken, it tries again for half a minute; then it throws what the log said.
 */
export async function startServer(start: Start): Promise<{ postmaster: Postmaster; child: ChildProcess }> {
  const began = performance.now()
  for (;;) {
    const outcome = await tryOnce(start)
    if (typeof outcome !== 'string') return outcome
    const passing = /shared memory block|lock file ".*" already exists|could not bind|Address already in use/i.test(outcome)
    if (!passing || performance.now() - began > RETRY_FOR_MS)
      throw new Error(`PostgreSQL did not start. Its log ${start.places.log} says: ${outcome}`)
    if (performance.now() - began > ORPHANS_MAY_TAKE_MS) endOrphans(start)
    await sleep(100)
  }
}

/** The server, or what the log said when it ended instead. */
async function tryOnce({ places, installation, account, durable, port, log }: Start) {
  const position = sizeOf(places.log)
  const handle = openLog(places.log)
  const options = serverArguments(places.data, port ?? (await choosePort(places.data)), durable)
  const child = spawn(path.join(installation, 'bin', 'postgres'), options, {
    ...environment(places.data, account),
    stdio: ['ignore', handle, handle],
    detached: true,
  })
  closeSync(handle)
  let ended: string | undefined
  child.on('error', (error) => (ended = error.message))
  child.on('exit', (code, signal) => (ended ??= `ended with ${signal ?? code}`))
  child.unref()
  for (let polls = 0; !ended; polls++) {
    const postmaster = findPostmaster(places.data)
    if (postmaster?.ready && postmaster.pid === child.pid) return { postmaster, child }
    if (polls % 500 === 499) log('PostgreSQL is still recovering from its last stop …')
    await sleep(POLL_MS)
  }
  return since(places.log, Math.min(position, sizeOf(places.log))) || ended
}

/**
 * PostgreSQL takes a left-over `postmaster.pid` for a running server when its process number belongs to another process of the
 * same user. We looked: that process is something else. PG_GRANDPARENT_PID, made for start scripts in the same situation, tells
 * PostgreSQL so, and leaves the file and its other checks (shared memory) to it.
 */
function environment(data: string, account: Account | undefined) {
  const stranger = strangerIn(data)
  const base = runAs(account)
  return stranger === undefined ? base : { ...base, env: { ...base.env, PG_GRANDPARENT_PID: String(stranger) } }
}

/** Without a postmaster these can commit nothing any more; quitting is all that is left to them. */
function endOrphans({ places, account, log }: Start): void {
  for (const pid of orphansOf(places.data, account)) {
    log(`ending process ${pid} that was left over from the killed PostgreSQL`)
    try {
      process.kill(pid, 'SIGQUIT')
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** The port of the last time if nobody has taken it meanwhile, else any that is free. */
async function choosePort(data: string): Promise<number> {
  const last = lastPort(data)
  return (last !== undefined && (await tryPort(last))) || (await tryPort(0)) || Promise.reject(new Error('This machine has no free port.'))
}

/** The port (0: any) if one may listen on it now. */
function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(undefined))
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
