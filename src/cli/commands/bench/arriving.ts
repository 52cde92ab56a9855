import { setTimeout as sleep } from 'node:timers/promises'
import { packageRoot } from '../../../paths'
import { makeCorpus } from './corpus'
import { startGenerator } from './generator'
import type { OwnServer } from './own-server'

const SEED = 7
const CONNECTIONS = 64
/** Long enough for a server that has just started to be at speed before the clocks fall due (its code is compiled as it runs), and to go on until they have fired. */
const SECONDS = 28
const AT_SPEED_MS = 10_000

/** Does a piece of work while messages arrive by the clock, `rate` of them a second, from another process. */
export async function underLoad<T>({ url, key }: OwnServer, rate: number, work: () => Promise<T>): Promise<T> {
  const generator = await startGenerator(makeCorpus(packageRoot(), SEED))
  try {
    const arriving = generator.run({ mode: 'open', rate, url, key, run: 'due', seed: SEED, seconds: SECONDS, connections: CONNECTIONS })
    await sleep(AT_SPEED_MS)
    const done = await work()
    await arriving
    return done
  } finally {
    generator.stop()
  }
}
