import { setTimeout as sleep } from 'node:timers/promises'
import { isStillThere, type Postmaster } from './postmaster'

const PATIENCE_MS = 20_000
const POLL_MS = 10

/** PostgreSQL's fast shutdown: open transactions are rolled back, what was committed is kept. Nothing happens when it is gone already. */
export async function stopServer(postmaster: Postmaster, log: string, patienceMs = PATIENCE_MS): Promise<void> {
  if (!isStillThere(postmaster)) return
  process.kill(postmaster.pid, 'SIGINT')
  const began = performance.now()
  while (isStillThere(postmaster)) {
    if (performance.now() - began > patienceMs)
      throw new Error(
        `PostgreSQL (process ${postmaster.pid}) was asked to stop and still runs after ${patienceMs / 1000} seconds. Its log is ${log}.`,
      )
    await sleep(POLL_MS)
  }
}
