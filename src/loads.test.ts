import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Person } from './domain/people'
import { Loads } from './loads'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ANYBODY = { email: null, role: 'agent', tier: 1, team: 'complaints', capacity: 50, available: true } as const
const person = (id: string, load: number): Person => ({ ...ANYBODY, languages: ['en'], id, name: id, load })

/** A firm of two, of whose cases Ana has so many; counting them takes a while. */
function aFirm(takesMs: number) {
  let [asked, ana] = [0, 0]
  const loads = new Loads(async () => {
    asked++
    const counted = ana
    await new Promise((done) => setTimeout(done, takesMs))
    return new Map([['ana', counted]])
  })
  const load = async (readingMs = 0) => {
    const counts = await loads.of('mill')
    if (readingMs > 0) await new Promise((done) => setTimeout(done, readingMs))
    const people = ['ana', 'ben'].map((id) => person(id, counts.get(id) ?? 0))
    loads.keep('mill', people)
    return people
  }
  return { load, asked: () => asked, set: (now: number) => (ana = now) }
}
const after = async <T>(ms: number, work: Promise<T>) => {
  await vi.advanceTimersByTimeAsync(ms)
  return work
}

it('a few open cases are counted whenever somebody asks', async () => {
  const firm = aFirm(5)
  for (const open of [3, 4, 5]) {
    firm.set(open)
    expect((await after(5, firm.load()))[0]!.load).toBe(open)
  }
  expect(firm.asked()).toBe(3)
})

it('for the count of a great many nobody waits but the first: it goes on beside, one part in fifty of the time', async () => {
  const firm = aFirm(1_000)
  firm.set(3_000_000)
  await after(1_000, firm.load())
  firm.set(2_000_000)
  for (let s = 0; s < 50; s += 5) {
    expect((await after(0, firm.load()))[0]!.load).toBe(3_000_000)
    await vi.advanceTimersByTimeAsync(5_000)
  }
  expect(firm.asked()).toBe(1)
  await after(0, firm.load())
  expect(firm.asked()).toBe(2)
  await after(1_000, firm.load())
  expect((await after(0, firm.load()))[0]!.load).toBe(2_000_000)
})

it('what is assigned meanwhile stays counted where the people are read anew', async () => {
  const firm = aFirm(1_000)
  firm.set(3_000_000)
  const [, ben] = await after(1_000, firm.load())
  ben!.load += 7
  const [, again] = await after(0, firm.load())
  again!.load += 1
  expect((await after(0, firm.load()))[1]!.load).toBe(8)
})

it('a count that ends while the people are being read is not lost', async () => {
  const firm = aFirm(1_000)
  firm.set(3_000_000)
  await after(1_000, firm.load())
  firm.set(2_000_000)
  expect((await after(52_000, firm.load(52_000)))[0]!.load).toBe(3_000_000)
  expect((await after(1_500, firm.load(1_500)))[0]!.load).toBe(3_000_000)
  expect((await after(0, firm.load()))[0]!.load).toBe(2_000_000)
})

it('where they have become many since the last count, nobody waits longer than a quarter of a second either', async () => {
  const firm = aFirm(1_000)
  firm.set(3)
  await after(1_000, firm.load())
  firm.set(3_000_000)
  expect((await after(250, firm.load()))[0]!.load).toBe(3)
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await after(0, firm.load()))[0]!.load).toBe(3_000_000)
})
