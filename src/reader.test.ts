import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { StoredMessage } from './actions/needs'
import { loadDetector } from './detection/detect'
import { packageRoot } from './paths'
import { type Reader, startReader } from './reader'

const models = join(packageRoot(), 'models')
const message = (id: string, text: string, lang: string | null = null) => ({ id, text, lang, public: false }) as StoredMessage
let reader: Reader | undefined
afterEach(async () => {
  await reader?.stop()
  reader = undefined
})

const TEXTS = [
  'My toaster caught fire and burned my hand. I will go to the ombudsman.',
  'แจ้งซ่อมสามรอบแล้วยังไม่มีใครมา',
  '充电宝炸了，沙发都烧了',
  'کالا شکسته رسید و هیچ‌کس جواب نمی‌دهد',
  '',
  '\ud800 \u0000 lone',
]

test('the thread finds what the detector finds, each message under its own id', async () => {
  reader = startReader(models)
  const messages = TEXTS.map((text, i) => message(`m${i}`, text))
  const readings = await reader.read(messages)
  const detector = loadDetector(models)
  expect([...readings]).toEqual(messages.map(({ id, text }) => [id, detector.detect(text, { lang: null, public: false })]))
})

test('batches that are asked for together are not mixed up', async () => {
  reader = startReader(models)
  const ask = (n: number) => reader!.read([message(`a${n}`, `order ${n} never came`), message(`b${n}`, 'thanks')])
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)))
  expect(all.map((readings) => [...readings.keys()])).toEqual(Array.from({ length: 20 }, (_, n) => [`a${n}`, `b${n}`]))
})

test('a thread that dies costs nobody an answer: the caller reads for itself, at once and until it has rested', async () => {
  let now = 0
  reader = startReader('/nowhere', () => now)
  expect((await reader.read([message('a', 'hello')])).size).toBe(0)
  expect((await reader.read([message('b', 'hello')])).size).toBe(0)
  now = 60_000
  expect((await reader.read([message('c', 'hello')])).size).toBe(0)
})

test('a thread that does not answer in time is ended, and costs nobody an answer either', async () => {
  reader = startReader(models, () => 0, 1)
  expect((await reader.read([message('a', 'hello')])).size).toBe(0)
  expect((await reader.read([message('b', 'hello')])).size).toBe(0)
})

test('whoever waits when it is stopped is let go', async () => {
  reader = startReader(models)
  const asked = reader.read([message('a', 'hello')])
  await reader.stop()
  expect((await asked).size).toBe(0)
  expect((await reader.read([message('b', 'hello')])).size).toBe(0)
})
