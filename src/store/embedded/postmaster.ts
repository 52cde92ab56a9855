import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { type Account, runAs } from './account'
import { birthOf, isAlive } from './processes.mjs'

/** What `postmaster.pid` says about a process that truly is the PostgreSQL of this data directory. */
export interface Postmaster {
  pid: number
  birth: string | undefined
  port: number
  ready: boolean
}

/** The raw lines of `postmaster.pid`: 1 process, 2 data directory, 4 port, 8 status. Undefined when there is none, or it is still being written. */
function pidFile(data: string) {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** The running server of this data directory. A file left over from a dead one, whoever has its process number now, is undefined. */
export function findPostmaster(data: string): Postmaster | undefined {
  const said = pidFile(data)
  return said && isPostgresOf(said.pid, data) ? { ...said, birth: birthOf(said.pid) } : undefined
}

/** Whether the very process that was found is still there. */
export const isStillThere = ({ pid, birth }: Postmaster) => isAlive(pid) && birthOf(pid) === birth

/** The port of the last start: staying there keeps everybody's address right after a restart, whoever restarts. */
export function lastPort(data: string): number | undefined {
  const file = path.join(data, 'postmaster.opts')
  const port = existsSync(file) ? /"-p" "(\d+)"/.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return port === undefined ? undefined : Number(port)
}

/** The process number in a left-over file that some other program has been given meanwhile. */
export function strangerIn(data: string): number | undefined {
  const pid = pidFile(data)?.pid
  return pid !== undefined && isAlive(pid) && !isPostgresOf(pid, data) ? pid : undefined
}

/**
 * Server processes of this data directory whose postmaster is gone; they hold its shared memory until they end. Their user looks
 * for them, because even root may be kept from seeing where another user's process works.
 */
export function orphansOf(data: string, account: Account | undefined): number[] {
  if (process.platform !== 'linux' || findPostmaster(data)) return []
  return processesWorkingIn(data, account).filter((pid) => isAlive(pid) && nameOf(pid) === 'postgres')
}

function processesWorkingIn(folder: string, account: Account | undefined): number[] {
  const pattern = folder.replace(/[\\*?[\]]/g, '\\$&')
  const { stdout } = spawnSync('find', ['/proc', '-maxdepth', '2', '-path', '/proc/[0-9]*/cwd', '-lname', pattern], {
    ...runAs(account),
    encoding: 'utf8',
  })
  return [...(stdout ?? '').matchAll(/^\/proc\/(\d+)\//gm)].map(([, pid]) => Number(pid))
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

/**
 * PostgreSQL works from inside its data directory, so program and working directory together tell whose it is. Where the system
 * hides those of another user's process (root in a container), its command line has to do.
 */
function isPostgresOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  const program = linkOf(pid, 'exe')
  const folder = linkOf(pid, 'cwd')
  if (program && folder) return path.basename(program) === 'postgres' && folder === data
  return isServerCommand(commandOf(pid), data)
}

function linkOf(pid: number, name: 'exe' | 'cwd'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`).replace(/ \(deleted\)$/, '')
  } catch {
    return undefined
  }
}

const isServerCommand = ([program = '', flag, folder]: string[], data: string) =>
  path.basename(program) === 'postgres' && flag === '-D' && folder === data

/** The words of a command line; where there is no /proc, as far as spaces let us tell them apart. */
function commandOf(pid: number): string[] {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [, program = '', folder = ''] = /^(.*?) -D (.*?) -p /.exec(line) ?? []
    return [program, '-D', folder]
  } catch {
    return []
  }
}
