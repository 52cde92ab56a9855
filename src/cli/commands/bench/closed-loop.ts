import { Connection } from './connection'
import type { Corpus } from './corpus'
import { Latencies } from './figures'
import type { Load, Task } from './load.worker'
import { batchRequest, messageMaker, room, singleRequest } from './messages'

const ROOM = 128 * 1024
type Closed = Extract<Task, { mode: 'single' | 'batch' }>

/** Every connection sends its next request as soon as the last one is answered, until the time is over; then each waits for its answer. */
export async function closedLoop(task: Closed, corpus: Corpus): Promise<Omit<Load, 'cpuSeconds'>> {
  const maker = messageMaker(corpus, task.run, task.seed)
  const connections = await Promise.all(Array.from({ length: task.connections }, () => Connection.open(Number(new URL(task.url).port))))
  const tally = { ack: new Latencies(), ids: [] as string[], others: {} as Record<string, number> }
  const began = performance.now()
  const until = began + task.seconds * 1000
  await Promise.all(connections.map((connection) => drive(connection, task, maker, until, tally)))
  const seconds = (performance.now() - began) / 1000
  for (const connection of connections) connection.close()
  const { ack, ids, others } = tally
  return { sent: maker.made(), accepted: ids.length, others, ids, seconds, ack: ack.summary(), alert: null, delivered: null }
}

type Tally = { ack: Latencies; ids: string[]; others: Record<string, number> }
type Maker = ReturnType<typeof messageMaker>

function drive(connection: Connection, task: Closed, maker: Maker, until: number, tally: Tally): Promise<void> {
  const space = room(ROOM)
  const make = () =>
    task.mode === 'single'
      ? singleRequest(space, task.key, maker.next())
      : batchRequest(
          task.key,
          Array.from({ length: task.lines }, () => maker.next()),
        )
  return new Promise((resolve) => {
    const next = () => {
      const sent = performance.now()
      if (sent >= until) return resolve()
      connection.send(
        make(),
        ({ status, body }) => {
          tally.ack.add(performance.now() - sent)
          const ids = status === 202 || status === 200 ? acceptedIn(body) : []
          tally.ids.push(...ids)
          if (ids.length === 0) note(tally, String(status))
          next()
        },
        (error) => {
          note(tally, error.message)
          resolve()
        },
      )
    }
    next()
  })
}

const note = ({ others }: Tally, what: string) => {
  others[what] = (others[what] ?? 0) + 1
}

/** The ids that an answer accepted; one line for a single message, one for each message of a batch. */
export function acceptedIn(body: Buffer): string[] {
  const text = body.toString('latin1')
  return [...text.matchAll(/"id":"([^"]+)","state":"accepted"|"state":"accepted","id":"([^"]+)"/g)].map(([, a, b]) => (a ?? b)!)
}
