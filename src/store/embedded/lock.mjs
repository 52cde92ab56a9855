// Plain JavaScript, because `bin/redress` needs it before anything is installed or built.
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { birthOf, isAlive } from './processes.mjs'

const POLL_MS = 25
const BREAKING_TAKES_MS = 5_000

export async function withLock(file, work, { onWait = () => {}, patienceMs = 300_000 } = {}) {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), id: randomUUID() })
  let waited = 0
  while (!take(file, mine)) {
    const holder = read(file)
    if (holder && isStale(holder)) clear(file)
    else {
      if (waited === 0 && holder) onWait(holder.pid)
      if (waited >= patienceMs)
        throw new Error(`${file} has been held by process ${holder?.pid} for too long. If that process hangs, end it.`)
      await sleep(POLL_MS)
      waited += POLL_MS
    }
  }
  try {
    return await work()
  } finally {
    if (text(file) === mine) rmSync(file, { force: true })
  }
}

/** The lock appears under its name with its content already in it, or not at all. */
function take(file, mine) {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Of several processes that find a lock stale only one may remove it, or the second would remove the first one's new lock. */
function clear(file) {
  const guard = `${file}.clearing`
  try {
    mkdirSync(guard)
  } catch {
    dropAbandoned(guard)
    return
  }
  try {
    const holder = read(file)
    if (holder && isStale(holder)) rmSync(file, { force: true })
  } finally {
    rmdirSync(guard)
  }
}

function dropAbandoned(guard) {
  try {
    if (Date.now() - statSync(guard).mtimeMs > BREAKING_TAKES_MS) rmdirSync(guard)
  } catch {
    // Somebody else was quicker; that is all we wanted.
  }
}

const isStale = ({ pid, birth }) => !isAlive(pid) || (birth !== undefined && birth !== birthOf(pid))

function text(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function read(file) {
  const found = text(file)
  if (found === undefined) return undefined
  try {
    return JSON.parse(found)
  } catch {
    return { pid: 0 }
  }
}
