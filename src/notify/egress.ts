import { lookup as systemLookup } from 'node:dns/promises'
import { setMaxListeners } from 'node:events'
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import net, { isIP, type LookupFunction } from 'node:net'
import { mayReach } from './addresses'

/** All addresses of a name. Handed in so that a test can be the name server. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>

/** What may be reached: by default only the public internet; with `allowPrivate` also loopback and private networks. */
export type Wall = { allowPrivate: boolean; resolve?: Resolve }

export type GuardedRequest = {
  url: string
  wall: Wall
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** For the whole exchange, name look-up included. */
  timeoutMs: number
  signal?: AbortSignal
  /** Bytes of the answer that are kept; the rest is not read. */
  maxBody?: number
}

/**
 * `refused`: not a byte of the request left this process. `lost`: some did, and no status came back. `answered`: a status came; `complete`
 * is false where the body was longer than we read or broke off.
 */
export type Answer =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer; complete: boolean }
  | { kind: 'refused'; reason: string; permanent: boolean }
  | { kind: 'lost'; reason: string }

const MAX_BODY = 64 * 1024
/** How long the tail of an answer is waited for once its status is known. */
const TAIL_MS = 2_000

/**
 * The one way by which our own HTTP requests leave: http and https only, no redirects, no proxy, a fresh connection each time, and never to an
 * address that the wall forbids. The check sits in the connection's own look-up, so the address that was judged is the address dialled.
 */
export function guardedFetch(request: GuardedRequest): Promise<Answer> {
  const admitted = admit(request.url, request.wall)
  if (typeof admitted === 'string') return Promise.resolve({ kind: 'refused', reason: admitted, permanent: true })
  if (request.signal?.aborted) return Promise.resolve({ kind: 'refused', reason: 'aborted', permanent: false })
  return exchange(admitted, request)
}

/** The URL, or the reason why it is refused before any look-up. The URL parser has unfolded 0x7f.1, 2130706433 and trailing dots by then. */
export function admit(raw: string, wall: Wall): URL | string {
  if (!URL.canParse(raw)) return 'bad_url'
  const url = new URL(raw)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme_not_allowed'
  if (url.username || url.password) return 'credentials_in_url'
  return admitHost(url.hostname, wall) ?? url
}

/** A reason to refuse a host that is already an address; names are judged when they are looked up. */
function admitHost(host: string, wall: Wall): string | null {
  const bare = bareHost(host)
  return isIP(bare) !== 0 && !mayReach(bare, wall.allowPrivate) ? 'address_not_allowed' : null
}

export const bareHost = (host: string) => host.replace(/^\[|\]$/g, '')

function exchange(url: URL, request: GuardedRequest): Promise<Answer> {
  return new Promise((settle) => {
    const secure = url.protocol === 'https:'
    let left = false
    const outgoing = open(url, secure, request)
    if (!outgoing) return settle({ kind: 'refused', reason: 'bad_request', permanent: true })
    const stopWaiting = () => {
      clearTimeout(timer)
      unlisten()
    }
    const done = (answer: Answer) => {
      stopWaiting()
      settle(answer)
      outgoing.destroy()
    }
    const fail = (reason: string, permanent = false) => done(left ? { kind: 'lost', reason } : { kind: 'refused', reason, permanent })
    const onError = (error: Error) => fail(reasonOf(error), isForbidden(error))
    const timer = setTimeout(() => fail('timeout'), request.timeoutMs)
    const unlisten = onceAborted(request.signal, () => fail('aborted'))
    outgoing.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => (left = true)))
    outgoing.on('error', onError)
    outgoing.on('response', (response) => {
      // The status decides; from here on nothing that befalls the rest may turn it into a loss.
      stopWaiting()
      outgoing.off('error', onError).on('error', () => undefined)
      collect(response, request, done)
    })
    outgoing.end(request.body)
  })
}

/** Null where Node refuses a header or the method before dialling. */
function open(url: URL, secure: boolean, request: GuardedRequest) {
  const { method = 'POST', headers = {}, wall } = request
  const lookup = guardedLookup(wall)
  try {
    return secure
      ? https.request(url, { method, headers, lookup, agent: new https.Agent({ keepAlive: false }) })
      : http.request(url, { method, headers, lookup, agent: new http.Agent({ keepAlive: false }) })
  } catch {
    return null
  }
}

