import { closeSync, fdatasync, openSync, readFileSync, write } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { close, connect } from '../../../src/store/db'
import { type Outside, verdictOn } from './invariants'
import { Load, type LoadOptions } from './load'

/**
 * The oracle: a process of its own that no fault touches. It sends messages as a source would, again and again until each is answered, and
 * writes down what was promised to it on a list of its own, with fsync, before it counts it. Afterwards it compares the store with the list.
 */
export type Question =
  | { ask: 'load'; options: LoadOptions }
  | { ask: 'count' }
  | { ask: 'finish'; withinMs: number }
  | { ask: 'gateway' }
  | { ask: 'verdict'; database: string; tenant: string }

const file = process.argv[2]!
const list = openSync(file, 'a')
const [put, sync] = [promisify(write), promisify(fdatasync)]
let waiting: string[] = []
let writing: Promise<void> | null = null
const counted = { message: 0, batch: 0 }

/** Several lines travel in one fsync; each is counted only after its own. */
const note = (line: string, byBatch: boolean) => {
  waiting.push(line)
  writing ??= flush()
  counted.batch += byBatch ? 1 : 0
}
async function flush() {
  await new Promise((resolve) => setImmediate(resolve))
  while (waiting.length) {
    const lines = waiting
    waiting = []
    await put(list, `${lines.join('\n')}\n`)
    await sync(list)
    counted.message += lines.filter((l) => l.startsWith('message ')).length
  }
  writing = null
}

let load: Load | null = null
const delivered: { id: string; toCustomer: boolean }[] = []

async function gateway(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { type } = JSON.parse(body) as { type: string }
    delivered.push({ id: String(request.headers['webhook-id']), toCustomer: type === 'message.outbound' })
    response.end('ok')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What is on the list, read back from the disk. */
function outside(): Outside {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const of = (kind: string) => rows.filter(([k]) => k === kind)
  return {
    acknowledged: new Map(of('message').map(([, key, id]) => [key!, id!])),
    refused: of('refused').map(([, key]) => key!),
    taken: of('taken').map(([, id]) => id!),
    delivered,
  }
}

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'load') {
    load = new Load(question.options, note)
    return { loading: true }
  }
  if (question.ask === 'count') return counted
  if (question.ask === 'gateway') return gateway()
  if (question.ask === 'finish') {
    await load?.finish(question.withinMs)
    await writing
    return counted
  }
  const db = await connect(question.database, 1)
  try {
    return await verdictOn(db, question.tenant, outside())
  } finally {
    await close(db)
  }
}

process.on('message', async ({ n, question }: { n: number; question: Question }) => {
  try {
    process.send?.({ n, answer: await answer(question) })
  } catch (error) {
    process.send?.({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
process.on('disconnect', () => {
  closeSync(list)
  process.exit()
})
