import { raiseDiskAlarm } from './actions/disk-alarm'
import type { Needs } from './actions/needs'
import type { Db } from './store/db'
import { DiskWatch } from './store/disk'
import { listTenants } from './store/tenants'

/** Watches the room on the disk, where there is a disk of ours. Says it in the log at once and to each firm's administrators through the outbox. */
export function watchDisk(dir: string | null, neededMb: number, db: Db, needs: Needs, log: (line: string) => void): DiskWatch | null {
  if (dir === null) return null
  return new DiskWatch(dir, neededMb, async (freeMb) => {
    log(`the disk has ${freeMb} MB left and ${neededMb} MB are needed: new messages are refused until there is more`)
    try {
      for (const { id } of await listTenants(db)) await raiseDiskAlarm(needs, id, { freeMb, neededMb })
    } catch (error) {
      log(`the alarm about the disk could not be written: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
}
