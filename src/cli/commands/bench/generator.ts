import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Corpus } from './corpus'
import type { Ask, Load, Task } from './load.worker'

/** The load generator: another process on the same machine, so that it competes for the cores as a client would and shares no event loop. */
export async function startGenerator(corpus: Corpus) {
  const child = fork(workerFile(), { serialization: 'advanced' })
  const ended = () => void child.kill('SIGKILL')
  process.once('exit', ended)
  await ask<{ ready: true }>(child, { corpus })
  return {
    run: async (task: Task) => (await ask<{ load: Load }>(child, { task })).load,
    gateway: async () => (await ask<{ gateway: string }>(child, { gateway: true })).gateway,
    stop: () => {
      process.off('exit', ended)
      child.disconnect()
    },
  }
}

/** Beside this file in the sources; one file of its own in the bundle. */
const workerFile = () => {
  const source = fileURLToPath(new URL('./load.worker.ts', import.meta.url))
  return existsSync(source) ? source : fileURLToPath(new URL('./load.worker.js', import.meta.url))
}

async function ask<T>(child: ChildProcess, message: Ask): Promise<T> {
  const answer = once(child, 'message') as Promise<[T]>
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the load generator ended before its work was done')))
  child.send(message)
  return (await Promise.race([answer, gone]))[0]
}
