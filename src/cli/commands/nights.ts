import { learnOvernight } from '../../actions/detector-learning'
import type { Redress } from '../../main'
import { listTenants } from '../../store/tenants'

const LOOKS_EVERY = 3_600_000

/**
 * What is done while nobody waits for it: each firm's detector learns from the corrections of the day. Only the process that holds the lease
 * does it. Returns how to stop.
 */
export function nights(redress: Pick<Redress, 'db' | 'engine' | 'services'>, say: (line: string) => void): () => Promise<void> {
  let busy: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    busy = night(redress, say).catch((error: unknown) =>
      say(`redress: the night's learning failed: ${error instanceof Error ? error.message : String(error)}`),
    )
  }, LOOKS_EVERY)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await busy
  }
}

async function night({ db, engine, services }: Pick<Redress, 'db' | 'engine' | 'services'>, say: (line: string) => void) {
  if (engine.epoch === 0) return
  for (const { id, name } of await listTenants(db)) {
    const learned = await learnOvernight(services.learning, id)
    if (learned) say(`redress: ${name} learned from its corrections: ${learned.report.refused ?? learned.report.verdict?.why ?? ''}`)
  }
}
