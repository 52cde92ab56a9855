import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { type Embedded, startEmbedded } from '../../../src/store/embedded/launch'
import { findPostmaster } from '../../../src/store/embedded/postmaster'
import { isAlive } from '../../../src/store/embedded/processes.mjs'
import { killTree } from '../../support/clusters'
import type { Sabotage } from '../sabotage/which'
import { openFolder } from './prepared'

export type HouseOptions = { sabotage?: Sabotage; inside?: string; bare?: boolean; env?: Record<string, string> }

/** A real server in processes of its own over a directory of its own, to be killed at will. Its port and key stay the same over restarts. */
export class House {
  #child: ChildProcess | undefined
  #options: HouseOptions
  /** What the server wrote to stderr, for when a test fails. */
  said = ''

  private constructor(
    readonly dir: string,
    readonly port: number,
    options: HouseOptions,
  ) {
    this.#options = options
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const { dir, bare } = inject('prepared')
    const place = openFolder(options.inside)
    execFileSync('cp', ['-a', `${options.bare ? bare : dir}/.`, place])
    execFileSync('sync', ['-f', place]) // a copy is in memory only until then, and power will be cut
    return new House(place, await freePort(), options)
  }

  /** Another server for the same directory, on a port of its own. */
  neighbour = () => new House(this.dir, 0, this.#options)

  get url() {
    return `http://127.0.0.1:${this.port}`
  }
  get pid() {
    return this.#child?.pid
  }

  /** Begins a start and returns at once; `ready` resolves with the milliseconds that it took. */
  launch(more: Record<string, string> = {}): { ready: Promise<number>; ended: Promise<number | null> } {
    const began = performance.now()
    const { sabotage, env } = this.#options
    const args = [path.join(inject('programs'), 'server.mjs'), this.dir, String(this.port)]
    const { DATABASE_URL: _, ...base } = process.env
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...base, ...(sabotage ? { REDRESS_SABOTAGE: sabotage } : {}), ...env, ...more },
    })
    this.#child = child
    child.stderr.on('data', (chunk) => {
      this.said += chunk
    })
    const ended = once(child, 'exit').then(([code]) => code as number | null)
    const line = once(createInterface({ input: child.stdout }), 'line').then(() => performance.now() - began)
    const failed = ended.then((code) => Promise.reject(new Error(`the server ended with ${code} before it was ready:\n${this.said}`)))
    const ready = Promise.race([line, failed])
    ready.catch(() => undefined)
    failed.catch(() => undefined)
    return { ready, ended }
  }

  start = async (env: Record<string, string> = {}) => {
    const took = await this.launch(env).ready
    await connectedTo(this.url)
    return took
  }

  signal(signal: NodeJS.Signals) {
    this.#child?.kill(signal)
  }

  /** Ends the server with SIGKILL, wherever it is in its life. */
  async kill() {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Stops in order, as `redress stop` does; resolves with the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return null
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    return (await ended)[0] as number | null
  }

  get postmaster() {
    return findPostmaster(path.join(this.dir, 'pg'))
  }

  /** PostgreSQL and everything that it started, at once; false when none runs. */
  killPostgres(): boolean {
    const { postmaster } = this
    if (!postmaster) return false
    try {
      killTree(postmaster.pid)
    } catch {
      return false // it ended by itself in this very moment
    }
    return true
  }

  /** The database for looking at what is in it; started if the server is gone. */
  database = (): Promise<Embedded> => startEmbedded(this.dir, { durable: this.#options.sabotage !== 'fsync off' })

  async close() {
    await this.kill()
    const { postmaster } = this
    if (postmaster) {
      this.killPostgres()
      while (isAlive(postmaster.pid) || stillWorking(this.dir)) await sleep(20)
    }
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Some process of a killed PostgreSQL still has its hands in the directory. */
function stillWorking(dir: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      const file = `/proc/${pid}/cmdline`
      return existsSync(file) && read(file).startsWith('postgres') && read(file).includes(dir)
    })
}
const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * A port for a house that dies and comes back. It lies below those that the system hands out, in a range of this worker's own: while the
 * house is dead, the port must not become another's, to whom its messages would then go.
 */
export async function freePort(): Promise<number> {
  const from = 18_000 + 4_000 * (Number(process.env.VITEST_POOL_ID ?? 0) % 3)
  for (;;) {
    const port = from + randomInt(4_000)
    const server = net.createServer()
    const taken = await new Promise<boolean>((done) => {
      server.once('error', () => done(true)).listen(port, '127.0.0.1', () => done(false))
    })
    if (taken) continue
    await new Promise((done) => server.close(done))
    return port
  }
}

async function connectedTo(url: string) {
  const response = await fetch(`${url}/api/v1/health`)
  if (!response.ok) throw new Error(`${url} says ${response.status} about its health`)
}

/** Waits for a condition; says which one it was when it never came. */
export async function until(what: string, forMs: number, holds: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > forMs) throw new Error(`${what}: not within ${forMs / 1000} s`)
    await sleep(10)
  }
  return performance.now() - began
}
