import { chmodSync, cpSync, lchownSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { type Account, closedFolder, isRoot } from './account'

/** The places inside one data directory. */
export const places = (dir: string) => ({
  dir,
  data: path.join(dir, 'pg'),
  secret: path.join(dir, 'pg.secret'),
  log: path.join(dir, 'pg.log'),
  lock: path.join(dir, 'pg.lock'),
})
export type Places = ReturnType<typeof places>

/**
 * Makes the data directory and gives its true path. As root it and the parents that are missing become passable (not readable)
 * for PostgreSQL's user, whatever the umask. Throws before anything is made when a folder on the way is closed to that user.
 */
export function prepareDirectory(dir: string, account: Account | undefined): string {
  const wanted = path.resolve(dir)
  const closed = closedFolder(wanted, account)
  if (closed) throw new Error(closedMessage(closed, account))
  const first = mkdirSync(wanted, { recursive: true, mode: isRoot() ? 0o711 : 0o700 })
  if (first) for (const made of between(first, wanted)) chmodSync(made, isRoot() ? 0o711 : 0o700)
  return realpathSync(wanted)
}

/** Copies a data directory whose PostgreSQL does not run. As root each file keeps its owner, without whom PostgreSQL's user could not read its own. */
export function copyDirectory(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  if (!isRoot()) return
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const { uid, gid } = lstatSync(path.join(from, name))
    lchownSync(path.join(to, name), uid, gid)
  }
}

const between = (top: string, bottom: string): string[] => (top === bottom ? [top] : [...between(top, path.dirname(bottom)), bottom])

const closedMessage = (folder: string, account: Account | undefined) =>
  account
    ? `PostgreSQL does not run as root, so Redress runs it as "${account.name}", and that user may not enter ${folder}. ` +
      `Choose another data directory (for example --dir /var/lib/redress) or open the way: chmod o+x ${folder}`
    : `You may not enter ${folder}. Choose another data directory with --dir.`
