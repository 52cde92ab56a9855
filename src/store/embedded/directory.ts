import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isRoot } from './account'
import { isAlive } from './processes.mjs'

/** Where Redress keeps its data unless `--dir` says otherwise. Root's home is closed to PostgreSQL's user, hence a directory of its own. */
export function defaultDirectory(env: Record<string, string | undefined> = process.env): string {
  if (env.REDRESS_DIR) return path.resolve(env.REDRESS_DIR)
  if (isRoot()) return '/var/lib/redress'
  return path.join(env.XDG_DATA_HOME || path.join(os.homedir(), '.local', 'share'), 'redress')
}

/** Which server serves a data directory. It informs people and other commands; the lock is the database's advisory lock, not this file. */
export interface ServerRecord {
  pid: number
  url: string
  dir: string
  /** ISO 8601 with offset. */
  startedAt: string
}

const recordIn = (dir: string) => path.join(dir, 'server.json')

/** Appears whole or not at all. */
export function writeServerRecord(record: ServerRecord): void {
  const draft = `${recordIn(record.dir)}.${randomUUID()}`
  writeFileSync(draft, `${JSON.stringify(record)}\n`, { mode: 0o644 })
  renameSync(draft, recordIn(record.dir))
}

/** Undefined when there is none, it cannot be read, or the process that wrote it is gone. */
export function readServerRecord(dir: string): ServerRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(recordIn(dir), 'utf8')) as ServerRecord
    return isAlive(record.pid) ? record : undefined
  } catch {
    return undefined
  }
}

/** Removes only the record that this process wrote: a successor's stays. */
export function removeServerRecord(dir: string, pid: number): void {
  if (readServerRecord(dir)?.pid === pid) rmSync(recordIn(dir), { force: true })
}
