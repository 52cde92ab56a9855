import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gathering, type Heard } from './heard'

let said: (Heard & { at: number })[]
let begun: number
beforeEach(() => {
  vi.useFakeTimers()
  begun = Date.now()
  said = []
})
afterEach(() => void vi.useRealTimers())
const listen = () => gathering((heard) => said.push({ ...heard, at: Date.now() - begun }), Date.now)

test('U54 what comes together is said once, and the next not before five seconds have gone, with all that came meanwhile', () => {
  const { hear } = listen()
  for (let n = 0; n < 20; n++) hear({ messages: 1 })
  vi.advanceTimersByTime(1_000)
  expect(said).toEqual([{ messages: 20, severe: 0, missed: 0, at: 400 }])
  hear({ messages: 1, severe: 1 })
  vi.advanceTimersByTime(2_000)
  hear({ missed: 1 })
  vi.advanceTimersByTime(10_000)
  expect(said.slice(1)).toEqual([{ messages: 1, severe: 1, missed: 1, at: 5_400 }])
})

test('U54 an hour in which something happens every second is one sentence in five seconds', () => {
  const { hear } = listen()
  for (let second = 0; second < 3_600; second++) {
    hear({ messages: 1 })
    vi.advanceTimersByTime(1_000)
  }
  expect(said.length).toBeLessThanOrEqual(721)
  expect(Math.min(...said.slice(1).map(({ at }, i) => at - said[i]!.at))).toBeGreaterThanOrEqual(5_000)
})

test('nothing is said after it was stopped', () => {
  const { hear, stop } = listen()
  hear({ messages: 1 })
  stop()
  vi.advanceTimersByTime(10_000)
  expect(said).toEqual([])
})
