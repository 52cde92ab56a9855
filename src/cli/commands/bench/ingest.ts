import { randomBytes } from 'node:crypto'
import os from 'node:os'
import { packageRoot } from '../../../paths'
import { putNotifier } from '../../../store/notifiers'
import { say } from '../../output'
import { type CorpusFigures, describeCorpus, makeCorpus } from './corpus'
import { drained, type Effect, effectOf, type Fate, fateOf, pending } from './count'
import { median } from './figures'
import { startGenerator } from './generator'
import type { Load, Task } from './load.worker'
import { cpuOf, describeMachine, type Machine } from './machine'
import { type OwnServer, ownServer } from './own-server'

export type IngestOptions = { seconds: number; connections: number; runs: number; seed: number }
export type Run = {
  /** Messages a second whose finding was committed when the time was over. */
  rate: number
  /** All accepted messages over the time until the last of them was understood. */
  sustained: number
  load: Omit<Load, 'ids'>
  backlog: number
  drainSeconds: number
  fate: Fate
  /** Cores kept busy by each, while it ran. */
  cores: { server: number | null; postgres: number | null; generator: number }
}
export type Ingest = {
  machine: Machine
  corpus: CorpusFigures
  single: Run[]
  batch: Run
  open: Run & { offered: number }
  effect: Effect
  bytesPerMessage: number
}

const WARM_UP_S = 8
const BATCH_LINES = 500

/** Measures how many messages a second get their whole effect: closed loop by single posts, then by batches, then open loop at half of that. */
export async function measureIngest(options: IngestOptions): Promise<Ingest> {
  const loadBefore = os.loadavg()[0]!
  say('making the corpus …')
  const corpus = makeCorpus(packageRoot(), options.seed)
  const generator = await startGenerator(corpus)
  try {
    const closed = await onServer(async (server) => {
      const machine = await describeMachine(server.db, loadBefore)
      const task = (run: string, seconds = options.seconds): Task => ({ ...common(server, options, run), seconds, mode: 'single' })
      say('warming up …')
      await measure(server, generator, task('w', Math.min(WARM_UP_S, options.seconds)))
      const single: Run[] = []
      for (let i = 1; i <= options.runs; i++) {
        single.push(await measure(server, generator, task(`s${i}`)))
        say(`single, run ${i}: ${Math.round(single.at(-1)!.rate)} messages/s`)
      }
      const effect = await effectOf(server.db)
      const batch = await measure(server, generator, { ...task('b'), connections: 4, mode: 'batch', lines: BATCH_LINES })
      say(`batch: ${Math.round(batch.rate)} messages/s`)
      return { machine, single, effect, batch }
    })
    const offered = Math.max(1, Math.round(median(closed.single.map((r) => r.rate)) / 2))
    say(`open loop at ${offered} messages/s …`)
    const open = await onServer(async (server) => {
      await connectGateway(server, await generator.gateway())
      await measure(server, generator, {
        ...common(server, options, 'w'),
        seconds: Math.min(4, options.seconds),
        mode: 'open',
        rate: offered,
      })
      return measure(server, generator, { ...common(server, options, 'o'), seconds: options.seconds, mode: 'open', rate: offered })
    })
    const { effect } = closed
    const bytesPerMessage = effect.bytes / Math.max(1, effect.messages)
    return { ...closed, corpus: describeCorpus(corpus, options.seed), open: { ...open, offered }, bytesPerMessage }
  } finally {
    generator.stop()
  }
}

async function onServer<T>(work: (server: OwnServer) => Promise<T>): Promise<T> {
  const server = await ownServer()
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

const common = ({ url, key }: OwnServer, { seed, connections }: IngestOptions, run: string) => ({
  url,
  key,
  run: `${run}${randomBytes(2).toString('hex')}`,
  seed: seed + run.charCodeAt(0) * 1000 + run.length,
  connections,
})

async function connectGateway({ db, tenant }: OwnServer, url: string) {
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await putNotifier(db, tenant.id, { name: 'provider', kind: 'webhook', url, secret, options: { allowPrivate: true } }, Date.now())
}

async function measure(server: OwnServer, generator: { run(task: Task): Promise<Load> }, task: Task): Promise<Run> {
  const cpu = () => ({ server: cpuOf(server.pid, false), postgres: cpuOf(server.postgresPid, true) })
  const before = cpu()
  const { ids, ...load } = await generator.run(task)
  const after = cpu()
  const backlog = await pending(server.db)
  const drainSeconds = await drained(server.db)
  const cores = (a: number | null, b: number | null) => (a === null || b === null ? null : (b - a) / load.seconds)
  return {
    rate: (load.accepted - backlog) / load.seconds,
    sustained: load.accepted / (load.seconds + drainSeconds),
    load,
    backlog,
    drainSeconds,
    fate: await fateOf(server.db, task.run, ids, load.sent),
    cores: {
      server: cores(before.server, after.server),
      postgres: cores(before.postgres, after.postgres),
      generator: load.cpuSeconds / load.seconds,
    },
  }
}
