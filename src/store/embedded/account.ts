import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import path from 'node:path'

/** The user that PostgreSQL runs as when it is not ourselves. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number
  gid: number
  name: string
}

export const isRoot = () => process.getuid?.() === 0

/** Undefined: PostgreSQL runs as the user we are. As root it runs as the owner of existing data, else as `nobody`. */
export function accountFor(data: string): Account | undefined {
  if (!isRoot()) return undefined
  const owner = existsSync(data) ? statSync(data) : undefined
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` } : nobody()
}

function nobody(): Account {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { stdio: ['ignore', 'pipe', 'ignore'] })))
    return { uid: uid!, gid: gid!, name: 'nobody' }
  } catch {
    throw new Error(
      'PostgreSQL does not run as root, and this system has no user "nobody" to run it as. Start Redress as an ordinary user.',
    )
  }
}

/** What `spawn` needs to run something as this account: from `/`, because our own directory may be closed to it. */
export const runAs = (account: Account | undefined) => ({
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
  cwd: '/',
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
})

/** The first folder on the way to `target` that the account may not pass, or undefined when the way is free. Folders not yet made do not count. */
export function closedFolder(target: string, account: Account | undefined): string | undefined {
  return ancestors(target).find((folder) => existsSync(folder) && !mayPass(folder, account))
}

function ancestors(target: string): string[] {
  const parent = path.dirname(target)
  return parent === target ? [target] : [...ancestors(parent), target]
}

function mayPass(folder: string, account: Account | undefined): boolean {
  if (account) return passesByMode(folder, account) || passesInFact(folder, account)
  try {
    accessSync(folder, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function passesByMode(folder: string, { uid, gid }: Account): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder)
  if (owner === uid) return (mode & 0o100) !== 0
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0
}

/** Access lists may allow what the mode bits do not show. */
function passesInFact(folder: string, account: Account): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...runAs(account), stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
