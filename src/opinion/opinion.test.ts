import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Readings } from '../actions/detector-needs'
import type { StoredMessage } from '../actions/needs'
import type { Finding } from '../domain/finding'
import { endpointOpinion, masked } from './endpoint'
import { onnxOpinion, type Runtime } from './onnx'
import { type Opinion, secondOpinions } from './opinion'

const dir = mkdtempSync(join(tmpdir(), 'redress-opinion-'))
afterAll(() => rmSync(dir, { recursive: true }))

const finding = (value: 'yes' | 'no' | 'unsure', p: number) =>
  ({ complaint: { value, p }, severity: { value: 'C' }, reasons: [], model: { id: 'general', version: '8' } }) as unknown as Finding
const message = (id: string, text = `text of ${id}`) => ({ id, text, lang: null, public: false }) as StoredMessage
const THREE = [message('sure'), message('doubt'), message('nothing')]
const readings: Readings = new Map([
  ['sure', finding('yes', 0.9)],
  ['doubt', finding('unsure', 0.4)],
  ['nothing', finding('no', 0.1)],
])

function desk(complaint: Opinion['complaint'], waitMs = 1_000) {
  const time = { now: 0 }
  const lines: string[] = []
  const asked: string[] = []
  const opinion: Opinion = {
    name: 'second',
    complaint: (text) => {
      asked.push(text)
      return complaint(text)
    },
  }
  const ask = secondOpinions({ opinion, now: () => time.now, log: (line) => lines.push(line), waitMs })
  return { ask, time, lines, asked }
}

test('only what is unsure is asked about, and a doubt that it shares becomes a complaint with its name', async () => {
  const { ask, asked } = desk(async () => 0.93)
  const heard = await ask(THREE, readings)
  expect(asked).toEqual(['text of doubt'])
  expect(heard.get('doubt')).toMatchObject({
    complaint: { value: 'yes', p: 0.93 },
    reasons: [{ task: 'complaint', start: 0, end: 13, rule: 'opinion:second' }],
    model: { version: '8+second' },
  })
  expect([heard.get('sure'), heard.get('nothing')]).toEqual([readings.get('sure'), readings.get('nothing')])
})

test('what it thinks harmless stays the doubt that it was', async () => {
  expect(await desk(async () => 0).ask(THREE, readings)).toEqual(readings)
})

test.each<[string, Opinion['complaint'], RegExp]>([
  ['is away', () => Promise.reject(new Error('connection refused')), /connection refused/],
  ['never answers', () => new Promise<number>(() => {}), /no answer within 20 ms/],
  ['answers 7', async () => 7, /7, which is no probability/],
  ['answers NaN', async () => Number.NaN, /no probability/],
  ['answers nothing', async () => undefined as never, /no probability/],
])('one that %s changes nothing, is told of once and is asked again after a minute', async (_, complaint, why) => {
  const { ask, time, lines, asked } = desk(complaint, 20)
  expect(await ask(THREE, readings)).toEqual(readings)
  expect(await ask(THREE, readings)).toEqual(readings)
  expect([asked.length, lines.length]).toEqual([1, 1])
  expect(lines[0]).toMatch(why)
  time.now = 60_001
  await ask(THREE, readings)
  expect(asked.length).toBe(2)
})

test('in a rush nobody waits for it, and nobody is asked where nothing was read', async () => {
  const { ask, asked } = desk(async () => 1)
  const many = Array.from({ length: 65 }, (_, i) => message(`m${i}`))
  const unsure = new Map(many.map(({ id }) => [id, finding('unsure', 0.4)]))
  expect(await ask(many, unsure)).toEqual(unsure)
  expect((await ask(THREE, new Map())).size).toBe(0)
  expect(asked).toEqual([])
  await ask(many.slice(0, 64), unsure)
  expect(asked.length).toBe(24)
})

const says = (content: unknown, status = 200) =>
  endpointOpinion({
    ...{ url: 'http://box/v1/', model: 'small', key: 'k' },
    post: async (url, headers, body) => {
      expect([url, headers.authorization]).toEqual(['http://box/v1/chat/completions', 'Bearer k'])
      expect(JSON.parse(body)).toMatchObject({ model: 'small', messages: [{ role: 'system' }, { content: 'call <number> or <address>' }] })
      return { status, body: typeof content === 'string' ? JSON.stringify({ choices: [{ message: { content } }] }) : String(content) }
    },
  }).complaint('call +44 20 7946 0958 or dao@example.com')

test.each([
  ['0.87', 0.87],
  [' 1\n', 1],
  ['0', 0],
])('an endpoint that says %j means %f', async (content, p) => {
  expect(await says(content)).toBe(p)
})

test.each([['yes'], ['0.9 because'], ['95'], ['-1'], ['']])('an endpoint that says %j is not understood', async (content) => {
  await expect(says(content)).rejects.toThrow('not one number')
})

test('an endpoint that fails or answers something else is not understood either', async () => {
  await expect(says('1', 503)).rejects.toThrow('it answered 503')
  await expect(says(42)).rejects.toThrow('no choices[0].message.content')
})

test('what may say who writes is taken out, in digits of any script, and prices stay', () => {
  expect(masked('โทร ๐๘๑ ๒๓๔ ๕๖๗๘ จ่าย 1,290 บาท https://x.example/a?b=c')).toBe('โทร <number> จ่าย 1,290 บาท <link>')
})

/** Stands in for `onnxruntime-node`: a session that hears the word "bad". */
const fake = (opened: string[]): Runtime => ({
  InferenceSession: {
    create: async (path) => {
      opened.push(path)
      return {
        run: async ({ text }) => ({ probs: { data: (text as { data: string[] }).data[0]!.includes('bad') ? [0.1, 0.9] : [0.8, 0.2] } }),
      }
    },
  },
  Tensor: class {
    constructor(
      readonly type: 'string',
      readonly data: string[],
      readonly dims: number[],
    ) {
      expect(dims).toEqual([1, 1])
    }
  },
})

test('an ONNX folder is opened once, at the first doubt, and answers with the place that it names', async () => {
  const opened: string[] = []
  writeFileSync(join(dir, 'opinion.json'), '{"input":"text","output":"probs","positive":1}')
  const { complaint } = onnxOpinion(dir, async () => fake(opened))
  expect(opened).toEqual([])
  expect([await complaint('a bad lamp'), await complaint('a lamp')]).toEqual([0.9, 0.2])
  expect(opened).toEqual([join(dir, 'model.onnx')])
})

test.each([
  ['names no output', '{"input":"text"}', /has to say "input", "output" and "positive"/],
  ['names an output that is not there', '{"input":"text","output":"other","positive":1}', /no number 1 in "other"/],
])('a folder that %s says so and can be mended while the desk runs', async (_, json, why) => {
  writeFileSync(join(dir, 'opinion.json'), json)
  const { complaint } = onnxOpinion(dir, async () => fake([]))
  await expect(complaint('bad')).rejects.toThrow(why)
})

test('without the package the desk goes on', async () => {
  writeFileSync(join(dir, 'opinion.json'), '{"input":"text","output":"probs","positive":1}')
  const missing = onnxOpinion(dir, () => Promise.reject(new Error('the package is not installed')))
  const { ask, lines } = desk(missing.complaint)
  expect(await ask(THREE, readings)).toEqual(readings)
  expect(lines).toEqual([expect.stringContaining('not installed')])
})
