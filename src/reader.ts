import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Reading, Readings } from './actions/detector-needs'
import type { StoredMessage } from './actions/needs'
import type { Finding } from './domain/finding'

export type Asked = { id: number; messages: [text: string, lang: string | null, open: boolean][] }
export type Told = { id: number; readings: Reading[] }
export type Reader = {
  /** What the detector makes of each message, by its id; empty where the thread is not there, so that whoever asked reads for itself. */
  read(messages: readonly StoredMessage[]): Promise<Readings>
  stop(): Promise<void>
}

/** After a thread has died the server reads for itself for so long before it starts another. */
const REST_MS = 10_000

/** A thread that has not answered for so long hangs, and is ended. A full batch takes it a twentieth of a second. */
const LIMIT_MS = 15_000

/**
 * A thread that reads messages while the first one receives, decides and answers; with a core of its own for it, a desk takes in about a third
 * more. Its death costs speed and nothing else.
 */
export function startReader(modelsDir: string, now: () => number = () => performance.now(), limitMs = LIMIT_MS): Reader {
  let worker: Worker | null = null
  let restUntil = Number.NEGATIVE_INFINITY
  let asked = 0
  const waiting = new Map<number, (readings: Reading[]) => void>()
  const gone = () => {
    worker = null
    restUntil = now() + REST_MS
    for (const answer of waiting.values()) answer([])
    waiting.clear()
  }
  const start = () => {
    const started = new Worker(...workerFile(modelsDir))
    started.unref()
    started.on('message', ({ id, readings }: { id: number; readings: string }) => {
      waiting.get(id)?.(JSON.parse(readings) as Reading[])
      waiting.delete(id)
    })
    started.on('error', () => undefined) // 'exit' follows
    started.on('exit', () => worker === started && gone())
    return started
  }
  worker = start()
  return {
    read: async (messages) => {
      if (!worker && now() >= restUntil) worker = start()
      if (!worker) return new Map()
      const id = ++asked
      worker.postMessage({ id, messages: messages.map((m) => [m.text, m.lang, m.public]) } satisfies Asked)
      const asking = worker
      const hangs = setTimeout(() => void asking.terminate(), limitMs)
      const readings = await new Promise<Reading[]>((resolve) => waiting.set(id, resolve)).finally(() => clearTimeout(hangs))
      return new Map(readings.map((reading, i) => [messages[i]!.id, reading]))
    },
    stop: async () => {
      const last = worker
      gone()
      restUntil = Number.POSITIVE_INFINITY
      await last?.terminate()
    },
  }
}

/** Reads in the thread that asks; what fails is left to whoever asked, who reads for itself and says why. */
export function readerHere(detect: (text: string, about: { lang: string | null; public: boolean }) => Finding): Reader {
  const reading = ({ text, lang, public: open }: StoredMessage): Finding | null => {
    try {
      return detect(text, { lang, public: open })
    } catch {
      return null
    }
  }
  return {
    read: async (messages) =>
      new Map(
        messages.flatMap((message): [string, Finding][] => {
          const finding = reading(message)
          return finding ? [[message.id, finding]] : []
        }),
      ),
    stop: async () => undefined,
  }
}

/** Beside this file in the sources, where a thread has to be taught TypeScript first; one file of its own in the bundle. */
function workerFile(modelsDir: string): [string, WorkerOptions] {
  const source = new URL('./reader.worker.ts', import.meta.url)
  if (!existsSync(source)) {
    const bundled = `./reader.worker${extname(import.meta.url)}`
    return [fileURLToPath(new URL(bundled, import.meta.url)), { workerData: { modelsDir } }]
  }
  const teach = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source.href)}) })`
  return [teach, { eval: true, workerData: { modelsDir } }]
}
