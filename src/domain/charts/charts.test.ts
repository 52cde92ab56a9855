import { describe, expect, test } from 'vitest'
import { compared, intervalOf } from './compare'
import { silent } from './silence'

const HOUR = 3_600_000

describe('U49 a share', () => {
  test.each([
    ['nineteen are too few', { part: 9, of: 19 }, { part: 90, of: 200 }, 'too_early'],
    ['nineteen before are too few', { part: 90, of: 200 }, { part: 9, of: 19 }, 'too_early'],
    ['87 and 94 of a hundred are no news', { part: 87, of: 100 }, { part: 94, of: 100 }, 'no_change'],
    ['a third of thirty against half of them', { part: 10, of: 30 }, { part: 15, of: 30 }, 'no_change'],
    ['a third of three hundred against half of them', { part: 100, of: 300 }, { part: 150, of: 300 }, 'less'],
    ['most against few', { part: 30, of: 40 }, { part: 4, of: 40 }, 'more'],
    ['none against none', { part: 0, of: 40 }, { part: 0, of: 40 }, 'no_change'],
  ] as const)('%s', (_, now, before, verdict) => expect(compared(now, before)).toBe(verdict))

  test('its interval is the one of the book, and never leaves the scale', () => {
    const { low, high } = intervalOf({ part: 8, of: 10 })
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.490', '0.943'])
    expect(intervalOf({ part: 0, of: 20 }).low).toBe(0)
    expect(intervalOf({ part: 20, of: 20 }).high).toBeLessThanOrEqual(1)
  })
})

describe('U49 a channel is missing', () => {
  test.each([
    ['busy and quiet for eleven hours', 300, 11, false],
    ['busy and quiet for thirteen', 300, 13, true],
    ['three a day and quiet for a day', 21, 24, false],
    ['three a day and quiet for two', 21, 48, true],
    ['rare and quiet for a week', 19, 167, false],
  ] as const)('%s', (_, messages, hours, missing) =>
    expect(silent([{ channel: 'email', messages, lastAt: 0 }], hours * HOUR)).toHaveLength(missing ? 1 : 0),
  )
})
