import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from './contract'
import { type Audience, nextAttempt } from './retry'

const now = 1_700_000_000_000
const failed: Outcome = { state: 'failed', permanent: false, reason: 'http_429' }
const unknown: Outcome = { state: 'unknown', reason: 'timeout' }
const s = 1000
const m = 60 * s
const h = 60 * m

/** All waits from the first attempt until we give up. */
function waits(audience: Audience, outcome: Outcome): number[] {
  const found: number[] = []
  for (let attempt = 1; attempt < 100; attempt++) {
    const at = nextAttempt(audience, attempt, outcome, now, 0)
    if (at === null) return found
    found.push(at - now)
  }
  return found
}

test('staff are told again soon, then hourly for a day', () => {
  expect(waits('staff', failed).slice(0, 6)).toEqual([5 * s, 30 * s, 2 * m, 10 * m, h, h])
  expect(waits('staff', unknown)).toEqual(waits('staff', failed))
  expect(waits('staff', failed)).toHaveLength(28)
})

test('webhooks follow ten attempts over three days and then give up', () => {
  expect(waits('webhook', failed)).toEqual([5 * s, 5 * m, 30 * m, 2 * h, 5 * h, 10 * h, 14 * h, 20 * h, 24 * h])
  expect(waits('webhook', unknown)).toEqual(waits('webhook', failed))
})

test('a customer is written to again after a certain failure, and never after an unknown outcome', () => {
  expect(waits('customer', failed)).toEqual([m, 5 * m, 30 * m, 2 * h, 5 * h, 10 * h, 14 * h])
  expect(waits('customer', unknown)).toEqual([])
})

describe.each<Audience>(['staff', 'webhook', 'customer'])('%s', (audience) => {
  test('what was sent is left alone', () => {
    expect(waits(audience, { state: 'sent', providerId: null })).toEqual([])
  })

  test('a refusal for good ends it, but for staff it only closes that way', () => {
    const gone: Outcome = { state: 'failed', permanent: true, reason: 'gone' }
    expect(waits(audience, gone)).toEqual(audience === 'staff' ? waits('staff', failed) : [])
  })
})

test.each<[Audience, number, number, string]>([
  ['staff', 45 * s, 45 * s, 'a wish longer than our wait is kept'],
  ['staff', s, 5 * s, 'a shorter one changes nothing'],
  ['staff', 6 * h, 10 * m, 'a person on duty is not kept waiting for hours'],
  ['webhook', 6 * h, 6 * h, 'a machine may be'],
])('%s, asked to wait %d ms, waits %d ms: %s', (audience, retryAfterMs, wait) => {
  expect(nextAttempt(audience, 1, { ...failed, retryAfterMs }, now, 0)).toBe(now + wait)
})

test('jitter only ever lengthens a wait, by a tenth at most', () => {
  const audience = fc.constantFrom<Audience>('staff', 'webhook', 'customer')
  fc.assert(
    fc.property(audience, fc.integer({ min: 1, max: 7 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (who, attempt, jitter) => {
      const plain = nextAttempt(who, attempt, failed, now, 0)! - now
      const jittered = nextAttempt(who, attempt, failed, now, jitter)! - now
      expect(jittered).toBeGreaterThanOrEqual(plain)
      expect(jittered).toBeLessThanOrEqual(plain * 1.1 + 1)
    }),
  )
})
