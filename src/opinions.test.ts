import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { hearingOf, opinionFrom, readingBy } from './opinions'
import { type Reader, readerHere } from './reader'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serving(answer: RequestListener): Promise<string> {
  server = createServer(answer)
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

/** Reads one message with the detector unsure of it. */
async function heardWith(opinion: string) {
  const lines: string[] = []
  const doubt = { complaint: { value: 'unsure', p: 0.4 }, reasons: [], model: { id: 'general', version: '8' } }
  const reader = { read: async () => new Map([['a', doubt]]) } as unknown as Reader
  const read = readingBy(reader, opinionFrom({ opinion, opinionModel: 'small', opinionKey: null }), (line) => lines.push(line))
  const [reading] = (await read([{ id: 'a', text: 'hm' }] as never)).values()
  return { lines, value: (reading as unknown as typeof doubt).complaint.value }
}

test('nothing is asked unless the firm names somebody', () => {
  expect(opinionFrom({ opinion: null, opinionModel: 'default', opinionKey: null })).toBeNull()
})

test('a server that speaks as OpenAI does is heard', async () => {
  const url = await serving((request, response) => {
    expect([request.method, request.url]).toEqual(['POST', '/v1/chat/completions'])
    response.end('{"choices":[{"message":{"content":"0.95"}}]}')
  })
  expect(await heardWith(url)).toEqual({ lines: [], value: 'yes' })
})

const doubtful = (text: string) => {
  if (text === 'broken') throw new Error('no')
  return { complaint: { value: 'unsure', p: 0.4 }, reasons: [], model: { id: 'general', version: '8' } } as never
}
const sure: RequestListener = (_, response) => response.end('{"choices":[{"message":{"content":"0.95"}}]}')

test('it is heard where no thread reads, and a message that cannot be read is left to whoever asked', async () => {
  const opinion = opinionFrom({ opinion: await serving(sure), opinionModel: 'small', opinionKey: null })
  const read = readingBy(readerHere(doubtful), opinion, () => undefined)
  const readings = await read([
    { id: 'a', text: 'hm' },
    { id: 'b', text: 'broken' },
  ] as never)
  expect([...readings.keys()]).toEqual(['a'])
  expect(readings.get('a')).toMatchObject({ complaint: { value: 'yes' } })
})

test('a command hears it for one text, and hears nobody where nobody is named', async () => {
  const opinion = opinionFrom({ opinion: await serving(sure), opinionModel: 'small', opinionKey: null })
  expect(await hearingOf(opinion, () => undefined)('hm', doubtful('hm'))).toMatchObject({ complaint: { value: 'yes' } })
  expect(await hearingOf(null, () => undefined)('hm', doubtful('hm'))).toMatchObject({ complaint: { value: 'unsure' } })
})

test.each<[string, RequestListener, RegExp]>([
  ['breaks', (_, response) => response.writeHead(500).end(), /answered 500/],
  ['talks', (_, response) => response.end('{"choices":[{"message":{"content":"I think so!"}}]}'), /not one number/],
  ['sends half an answer', (_, response) => response.end('{"choices":[{"mess'), /no choices/],
  ['sends somebody elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /answered 302/],
  ['hangs', () => undefined, /small is not to be had/],
  ['hangs up', (request) => request.socket.destroy(), /small is not to be had/],
])('one that %s leaves the doubt a doubt', async (_, answer, why) => {
  const { lines, value } = await heardWith(await serving(answer))
  expect([value, lines.length]).toEqual(['unsure', 1])
  expect(lines[0]).toMatch(why)
})

test('one that is not there, and a folder without its package, leave it one too', async () => {
  expect(await heardWith('http://127.0.0.1:9/v1')).toMatchObject({ value: 'unsure', lines: [expect.stringContaining('small')] })
  expect(await heardWith('/nowhere')).toMatchObject({ value: 'unsure', lines: [expect.stringContaining('onnx')] })
})
