import { getEventListeners } from 'node:events'
import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type GuardedRequest, guardedConnect, guardedFetch, guardedLookup, type Resolve, reachable, type Wall } from './egress'
import { fakeGateway, type Gateway } from './testing/fake-gateway'

let canary: Gateway
let port: number
beforeEach(async () => {
  canary = await fakeGateway('ok')
  port = Number(new URL(canary.url).port)
})
afterEach(() => canary.close())

const outside = { allowPrivate: false }
const inside = { allowPrivate: true }
const fetching = (url: string, wall: Wall = outside, more: Partial<GuardedRequest> = {}) =>
  guardedFetch({ url, wall, body: '{}', timeoutMs: 500, ...more })

describe('a canary on loopback is never touched', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://0x7f000001:PORT/',
    'http://2130706433:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[0:0:0:0:0:ffff:7f00:1]:PORT/',
    'http://0.0.0.0:PORT/',
    'http://0:PORT/',
    'http://localhost:PORT/',
    'https://127.0.0.1:PORT/',
  ])('%s', async (url) => {
    expect(await fetching(url.replace('PORT', String(port)))).toEqual({ kind: 'refused', reason: 'address_not_allowed', permanent: true })
    expect(canary.connections()).toBe(0)
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'address_not_allowed'],
    ['file:///etc/passwd', 'scheme_not_allowed'],
    ['gopher://127.0.0.1/', 'scheme_not_allowed'],
    ['unix:/run/docker.sock', 'scheme_not_allowed'],
    ['http://user:word@example.org/', 'credentials_in_url'],
    ['not an address', 'bad_url'],
  ])('%s is refused as %s, whatever the row allows', async (url, reason) => {
    expect(await fetching(url, inside)).toEqual({ kind: 'refused', reason, permanent: true })
  })

  test.each(['127.0.0.1', '0x7f.1', '2130706433', 'localhost', '[::ffff:7f00:1]', '::1'])(
    'nor by a mail server called %s',
    async (host) => {
      expect(await guardedConnect(host, port, outside, 500)).toEqual({ ok: false, reason: 'address_not_allowed', permanent: true })
      expect(canary.connections()).toBe(0)
    },
  )
})

test('a trailing dot on a name is no way in either', async () => {
  expect(await fetching(`http://localhost.:${port}/`)).toMatchObject({ kind: 'refused' })
  expect(canary.connections()).toBe(0)
})

describe('names', () => {
  const answering =
    (...answers: string[][]): Resolve =>
    async () =>
      (answers.length > 1 ? answers.shift()! : answers[0]!).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const look = (resolve: Resolve) =>
    new Promise<string>((told) =>
      guardedLookup({ allowPrivate: false, resolve })('rebind.example', { all: true }, (error, found) =>
        told(error ? String(error.code) : JSON.stringify(found)),
      ),
    )

  test('a name that answers first with a public address and then with ours is refused the second time', async () => {
    const resolve = answering(['93.184.215.14'], ['127.0.0.1'])
    expect(await look(resolve)).toContain('93.184.215.14')
    expect(await look(resolve)).toBe('address_not_allowed')
  })

  test('one forbidden address among public ones condemns the name', async () => {
    expect(await look(answering(['93.184.215.14', '10.0.0.1']))).toBe('address_not_allowed')
    expect(await look(answering(['2606:4700::1111', '::ffff:7f00:1']))).toBe('address_not_allowed')
  })

  test('a rebinding name never brings a request to the canary', async () => {
    const wall = { allowPrivate: false, resolve: answering(['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1']) }
    for (let n = 0; n < 3; n++)
      expect(await fetching(`http://rebind.example:${port}/`, wall)).toMatchObject({ reason: 'address_not_allowed' })
    expect(canary.connections()).toBe(0)
  })

  test('each connection asks once and dials the very address that was judged', async () => {
    let asked = 0
    const resolve: Resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const answer = await fetching(`http://desk.example:${port}/`, { allowPrivate: true, resolve })
    expect(answer).toMatchObject({ kind: 'answered', status: 200 })
    expect(asked).toBe(1)
    expect(canary.calls[0]?.headers.host).toBe(`desk.example:${port}`)
  })

  test('a name that nobody knows is a plain failure', async () => {
    const resolve: Resolve = async () => []
    expect(await fetching('http://nowhere.example/', { allowPrivate: false, resolve })).toMatchObject({
      kind: 'refused',
      reason: 'name_not_found',
      permanent: false,
    })
  })
})

describe('what comes back', () => {
  test('a redirect is an answer, not a way on', async () => {
    canary.behave('redirect')
    expect(await fetching(canary.url, inside)).toMatchObject({ kind: 'answered', status: 307 })
    expect(canary.calls).toHaveLength(1)
  })

  test('an endless answer is read no further than we keep', async () => {
    const server = createHttp((_request, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536))) if (response.destroyed) return
      }
      response.on('drain', pour).on('error', () => undefined)
      pour()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const answer = await fetching(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, inside, { maxBody: 1000, timeoutMs: 5000 })
    expect(answer).toMatchObject({ kind: 'answered', status: 200, complete: false })
    expect(answer.kind === 'answered' && answer.body.length).toBe(1000)
    server.closeAllConnections()
    server.close()
  })

  test('a server that does not speak TLS has not seen the request', async () => {
    expect(await fetching(canary.url.replace('http:', 'https:'), inside)).toMatchObject({ kind: 'refused', reason: 'tls_failed' })
    expect(canary.calls).toHaveLength(0)
  })

  test('proxies named in the environment are not asked', async () => {
    const before = process.env.HTTP_PROXY
    process.env.HTTP_PROXY = 'http://127.0.0.1:1'
    expect(await fetching(canary.url, inside)).toMatchObject({ status: 200 })
    if (before === undefined) delete process.env.HTTP_PROXY
    else process.env.HTTP_PROXY = before
  })

  test('a header that would break the request is refused before dialling', async () => {
    expect(await fetching(canary.url, inside, { headers: { 'webhook-id': 'a\r\nx: y' } })).toMatchObject({
      kind: 'refused',
      reason: 'bad_request',
      permanent: true,
    })
    expect(canary.connections()).toBe(0)
  })

  test('giving up before and after the request left are told apart', async () => {
    expect(await fetching(canary.url, inside, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'refused', reason: 'aborted' })
    canary.behave('accept_then_hang')
    expect(await fetching(canary.url, inside, { signal: AbortSignal.timeout(60) })).toEqual({ kind: 'lost', reason: 'aborted' })
  })
})

test('a hundred at once under one signal, and no trace of them on it', async () => {
  const warned: Error[] = []
  const note = (warning: Error) => warning.name === 'MaxListenersExceededWarning' && warned.push(warning)
  process.on('warning', note)
  const { signal } = new AbortController()
  const answers = await Promise.all(Array.from({ length: 100 }, () => fetching(canary.url, inside, { signal, timeoutMs: 5000 })))
  expect(answers.every(({ kind }) => kind === 'answered')).toBe(true)
  expect(getEventListeners(signal, 'abort')).toEqual([])
  process.off('warning', note)
  expect(warned).toEqual([])
})

test('a check connects and says nothing', async () => {
  expect(await reachable(`${canary.url}/secret`, inside, 500)).toEqual({ ok: true, detail: `connected to 127.0.0.1:${port}` })
  expect(await reachable(canary.url, outside, 500)).toEqual({ ok: false, detail: 'address_not_allowed' })
  expect(canary.calls).toHaveLength(0)
})
