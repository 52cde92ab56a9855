import { expect, test, vi } from 'vitest'
import type { Change } from './actions/needs'
import { Spread } from './spread'

/** Two processes over one database that can be away. */
function twoProcesses() {
  const bus = { away: false, payloads: [] as string[] }
  const all: Spread[] = []
  const begin = () => {
    const heard: string[] = []
    const one = new Spread(
      (tenant, change) => heard.push(`${tenant} ${'id' in change ? change.id : change.event}`),
      async (texts) => {
        if (bus.away) throw new Error('away')
        bus.payloads.push(...texts)
        for (const text of texts) for (const each of all) each.hear(text)
      },
    )
    all.push(one)
    return { one, heard }
  }
  return { bus, mine: begin(), theirs: begin() }
}
const changed = (id: string): Change => ({ event: 'case.changed', id })

test('a change is told here at once, elsewhere a moment later and once, however often it is said meanwhile', async () => {
  vi.useFakeTimers()
  const { bus, mine, theirs } = twoProcesses()
  for (let n = 0; n < 3; n++) mine.one.announce('mill', changed('one'))
  mine.one.announce('bank', changed('two'))
  expect([mine.heard.length, theirs.heard]).toEqual([4, []])
  await vi.advanceTimersByTimeAsync(100)
  expect(theirs.heard).toEqual(['mill one', 'bank two'])
  expect([mine.heard.length, bus.payloads.length]).toEqual([4, 1])
  theirs.one.announce('mill', changed('three'))
  await theirs.one.stop()
  expect(mine.heard.at(-1), 'what is left when a process stops is said').toBe('mill three')
  vi.useRealTimers()
})

test('a thousand changes go in payloads that NOTIFY takes, and in few', async () => {
  vi.useFakeTimers()
  const { bus, mine, theirs } = twoProcesses()
  const id = () => crypto.randomUUID()
  for (let n = 0; n < 1_000; n++)
    mine.one.announce(id(), { event: 'message.processed', id: id(), caseId: id(), disposition: 'opportunity', severity: 'A' })
  await vi.advanceTimersByTimeAsync(100)
  expect(theirs.heard).toHaveLength(1_000)
  expect(Math.max(...bus.payloads.map((text) => Buffer.byteLength(text)))).toBeLessThan(8_000)
  expect(bus.payloads.length).toBeLessThan(50)
  vi.useRealTimers()
})

test('what could not be said while the database was away is made up for: each firm is told once that it missed something', async () => {
  vi.useFakeTimers()
  const { bus, mine, theirs } = twoProcesses()
  bus.away = true
  for (const id of ['one', 'two']) mine.one.announce('mill', changed(id))
  mine.one.announce('bank', changed('three'))
  await vi.advanceTimersByTimeAsync(5_000)
  bus.away = false
  await vi.advanceTimersByTimeAsync(1_500)
  expect(theirs.heard).toEqual(['mill missed', 'bank missed'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(theirs.heard).toHaveLength(2)
  vi.useRealTimers()
})
