// Plain JavaScript, because `bin/redress` needs it before anything is installed or built.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const onLinux = process.platform === 'linux'

/** The fields of /proc/PID/stat behind the command name (which may itself hold spaces and brackets): index 0 is the state. */
function stat(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return !onLinux || !'ZX'.includes(stat(pid)?.[0] ?? 'X')
}

export function birthOf(pid) {
  if (onLinux) return stat(pid)?.[19]
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}
