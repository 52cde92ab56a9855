import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../../src/cli/commands/bench/connection'
import { pick, seeded } from '../../../src/cli/commands/bench/random'
import { read } from '../../../src/domain/public-id'
import { keyOf, signature } from '../../../src/notify/webhook/sign'
import { SAYS } from '../../cast'

export type LoadOptions = {
  url: string
  key: string
  hook: { path: string; secret: string } | null
  prefix: string
  seed: number
  connections: number
  /** The largest share of messages that travels in batches, at any time. */
  batchShare: number
  /** Whether somebody takes up the cases, which sends acknowledgements to customers. */
  agent: boolean
}

type Note = (line: string, byBatch: boolean) => void
type Said = { status: number; text: string }
const BATCH_LINES = 12
const NEUTRAL = ['Thank you, all is well with the lamp.', 'Where do I find the manual, please?', 'The parcel came this morning. Lovely.']
const COMPLAINTS = [SAYS.complaint, SAYS.again, SAYS.other, SAYS.fire, SAYS.thai, SAYS.chinese, SAYS.persian]

/**
 * Sources that keep what they have until it is answered: each connection sends one thing, and the same thing again after a broken connection
 * or a 5xx, until the answer is final. What is acknowledged and what is refused is noted down.
 */
export class Load {
  #o: LoadOptions
  #note: Note
  #random: () => number
  #n = 0
  #batched = 0
  #stopping = false
  #deadline = Number.POSITIVE_INFINITY
  #work: Promise<void>[]

  constructor(options: LoadOptions, note: Note) {
    this.#o = options
    this.#note = note
    this.#random = seeded(options.seed)
    this.#work = Array.from({ length: options.connections }, () => this.#source())
    if (options.agent) this.#work.push(this.#agent())
  }

  /** Begins nothing new, and waits for what is under way; gives up on what has no answer in time. */
  async finish(withinMs: number) {
    this.#stopping = true
    this.#deadline = performance.now() + withinMs
    await Promise.all(this.#work)
  }

  async #source() {
    const line = new Line(this.#o.url)
    while (!this.#stopping) {
      const at = this.#random()
      if (this.#batched + BATCH_LINES <= this.#o.batchShare * (this.#n + BATCH_LINES)) await this.#batch(line)
      else if (at < 0.01) await this.#refused(line)
      else await this.#single(line, this.#o.hook !== null && at > 0.8)
    }
    line.close()
  }

  #message(key: string) {
    const complains = this.#random() < 0.12
    return {
      external_id: key,
      text: `${complains ? pick(this.#random, COMPLAINTS) : pick(this.#random, NEUTRAL)} (${key})`,
      contact: { name: 'Somebody', handles: [{ kind: 'email', value: `${key}@mail.example` }] },
    }
  }
  #key = () => `${this.#o.prefix}-${++this.#n}`

  async #single(line: Line, signed: boolean) {
    const key = this.#key()
    const body = JSON.stringify(this.#message(key))
    const { hook } = this.#o
    const request = () => (signed && hook ? this.#signedRequest(hook, key, body) : this.#post('/api/v1/messages', 'application/json', body))
    const said = await this.#untilFinal(line, request)
    if (said && (said.status === 202 || said.status === 200)) this.#acknowledged(key, JSON.parse(said.text) as { id: string }, false)
    else if (said) this.#note(`unexpected ${key} ${said.status} ${said.text.slice(0, 200)}`, false)
  }

  async #batch(line: Line) {
    this.#batched += BATCH_LINES
    const keys = Array.from({ length: BATCH_LINES }, this.#key)
    const body = keys.map((key) => `${JSON.stringify(this.#message(key))}\n`).join('')
    const said = await this.#untilFinal(line, () => this.#post('/api/v1/messages/batch', 'application/x-ndjson', body))
    if (said?.status !== 200) return
    for (const [i, answer] of said.text.trim().split('\n').entries()) {
      const { state, id } = JSON.parse(answer) as { state: string; id: string }
      if (state === 'accepted' || state === 'duplicate') this.#acknowledged(keys[i]!, { id }, true)
    }
  }

  async #refused(line: Line) {
    const key = `${this.#key()}-bad`
    const body = JSON.stringify({ ...this.#message(key), channel: 'no-such-channel' })
    const said = await this.#untilFinal(line, () => this.#post('/api/v1/messages', 'application/json', body))
    if (said && said.status >= 400) this.#note(`refused ${key}`, false)
  }

  #acknowledged(key: string, { id }: { id: string }, byBatch: boolean) {
    this.#note(`message ${key} ${read('msg', id)}`, byBatch)
  }

  /** Takes up the cases that are open, each with one Idempotency-Key for as long as it takes. */
  async #agent() {
    const line = new Line(this.#o.url)
    while (!this.#stopping) {
      const said = await this.#untilFinal(line, () => this.#request('GET', '/api/v1/cases?state=open&limit=20&sort=received_at', ''))
      const open = said?.status === 200 ? (JSON.parse(said.text) as { data: { id: string }[] }).data : []
      for (const { id } of open.slice(0, 5)) {
        const path = `/api/v1/cases/${id}/acknowledgement`
        const extra = `Content-Type: application/json\r\nIdempotency-Key: take-${id}\r\n`
        const done = await this.#untilFinal(line, () => this.#request('POST', path, '{}', extra))
        if (done && (done.status < 300 || done.status === 409)) this.#note(`taken ${read('case', id)}`, false)
      }
      await sleep(50)
    }
    line.close()
  }

  /** The first answer that settles it; null where the time to finish is over. */
  async #untilFinal(line: Line, request: () => Buffer): Promise<Said | null> {
    for (;;) {
      const said = await line.ask(request())
      const still =
        said === null || said.status >= 500 || said.status === 429 || (said.status === 409 && said.text.includes('still_running'))
      if (!still) return said
      if (performance.now() > this.#deadline) return null
      await sleep(20 + this.#random() * 60)
    }
  }

  #post = (path: string, type: string, body: string) => this.#request('POST', path, body, `Content-Type: ${type}\r\n`)

  #request(method: string, path: string, body: string, extra = '') {
    const length = Buffer.byteLength(body)
    return Buffer.from(
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${this.#o.key}\r\n${extra}Content-Length: ${length}\r\n\r\n${body}`,
    )
  }

  #signedRequest({ path, secret }: { path: string; secret: string }, id: string, body: string) {
    const seconds = Math.floor(Date.now() / 1000)
    const signed = `webhook-id: ${id}\r\nwebhook-timestamp: ${seconds}\r\nwebhook-signature: ${signature([keyOf(secret)!], id, seconds, body)}\r\n`
    return this.#request('POST', path, body, `Content-Type: application/json\r\n${signed}`)
  }
}

/** A connection that is made anew when it broke. */
class Line {
  #connection: Connection | null = null
  #port: number

  constructor(url: string) {
    this.#port = Number(new URL(url).port)
  }

  /** The answer; null where the connection broke or could not be made, so that nobody knows. */
  async ask(request: Buffer): Promise<Said | null> {
    try {
      this.#connection ??= await Connection.open(this.#port)
      const connection = this.#connection
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no answer')), 15_000)
        connection.send(
          request,
          ({ status, body }) => {
            clearTimeout(timer)
            resolve({ status, text: body.toString('utf8') })
          },
          (error) => {
            clearTimeout(timer)
            reject(error)
          },
        )
      })
    } catch {
      this.close()
      return null
    }
  }

  close() {
    this.#connection?.close()
    this.#connection = null
  }
}
