import http from 'node:http'
import { acceptedIn } from './closed-loop'
import { Connection } from './connection'
import type { Corpus } from './corpus'
import { Latencies } from './figures'
import type { Load, Task } from './load.worker'
import { messageMaker, room, singleRequest } from './messages'

type Open = Extract<Task, { mode: 'open' }>
type Free = { connection: Connection; space: Buffer }
/** How long late alerts are waited for after the last message. */
const LATE_MS = 5_000

/**
 * Messages arrive by the clock, whether the last one is answered or not, and each is timed from the moment at which it was due: a server
 * that stalls cannot hide it by slowing its clients down. `received` fills up with what the provider on the other side gets.
 */
export async function openLoop(task: Open, corpus: Corpus, received: Map<string, number>): Promise<Omit<Load, 'cpuSeconds'>> {
  const maker = messageMaker(corpus, task.run, task.seed)
  const port = Number(new URL(task.url).port)
  const free: Free[] = await Promise.all(
    Array.from({ length: task.connections }, async () => ({ connection: await Connection.open(port), space: room(128 * 1024) })),
  )
  const all = [...free]
  const screen = await watch(task)
  const ack = new Latencies()
  const others: Record<string, number> = {}
  const arrived = new Map<string, number>()
  let inFlight = 0
  const began = performance.now()
  const due = (n: number) => began + (n * 1000) / task.rate
  const total = Math.floor(task.seconds * task.rate)
  const submit = (n: number, lane: Free) => {
    inFlight++
    const back = () => {
      inFlight--
      free.push(lane)
    }
    lane.connection.send(
      singleRequest(lane.space, task.key, maker.next()),
      ({ status, body }) => {
        ack.add(performance.now() - due(n))
        const [id] = status === 202 ? acceptedIn(body) : []
        if (id) arrived.set(id, due(n))
        else others[status] = (others[status] ?? 0) + 1
        back()
      },
      (error) => {
        others[error.message] = (others[error.message] ?? 0) + 1
        inFlight--
      },
    )
  }
  for (let n = 0; n < total; ) {
    while (n < total && free.length > 0 && due(n) <= performance.now()) submit(n++, free.pop()!)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const seconds = (performance.now() - began) / 1000
  await settled(screen, arrived, received)
  screen.close()
  for (const { connection } of all) connection.close()
  const ids = [...arrived.keys()]
  return {
    sent: maker.made(),
    accepted: ids.length,
    others,
    ids,
    seconds,
    ack: ack.summary(),
    ...latencies(screen.alerts, arrived, received),
  }
}

type Screen = { alerts: Map<string, { at: number; caseId: string }>; close(): void }

/** A live screen: hears of each message once it is committed with everything that follows from it. Keeps those that raise an alert. */
function watch(task: Open): Promise<Screen> {
  const alerts: Screen['alerts'] = new Map()
  return new Promise((resolve, reject) => {
    const request = http.get(`${task.url}/api/v1/events/stream`, { headers: { authorization: `Bearer ${task.key}` } }, (response) => {
      let kept = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const at = performance.now()
        const events = (kept + chunk).split('\n\n')
        kept = events.pop()!
        for (const event of events) keep(alerts, event, at)
      })
      resolve({ alerts, close: () => request.destroy() })
    })
    request.on('error', reject)
  })
}

function keep(alerts: Screen['alerts'], event: string, at: number) {
  if (!event.includes('event: message.processed') || !event.includes('"severity":"A"')) return
  const data = /^data: (.*)$/m.exec(event)?.[1]
  if (!data) return
  const { id, case_id: caseId } = JSON.parse(data) as { id: string; case_id: string | null }
  if (caseId) alerts.set(id, { at, caseId })
}

/** Until the provider has every alert that a screen has shown, or it is too late to hope. */
async function settled({ alerts }: Screen, arrived: Map<string, number>, received: Map<string, number>) {
  const until = performance.now() + LATE_MS
  const missing = () => [...alerts].some(([id, { caseId }]) => arrived.has(id) && !received.has(caseId))
  do await new Promise((resolve) => setTimeout(resolve, 100))
  while (performance.now() < until && missing())
}

function latencies(alerts: Screen['alerts'], arrived: Map<string, number>, received: Map<string, number>) {
  const alert = new Latencies()
  const delivered = new Latencies()
  for (const [id, { at, caseId }] of alerts) {
    const came = arrived.get(id)
    if (came === undefined) continue
    alert.add(at - came)
    const out = received.get(caseId)
    if (out !== undefined && out > came) delivered.add(out - came)
  }
  return { alert: alert.summary(), delivered: delivered.summary() }
}