function collect(response: IncomingMessage, { maxBody = MAX_BODY, timeoutMs }: GuardedRequest, done: (answer: Answer) => void) {
  const parts: Buffer[] = []
  let size = 0
  const finish = (complete: boolean) => {
    clearTimeout(tail)
    const body = Buffer.concat(parts).subarray(0, maxBody)
    done({ kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body, complete })
  }
  const tail = setTimeout(() => finish(false), Math.min(TAIL_MS, timeoutMs))
  response.on('data', (part: Buffer) => {
    parts.push(part)
    size += part.length
    if (size > maxBody) finish(false)
  })
  response.on('end', () => finish(response.complete))
  response.on('error', () => finish(false))
}

class Forbidden extends Error {
  readonly code = 'address_not_allowed'
}
const isForbidden = (error: unknown) => error instanceof Forbidden

/** A look-up for `net.connect` that answers only if every address of the name may be reached: one forbidden address condemns the name. */
export function guardedLookup(wall: Wall): LookupFunction {
  const resolve: Resolve = wall.resolve ?? ((host) => systemLookup(host, { all: true, verbatim: true }))
  return (host, options, callback) => {
    const give = (error: NodeJS.ErrnoException | null, found: { address: string; family: number }[]) =>
      options.all ? callback(error, found) : callback(error, found[0]?.address ?? '', found[0]?.family)
    resolve(host).then(
      (found) => {
        const wanted = found.filter((each) => !options.family || each.family === Number(options.family))
        if (wanted.length === 0) return give(Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' }), [])
        const allowed = found.every(({ address }) => mayReach(address, wall.allowPrivate))
        return allowed ? give(null, wanted) : give(new Forbidden(`${host} is not to be reached`), [])
      },
      (error: NodeJS.ErrnoException) => give(error, []),
    )
  }
}

/** Acts when the signal is aborted, until the function it returns is called. A whole loop may share one signal, so listeners are not counted. */
export function onceAborted(signal: AbortSignal | undefined, act: () => void): () => void {
  if (!signal) return () => undefined
  setMaxListeners(0, signal)
  signal.addEventListener('abort', act, { once: true })
  return () => signal.removeEventListener('abort', act)
}

export type Dialled = { ok: true; socket: net.Socket } | { ok: false; reason: string; permanent: boolean }

/** A connected TCP socket to an address that the wall allows; for SMTP, and for checks that connect and say nothing. */
export function guardedConnect(host: string, port: number, wall: Wall, timeoutMs: number, signal?: AbortSignal): Promise<Dialled> {
  const bare = bareHost(host)
  const refusal = admitHost(bare, wall)
  if (refusal) return Promise.resolve({ ok: false, reason: refusal, permanent: true })
  if (signal?.aborted) return Promise.resolve({ ok: false, reason: 'aborted', permanent: false })
  return new Promise((settle) => {
    const socket = net.connect({ host: bare, port, lookup: guardedLookup(wall) })
    const done = (dialled: Dialled) => {
      clearTimeout(timer)
      unlisten()
      socket.removeListener('error', onError)
      if (!dialled.ok) socket.on('error', () => undefined).destroy()
      settle(dialled)
    }
    const onError = (error: Error) => done({ ok: false, reason: reasonOf(error), permanent: isForbidden(error) })
    const timer = setTimeout(() => done({ ok: false, reason: 'timeout', permanent: false }), timeoutMs)
    const unlisten = onceAborted(signal, () => done({ ok: false, reason: 'aborted', permanent: false }))
    socket.once('error', onError)
    socket.once('connect', () => done({ ok: true, socket }))
  })
}

/** Connects to where a request would go, and hangs up. */
export async function reachable(raw: string, wall: Wall, timeoutMs: number): Promise<{ ok: boolean; detail: string }> {
  const url = admit(raw, wall)
  if (typeof url === 'string') return { ok: false, detail: url }
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const dialled = await guardedConnect(url.hostname, port, wall, timeoutMs)
  if (!dialled.ok) return { ok: false, detail: dialled.reason }
  dialled.socket.destroy()
  return { ok: true, detail: `connected to ${url.host}` }
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_lost',
  EPIPE: 'connection_lost',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  address_not_allowed: 'address_not_allowed',
}

/** A stable word for an error. Never its text: addresses of chat hooks are secrets and Node quotes them. */
export const reasonOf = (error: unknown) => reasonOfCode(error instanceof Error && 'code' in error ? String(error.code) : '')

export function reasonOfCode(code: string): string {
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|HOSTNAME|EPROTO/.test(code)) return 'tls_failed'
  return REASONS[code] ?? (code.startsWith('HPE_') ? 'bad_answer' : 'network_error')
}
