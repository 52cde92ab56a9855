import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cliDesk } from '../testing/desk'
import { chat } from './chat'
import { init } from './setup'
import { hookAdd, notifierAdd, notifierList, notifierTest, outboxList } from './ways'

const { tell } = cliDesk()
const heard: { kind: string; signature: string }[] = []
const receiver = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    heard.push({ kind: JSON.parse(Buffer.concat(parts).toString()).type, signature: String(request.headers['webhook-signature']) })
    response.writeHead(204).end()
  })
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`
  await tell((g) => init(g, { company: 'Mill Lane' }))
})
afterAll(() => receiver.close())

describe('a way out', () => {
  test('that is connected can be tried, and is listed without its secret', async () => {
    const added = await tell((g) => notifierAdd(g, 'webhook', { url }))
    expect(added).toMatchObject({ code: 0, json: { name: 'webhook', secret: expect.stringMatching(/^whsec_/) } })
    expect(await tell((g) => notifierTest(g, 'webhook', {}))).toMatchObject({ code: 0, json: { state: 'sent' } })
    expect(heard).toEqual([{ kind: expect.any(String), signature: expect.stringMatching(/^v1,/) }])
    const listed = await tell((g) => notifierList(g, {}))
    expect(listed.json).toEqual([{ name: 'webhook', kind: 'webhook', calls_back: null, enabled: true }])
    expect(listed.out).not.toContain(added.json.secret)
  })

  test('that does not answer is said to be out of reach', async () => {
    await tell((g) => notifierAdd(g, 'slack', { url: 'http://127.0.0.1:1/hook', name: 'gone' }))
    expect(await tell((g) => notifierTest(g, 'gone', {}))).toMatchObject({ code: 7, json: null, said: { outcome: { state: 'failed' } } })
  })

  test.each([
    ['of a kind that we do not know', 'pigeon', { url: 'http://127.0.0.1:9/' }, 2],
    ['with a secret that is none', 'webhook', { url: 'https://example.org/', secret: 'short' }, 4],
    ['with an address that is none', 'slack', { url: 'nowhere' }, 4],
  ])('%s is refused', async (_, kind, options, code) => {
    expect(await tell((g) => notifierAdd(g, kind, options))).toMatchObject({ code, json: null })
  })

  test('that cannot be one is refused with the remedy, and how the command is told it', async () => {
    const refused = async (kind: string, options: { url: string; secret?: string }) =>
      (await tell((g) => notifierAdd(g, kind, options))).said.message
    expect(await refused('slack', { url: 'nowhere' })).toBe(
      'nowhere cannot be used. This is no address. Write it whole, such as https://hooks.example/way or smtp://mail.example:587. (--url)',
    )
    expect(await refused('slack', { url: 'http://10.0.0.1/hook' })).toContain(
      'inside a private network. If that is meant, allow it. (--allow-private)',
    )
    expect(await refused('smtp', { url: 'smtp://mail.example?tls=maybe' })).toContain('cannot be used. ?tls= must be auto')
  })

  test('that is not there cannot be tried', async () => {
    expect(await tell((g) => notifierTest(g, 'nobody', {}))).toMatchObject({ code: 3 })
  })
})

test('a hook has an address and a secret of its own, and takes only channels that exist', async () => {
  const added = await tell((g) => hookAdd(g, 'shop', { channel: 'app_store' }))
  expect(added.json).toMatchObject({
    channel: 'app_store',
    url: expect.stringContaining('/api/v1/hooks/'),
    secret: expect.stringMatching(/^whsec_/),
  })
  expect(await tell((g) => hookAdd(g, 'shop2', { channel: 'telegraph' }))).toMatchObject({ code: 2 })
})

test('the outbox of a new firm is empty, in words and as data', async () => {
  expect((await tell((g) => outboxList(g, { limit: '10' }))).json).toEqual([])
  expect((await tell((g) => outboxList(g, { limit: '10' }), { json: false })).out).toContain('empty')
})

test('the tag of the chat window is printed, and the pages that may show it are kept as browsers name them', async () => {
  expect((await tell((g) => chat(g, {}))).json).toMatchObject({ tag: expect.stringContaining('data-desk="mill-lane"'), origins: [] })
  await tell((g) => chat(g, { origin: ['https://shop.example/fans?x=1', 'http://127.0.0.1:8080'] }))
  expect((await tell((g) => chat(g, {}))).json.origins).toEqual(['https://shop.example', 'http://127.0.0.1:8080'])
  expect((await tell((g) => chat(g, { anywhere: true }))).json.origins).toEqual([])
  expect(await tell((g) => chat(g, { origin: ['javascript:alert(1)'] }))).toMatchObject({ code: 2 })
})
