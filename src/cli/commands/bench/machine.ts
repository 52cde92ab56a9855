import { readFileSync } from 'node:fs'
import os from 'node:os'
import type { Db } from '../../../store/db'
import { asOwner } from '../../../store/db'

export type Machine = {
  cpu: string
  cores: number
  memoryGib: number
  node: string
  postgres: string
  platform: string
  loadBefore: number
  durability: Record<string, string>
}

/** What a figure is worth nothing without. Throws where the database would not keep what it acknowledges. */
export async function describeMachine(db: Db, loadBefore: number): Promise<Machine> {
  const setting = async (name: string) =>
    String((await asOwner<{ value: string }>(db, `select current_setting('${name}') as value`))[0]!.value)
  const durability = {
    fsync: await setting('fsync'),
    synchronous_commit: await setting('synchronous_commit'),
    full_page_writes: await setting('full_page_writes'),
  }
  const weak = Object.entries(durability).find(([, value]) => value !== 'on')
  if (weak) throw new Error(`${weak[0]} is ${weak[1]}: a figure from this database would be worth nothing`)
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGib: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: await setting('server_version'),
    platform: `${os.type()} ${os.release()} ${os.arch()}`,
    loadBefore,
    durability,
  }
}

/** CPU seconds that a process has used so far, and those of its children with it where they are its workers; null where the system does not tell. */
export function cpuOf(pid: number, withChildren: boolean): number | null {
  try {
    const all = withChildren ? [pid, ...childrenOf(pid)] : [pid]
    return all.map((each) => ticksOf(each, each === pid && withChildren)).reduce((a, b) => a + b, 0) / TICKS_PER_SECOND
  } catch {
    return null
  }
}

const TICKS_PER_SECOND = 100
/** User and system time from `/proc/PID/stat` (fields 14 and 15, and 16 and 17 for children that have ended). */
function ticksOf(pid: number, andEndedChildren: boolean) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number)
  return fields[11]! + fields[12]! + (andEndedChildren ? fields[13]! + fields[14]! : 0)
}
const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

export function machineLines(m: Machine): string {
  const kept = Object.entries(m.durability)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
  return [
    `${m.cpu} · ${m.cores} cores · ${m.memoryGib} GiB · ${m.platform}`,
    `Node ${m.node} · PostgreSQL ${m.postgres} · ${kept}`,
    `load average before: ${m.loadBefore.toFixed(2)}${m.loadBefore > 0.5 ? '  (the machine was busy: the figures are lower bounds)' : ''}`,
  ].join('\n')
}
