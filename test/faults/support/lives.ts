import { SAYS } from '../../cast'
import type { Machine } from './machine'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const TEXTS = [SAYS.complaint, SAYS.again, SAYS.question, SAYS.fire, SAYS.thanks, SAYS.thai]

/** Something that waits for its turn: a transaction that wants to begin, or a notice that is about to leave. */
export type Turn = { of: Life; what: string; notBefore: number; go(): void }
/** One life of one process. When it is over, nothing of it moves any more. */
export type Life = { name: string; machine: Machine; alive: boolean; rounding: boolean; callers: Set<(error: Error) => void> }

export class StillRunning extends Error {}

/** An answer that says "still running" is no answer yet. */
export async function once(machine: Machine, key: string, run: () => Promise<unknown>) {
  const { kind } = await machine.once(key, run)
  if (kind === 'still_running') throw new StillRunning()
}
