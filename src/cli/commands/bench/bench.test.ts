import net from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../../paths'
import { acceptedIn } from './closed-loop'
import { Connection } from './connection'
import { type Corpus, describeCorpus, draw, makeCorpus, SHAPE } from './corpus'
import { Latencies, median } from './figures'
import { batchRequest, messageMaker, room, singleRequest } from './messages'
import { seeded } from './random'

let corpus: Corpus
beforeAll(() => {
  corpus = makeCorpus(packageRoot(), 7)
})

test('the corpus has the lengths, scripts and complaints that it is said to have', () => {
  const shape = describeCorpus(corpus, 7)

  expect(shape.medianBytes).toBeGreaterThan(SHAPE.median * 0.85)
  expect(shape.medianBytes).toBeLessThan(SHAPE.median * 1.15)
  expect(shape.p99Bytes).toBeGreaterThan(SHAPE.p99 * 0.75)
  expect(shape.p99Bytes).toBeLessThan(SHAPE.p99 * 1.25)
  expect(shape.nonAscii).toBeCloseTo(SHAPE.nonAscii, 1)
  expect(shape.complaints).toBeCloseTo(SHAPE.complaints, 1)
})

test('the same seed draws the same messages', () => {
  const texts = (seed: number) => {
    const random = seeded(seed)
    return Array.from({ length: 50 }, () => draw(corpus, random).text)
  }

  expect(texts(3)).toEqual(texts(3))
  expect(texts(3)).not.toEqual(texts(4))
})

test('a fifth of the messages come from somebody who wrote before, and every external id is new', () => {
  const maker = messageMaker(corpus, 'r', 1)
  const heads = Array.from({ length: 5_000 }, () => JSON.parse(`${maker.next().head}""}`))
  const people = new Set(heads.map((h) => h.contact.handles[0].value))

  expect(new Set(heads.map((h) => h.external_id)).size).toBe(5_000)
  expect(1 - people.size / 5_000).toBeCloseTo(SHAPE.knownSender, 1)
})

test('requests are whole HTTP requests with a body that is JSON', () => {
  const maker = messageMaker(corpus, 'r', 1)
  const single = singleRequest(room(128 * 1024), 'KEY', maker.next()).toString('utf8')
  const [head, body] = [single.slice(0, single.indexOf('\r\n\r\n')), single.slice(single.indexOf('\r\n\r\n') + 4)]
  const batch = batchRequest('KEY', [maker.next(), maker.next()]).toString('utf8')

  expect(head).toContain('Authorization: Bearer KEY')
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`)
  expect(JSON.parse(body)).toMatchObject({ external_id: 'r-1', text: expect.any(String) })
  expect(
    batch
      .slice(batch.indexOf('\r\n\r\n') + 4)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).external_id),
  ).toEqual(['r-2', 'r-3'])
})

test('an answer counts only what it accepted', () => {
  expect(acceptedIn(Buffer.from('{"id":"msg_1","state":"accepted"}'))).toEqual(['msg_1'])
  expect(acceptedIn(Buffer.from('{"id":"msg_1","state":"duplicate"}'))).toEqual([])
  expect(
    acceptedIn(
      Buffer.from(
        '{"line":1,"id":"msg_1","state":"accepted"}\n{"line":2,"state":"rejected","id":null}\n{"line":3,"id":"msg_3","state":"accepted"}\n',
      ),
    ),
  ).toEqual(['msg_1', 'msg_3'])
})

test('a connection reads answers that come in pieces, one after the other', async () => {
  const pieces = ['HTTP/1.1 202 Accepted\r\nContent-Le', 'ngth: 5\r\n\r\nhel', 'lo']
  const server = net.createServer((socket) => {
    socket.on('data', async () => {
      for (const piece of pieces) {
        socket.write(piece)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const connection = await Connection.open((server.address() as net.AddressInfo).port)
  const ask = () =>
    new Promise((resolve, reject) => connection.send(Buffer.from('x'), ({ status, body }) => resolve([status, body.toString()]), reject))

  expect([await ask(), await ask()]).toEqual([
    [202, 'hello'],
    [202, 'hello'],
  ])
  connection.close()
  server.close()
})

test('a connection that breaks says so once', async () => {
  const server = net.createServer((socket) => socket.on('data', () => socket.destroy()))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const connection = await Connection.open((server.address() as net.AddressInfo).port)
  const failure = await new Promise<Error>((resolve, reject) => connection.send(Buffer.from('x'), reject, resolve))

  expect(failure.message).toMatch(/closed|reset/i)
  server.close()
})

test('quantiles are those of the sorted list', () => {
  const latencies = new Latencies()
  for (let i = 1; i <= 1_000; i++) latencies.add(i)

  expect(latencies.summary()).toEqual({ count: 1_000, p50: 500, p99: 990, p999: 999, max: 1_000 })
  expect(new Latencies().at(0.5)).toBeNull()
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
})
