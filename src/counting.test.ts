import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Change } from './actions/needs'
import { counting } from './counting'
import { Live } from './live'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const numbers = (open: number) => ({ triage: 0, open, due_soon: 0, missed: 0, outbox_waiting: 0, quarantine: 0, approvals: 0 })
function aFirm() {
  const live = new Live()
  const told: Change[] = []
  let [asked, open, takes] = [0, 1, 0]
  live.subscribe('mill', null, (_id, change) => void (change.event === 'counts' && told.push(change)))
  const { follow } = counting(live, async () => {
    asked++
    const counted = numbers(open)
    if (takes > 0) await new Promise((done) => setTimeout(done, takes))
    return counted
  })
  const happens = () => live.announce('mill', { event: 'case.changed', id: 'c' })
  return { live, told, follow, happens, asked: () => asked, set: (now: number) => (open = now), slow: (ms: number) => (takes = ms) }
}

it('U41 a thousand events and a hundred screens cost one question a second, and the last number is told within two', async () => {
  const firm = aFirm()
  for (let n = 0; n < 100; n++) firm.follow('mill')
  for (let n = 0; n < 1_000; n++) {
    firm.set(n)
    firm.happens()
    await vi.advanceTimersByTimeAsync(5)
  }
  expect(firm.asked()).toBeLessThanOrEqual(6)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(firm.told.at(-1)).toEqual({ event: 'counts', counts: numbers(999) })
})

it('nothing is told where nothing changed, time alone is noticed, and nobody is counted for when nobody looks', async () => {
  const firm = aFirm()
  const leave = firm.follow('mill')
  firm.happens()
  await vi.advanceTimersByTimeAsync(5_000)
  firm.happens()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(firm.told).toHaveLength(1)
  firm.set(7)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(firm.told).toHaveLength(2)
  leave()
  const before = firm.asked()
  firm.set(8)
  firm.happens()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(firm.asked()).toBe(before)
})

it('what takes a second to count is counted every quarter of a minute, one at a time, and what happened meanwhile is counted too', async () => {
  const firm = aFirm()
  firm.slow(1_000)
  firm.follow('mill')
  for (let n = 0; n < 60; n++) {
    firm.set(n)
    firm.happens()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(firm.asked()).toBe(4)
  await vi.advanceTimersByTimeAsync(16_000)
  expect(firm.told.at(-1)).toEqual({ event: 'counts', counts: numbers(59) })
})
