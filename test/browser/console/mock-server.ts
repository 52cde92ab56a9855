import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Role } from '../../../src/domain/people'
import type { Approval } from '../../../src/web/approvals/types'
import type { Version } from '../../../src/web/settings/approval-rules/rules'
import type { SetupData } from '../../../src/web/settings/setup/queries'
import { answer } from './mock-api'
import { waiting, waitingOf } from './mock-approvals'
import { Drafts } from './mock-composing'
import { freshSetup } from './mock-setup'
import { World } from './world'

/** The console's files and a desk in memory behind one port, under the policy that the real server sends. */
export type Mock = {
  url: string
  world: World
  drafts: Drafts
  approvals: Approval[]
  views: { id: string; name: string; search: string; team: boolean; locked: boolean; may_remove: boolean }[]
  /** Every write that the console made, in order. */
  writes: { method: string; path: string; body: Record<string, unknown>; headers: IncomingMessage['headers'] }[]
  /** Sends one event to every open stream. */
  tell: (event: string, data: Record<string, unknown>) => void
  /** Answers that the next request to a path gets instead of the usual one. */
  instead: Map<string, { status: number; body: unknown }>
  /** What `/me` says besides the usual. */
  me: { demo: boolean; language: string | null; role: Role }
  /** How the person wishes to be told. */
  telling: { ways: Record<string, unknown>; quiet: unknown }
  /** Customers who were joined to others, and what all of them wish for. */
  joined: Map<string, string>
  wishes: { language: string | null; channel: string | null; avoids: string[]; support_needs: string[] }
  /** How far the desk is set up. */
  setup: SetupData
  /** The rules for approvals, newest first. */
  rules: Version[]
  /** Ways out that are paused. */
  paused: Set<string>
  streams: Set<ServerResponse>
  close: () => Promise<void>
}

const WEB = fileURLToPath(new URL('../../../dist/web/', import.meta.url))
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** `size` is how many messages the desk has; from 10,000 on its lists are as long as those of a large firm. */
export async function startMock(port = 0, size = 420): Promise<Mock> {
  const mock: Mock = {
    url: '',
    world: new World(Date.now(), size),
    drafts: new Drafts(),
    approvals: [],
    views: [],
    writes: [],
    tell: () => undefined,
    instead: new Map(),
    me: { demo: true, language: 'en', role: 'administrator' },
    telling: { ways: {}, quiet: null },
    joined: new Map(),
    wishes: { language: null, channel: null, avoids: [], support_needs: [] },
    setup: freshSetup(),
    rules: [],
    paused: new Set(),
    streams: new Set(),
    close: async () => undefined,
  }
  mock.approvals = waitingOf(mock.world)
  let eventId = 0
  /** As the server does it: once for whatever happened within the second. */
  let counting: NodeJS.Timeout | null = null
  mock.tell = (event, data) => {
    for (const stream of mock.streams) stream.write(`id: ${++eventId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    if (event === 'counts' || counting) return
    counting = setTimeout(() => {
      counting = null
      mock.tell('counts', { ...mock.world.counts(), approvals: waiting(mock) })
    }, 700)
  }
  const server = createServer((request, response) => {
    handle(mock, request, response).catch((error: unknown) => {
      response
        .writeHead(500, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ title: 'Broken mock', status: 500, code: 'mock', detail: String(error), trace_id: 'mock' }))
    })
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  mock.url = `http://127.0.0.1:${portOf(server)}`
  mock.close = () =>
    new Promise((closed) => {
      for (const stream of mock.streams) stream.end()
      server.closeAllConnections()
      server.close(() => closed())
    })
  return mock
}

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What goes on by itself while somebody writes is no deed of theirs. */
const QUIET = /\/(draft|presence|preview)$/

async function handle(mock: Mock, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://mock')
  if (url.pathname === '/api/v1/events/stream') return stream(mock, response, request.headers['last-event-id'] !== undefined)
  if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response)
  const body =
    request.method === 'POST' || request.method === 'PUT' ? (JSON.parse((await text(request)) || '{}') as Record<string, unknown>) : {}
  const path = url.pathname.slice('/api/v1'.length)
  if (request.method !== 'GET' && !QUIET.test(path))
    mock.writes.push({ method: request.method ?? '', path, body, headers: request.headers })
  const instead = mock.instead.get(`${request.method} ${path}`)
  mock.instead.delete(`${request.method} ${path}`)
  const { status, body: said } = instead ?? answer(mock, request.method ?? 'GET', path, url.searchParams, body)
  response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' }).end(JSON.stringify(said))
}

/** It remembers nothing, like a server that was started anew: who comes back is told that they missed something. */
function stream(mock: Mock, response: ServerResponse, back: boolean) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(`: here\nid: 0\n\n${back ? 'event: missed\ndata: {}\n\n' : ''}`)
  mock.streams.add(response)
  response.on('close', () => mock.streams.delete(response))
}

async function serveFile(path: string, response: ServerResponse) {
  const wanted = normalize(path).replace(/^[/\\]+/, '')
  const known = extname(wanted) !== '' && !wanted.startsWith('..')
  const file = known ? wanted : 'index.html'
  const bytes = await readFile(join(WEB, file)).catch(() => null)
  if (bytes === null) return void response.writeHead(404).end()
  response
    .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY })
    .end(bytes)
}

async function text(request: IncomingMessage) {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}
