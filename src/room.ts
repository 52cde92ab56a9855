import { setTimeout as sleep } from 'node:timers/promises'

/** About half a second of work: beyond that, taking in more would only take the time from understanding it. */
const WELCOME = 1_500
const LOOK_MS = 20
const LONGEST_MS = 10_000

/**
 * Keeps a batch waiting while more messages lie there than can be understood soon, so that a source which sends as fast as it can is slowed
 * down to what the desk manages. Waits no longer than `forMs`: where understanding stands still, messages are still taken in and kept.
 */
export const roomBy =
  (waiting: () => number, forMs = LONGEST_MS) =>
  async (): Promise<void> => {
    const until = performance.now() + forMs
    while (waiting() > WELCOME && performance.now() < until) await sleep(LOOK_MS)
  }
