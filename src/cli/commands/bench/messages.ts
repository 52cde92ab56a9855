import { type Corpus, draw, SHAPE } from './corpus'
import { seeded } from './random'

export type Outgoing = { n: number; bytes: Buffer }
const CHANNELS = ['email', 'email', 'email', 'chat', 'chat', 'x'] as const

/** Makes the requests of one run: who writes, through which channel, which text. Contacts are new but for the share that wrote before. */
export function messageMaker(corpus: Corpus, run: string, seed: number) {
  const random = seeded(seed)
  const texts = new Map<string, Buffer>()
  const quoted = (text: string) => {
    const known = texts.get(text)
    if (known) return known
    const made = Buffer.from(JSON.stringify(text))
    texts.set(text, made)
    return made
  }
  for (const list of Object.values(corpus)) for (const text of list) quoted(text)
  let n = 0
  let people = 0
  const next = () => {
    const isKnown = people > 100 && random() < SHAPE.knownSender
    const person = isKnown ? Math.floor(random() * people) : people++
    const channel = CHANNELS[Math.floor(random() * CHANNELS.length)]!
    n++
    const handle = `{"kind":"email","value":"${run}.${person}@example.com"}`
    const head = `{"external_id":"${run}-${n}","channel":"${channel}","public":${channel === 'x'},"contact":{"name":"Customer ${person}","handles":[${handle}]},"text":`
    return { n, head, text: quoted(draw(corpus, random).text) }
  }
  return { next, made: () => n }
}

const request = (path: string, key: string, type: string) =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${type}\r\nContent-Length: `

/** Room for one request; a connection has its own and reuses it, so that sending makes no garbage. */
export const room = (bytes: number) => Buffer.allocUnsafeSlow(bytes)

export function singleRequest(into: Buffer, key: string, { head, text }: { head: string; text: Buffer }): Buffer {
  const start = `${request('/api/v1/messages', key, 'application/json')}${head.length + text.length + 1}\r\n\r\n${head}`
  let at = into.write(start, 0, 'latin1')
  at += text.copy(into, at)
  into[at] = 0x7d
  return into.subarray(0, at + 1)
}

export function batchRequest(key: string, lines: { head: string; text: Buffer }[]): Buffer {
  const body = Buffer.concat(lines.flatMap(({ head, text }) => [Buffer.from(head), text, Buffer.from('}\n')]))
  return Buffer.concat([Buffer.from(`${request('/api/v1/messages/batch', key, 'application/x-ndjson')}${body.length}\r\n\r\n`), body])
}
