import { closedLoop } from './closed-loop'
import type { Corpus } from './corpus'
import type { Quantiles } from './figures'
import { openLoop } from './open-loop'

/** What the load generator is asked to do, one task at a time; it runs in a process of its own. */
export type Task = { url: string; key: string; run: string; seed: number; seconds: number; connections: number } & (
  | { mode: 'single' }
  | { mode: 'batch'; lines: number }
  | { mode: 'open'; rate: number }
)
export type Ask = { corpus: Corpus } | { task: Task } | { gateway: true }

export type Load = {
  sent: number
  accepted: number
  /** Answers that were not an acceptance, by status or error. */
  others: Record<string, number>
  ids: string[]
  seconds: number
  ack: Quantiles
  /** Arrival (the moment at which it was due to be sent) → the alert is committed, and → a provider has it. */
  alert: Quantiles | null
  delivered: Quantiles | null
  cpuSeconds: number
}

let corpus: Corpus | null = null

process.on('message', async (ask: Ask) => {
  if ('corpus' in ask) {
    corpus = ask.corpus
    return process.send?.({ ready: true })
  }
  if ('gateway' in ask) return process.send?.({ gateway: await gateway() })
  const before = process.cpuUsage()
  const { task } = ask
  const load = task.mode === 'open' ? await openLoop(task, corpus!, received) : await closedLoop(task, corpus!)
  const { user, system } = process.cpuUsage(before)
  process.send?.({ load: { ...load, cpuSeconds: (user + system) / 1e6 } })
})
process.on('disconnect', () => process.exit())

/** Alerts as they came in at the provider: case → moment of `performance.now()`. */
const received = new Map<string, number>()

async function gateway(): Promise<string> {
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { type, data } = JSON.parse(body) as { type: string; data: { case_id?: string } }
      if (type === 'alert.opened' && data.case_id && !received.has(data.case_id)) received.set(data.case_id, performance.now())
      response.end('ok')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}
