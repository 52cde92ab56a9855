import { setTimeout as sleep } from 'node:timers/promises'
import { type Embedded, type LaunchOptions, startEmbedded } from './launch'

export interface Watched {
  /** The server as it is now; after a restart it has another process number, the same port and the same URL. */
  current(): Embedded
  /** Ends the watch, waiting for a restart under way, and leaves the server running. */
  release(): Promise<Embedded>
  /** Ends the watch and stops the server. */
  stop(): Promise<void>
}

export interface WatchOptions extends Omit<LaunchOptions, 'durable' | 'port'> {
  onDown?: () => void
  onRestart?: (embedded: Embedded) => void
  /** Called when one attempt fails; the watch goes on trying. */
  onTrouble?: (error: Error) => void
}

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

/** Starts PostgreSQL again, on the same port, whenever it ends by anything but our own wish, and tries for as long as it takes. */
export function keepAlive(embedded: Embedded, options: WatchOptions = {}): Watched {
  let current = embedded
  let watching = true
  let restarting: Promise<void> = Promise.resolve()

  const watch = () =>
    current.onExit(() => {
      if (watching) restarting = restart()
    })

  const restart = async () => {
    options.onDown?.()
    for (let pause = FIRST_PAUSE_MS; watching; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        current = await startEmbedded(current.dir, { ...options, durable: current.durable, port: current.port })
        watch()
        options.onRestart?.(current)
        return
      } catch (error) {
        options.onTrouble?.(error as Error)
        await sleep(pause)
      }
    }
  }

  const release = async () => {
    watching = false
    await restarting
    return current
  }

  watch()
  return { current: () => current, release, stop: async () => (await release()).stop() }
}
