import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../domain/message'
import { packageRoot } from '../paths'
import { startFeed } from './feed'
import { feedMessages } from './sample'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const messages = feedMessages(packageRoot())
const graves = messages.slice(0, 4).map((make) => make('', 0).text)
function feeding(goOn = async () => true) {
  const came: Message[] = []
  const trouble: unknown[] = []
  const stop = startFeed({
    messages: messages.slice(0, 20),
    receive: async (message) => came.push(message),
    grave: ({ text }) => graves.includes(text),
    meanwhile: async () => undefined,
    goOn,
    now: Date.now,
    random: Math.random,
    trouble: (error) => trouble.push(error),
  })
  return { came, trouble, stop }
}

test('a message comes every ten to twenty seconds, each once a round and never with an id that was used', async () => {
  const { came, stop } = feeding()
  await vi.advanceTimersByTimeAsync(20 * 60_000)
  stop()
  expect(came.length).toBeGreaterThan(55)
  expect(came.length).toBeLessThan(135)
  expect(new Set(came.map((m) => m.externalId)).size).toBe(came.length)
  expect(new Set(came.slice(0, 20).map((m) => m.text)).size).toBe(20)
  for (const m of came) expect(m.sentAt).toBe(m.receivedAt)
})

test('it ends when the samples are gone, and when it is told to', async () => {
  let there = true
  const gone = feeding(async () => there)
  await vi.advanceTimersByTimeAsync(60_000)
  there = false
  const soFar = gone.came.length
  await vi.advanceTimersByTimeAsync(600_000)
  expect(gone.came).toHaveLength(soFar)
  expect(vi.getTimerCount()).toBe(0)
})

test('trouble is told and does not end it', async () => {
  let tries = 0
  const { came, trouble, stop } = feeding(async () => {
    tries++
    if (tries === 2) throw new Error('the database was away')
    return true
  })
  await vi.advanceTimersByTimeAsync(120_000)
  stop()
  expect(trouble).toHaveLength(1)
  expect(came.length).toBeGreaterThan(3)
})

test('a round begins with two grave ones, and another comes with every eighteenth', async () => {
  const { came, stop } = feeding()
  await vi.advanceTimersByTimeAsync(19 * 21_000)
  stop()
  const at = came.slice(0, 20).flatMap(({ text }, place) => (graves.includes(text) ? [place] : []))
  expect(at.slice(0, 2)).toEqual([0, 1])
  expect(at.length).toBeGreaterThan(2)
})
