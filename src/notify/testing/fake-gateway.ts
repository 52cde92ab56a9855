import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * What the other side does with one call. `accept_*` take the whole request first, so the notice counts as delivered there; `never_answers`
 * takes the connection and reads nothing.
 */
export type Behaviour =
  | 'ok'
  | 'accept_then_hang'
  | 'accept_then_close'
  | 'slow_loris'
  | 'never_answers'
  | 'stalls_after_status'
  | 'redirect'
  | 'gone'
  | Reply
  | ((call: Omit<Call, 'behaviour'>) => Reply)
export type Reply = { status: number; headers?: Record<string, string>; body?: string }

export type Call = {
  n: number
  at: number
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  bytes: Buffer
  behaviour: Behaviour
}

export type Gateway = {
  url: string
  /** Every request that was read to its end, in order. */
  calls: Call[]
  /** Calls that were taken: the other side would have acted on them. */
  accepted: () => Call[]
  /** Connections made, also those that said nothing. */
  connections: () => number
  /** From now on: these in turn, the last one for ever. */
  behave: (...script: Behaviour[]) => void
  close: () => Promise<void>
}

const TAKEN: readonly Behaviour[] = ['ok', 'accept_then_hang', 'accept_then_close', 'slow_loris', 'stalls_after_status']

/** A notification provider on loopback that follows a script, for tests of adapters and of the delivery loop. */
export async function fakeGateway(...script: Behaviour[]): Promise<Gateway> {
  let left: Behaviour[] = script.length > 0 ? script : ['ok']
  let connections = 0
  const next = () => (left.length > 1 ? left.shift()! : left[0]!)
  const calls: Call[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    if (left[0] === 'never_answers') return void next()
    void take(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      const call = { n: calls.length + 1, at: Date.now(), method, path, headers, body: body.toString('utf8'), bytes: body }
      const planned = next()
      const behaviour = typeof planned === 'function' ? planned(call) : planned
      calls.push({ ...call, behaviour })
      act(behaviour, response)
    })
  })
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    calls,
    accepted: () => calls.filter(({ behaviour }) => TAKEN.includes(behaviour) || (typeof behaviour === 'object' && behaviour.status < 300)),
    connections: () => connections,
    behave: (...again) => {
      left = again
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function take(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  try {
    for await (const part of request) parts.push(part as Buffer)
  } catch {
    // The caller hung up half-way; what came is what the log shows.
  }
  return Buffer.concat(parts)
}

function act(behaviour: Behaviour, response: ServerResponse) {
  if (behaviour === 'ok') return response.end('ok')
  if (behaviour === 'accept_then_close') return response.socket?.destroy()
  if (behaviour === 'slow_loris') return drip(response)
  if (behaviour === 'stalls_after_status') return response.writeHead(200).write('o')
  if (behaviour === 'redirect') return response.writeHead(307, { location: '/elsewhere' }).end()
  if (behaviour === 'gone') return response.writeHead(410).end()
  if (typeof behaviour === 'object') return response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '')
}

/** An answer that comes one byte at a time and never to the end of its headers. */
function drip(response: ServerResponse) {
  const socket = response.socket
  socket?.write('HTTP/1.1 200 OK\r\nx-patience: ')
  const timer = setInterval(() => socket?.write('a'), 20)
  socket?.on('close', () => clearInterval(timer))
}
