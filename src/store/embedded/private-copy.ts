import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Account, closedFolder, isRoot, runAs } from './account'
import type { Symlink } from './installation'

/**
 * A copy of the installation that the account can reach and execute and that only we can change. Made once per version, under a
 * random name first, so that nobody ever sees half of it. Tries each home in turn; throws with all reasons when none will do.
 */
export function privateCopy(native: string, symlinks: Symlink[], account: Account | undefined): string {
  const reasons: string[] = []
  for (const home of homes()) {
    try {
      return copyInto(home, native, symlinks, account)
    } catch (error) {
      reasons.push(`${home}: ${(error as Error).message}`)
    }
  }
  throw new Error(`No place for PostgreSQL's program files could be used. ${reasons.join(' · ')}`)
}

function homes(): string[] {
  const fallback = path.join(os.tmpdir(), `redress-${process.getuid?.() ?? 'programs'}`)
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache')
  return [isRoot() ? '/var/lib/redress' : path.join(cache, 'redress'), fallback]
}

/** The copy in one home folder, made now if it is not there. Throws when the folder is closed to the account, not ours alone, or cannot hold programs. */
export function copyInto(home: string, native: string, symlinks: Symlink[], account: Account | undefined): string {
  const closed = closedFolder(home, account)
  if (closed) throw new Error(`${account?.name ?? 'you'} may not enter ${closed}`)
  mkdirSync(home, { recursive: true, mode: 0o711 })
  assertOurs(home)
  const target = path.join(home, `postgresql-${fingerprint(native)}`)
  if (existsSync(target)) assertOurs(target)
  else makeCopy(target, native, symlinks, account)
  return target
}

/** In a folder that others may write to, somebody could have put programs there for us to run. */
function assertOurs(folder: string): void {
  const { uid, mode } = lstatSync(folder)
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to somebody else (user ${uid})`)
  if (process.getuid && (mode & 0o022) !== 0) throw new Error(`${folder} can be changed by others: chmod go-w ${folder}`)
}

function fingerprint(native: string): string {
  const manifest = path.join(native, '..', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const size = statSync(path.join(native, 'bin', 'postgres')).size
  return `${version}-${createHash('sha256').update(`${process.platform} ${process.arch} ${version} ${size}`).digest('hex').slice(0, 12)}`
}

function makeCopy(target: string, native: string, symlinks: Symlink[], account: Account | undefined): void {
  const draft = `${target}.${randomUUID()}`
  try {
    cpSync(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a') && !file.endsWith('pkgconfig'),
    })
    for (const { at, to } of symlinks) if (!existsSync(path.join(draft, at))) symlinkSync(to, path.join(draft, at))
    openToRead(draft)
    execFileSync(path.join(draft, 'bin', 'postgres'), ['--version'], { ...runAs(account), stdio: ['ignore', 'ignore', 'pipe'] })
    renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Everybody may read and enter, programs may be run, nobody but us may change anything: whatever the umask and npm left. */
function openToRead(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) openToRead(file)
    else if (entry.isFile()) chmodSync(file, path.basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
