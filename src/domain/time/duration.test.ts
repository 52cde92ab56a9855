import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSpan, saySpan } from './duration'

describe('a duration as rule books write it', () => {
  test.each([
    ['24h', '24 hours'],
    ['1h', '1 hour'],
    ['10min', '10 minutes'],
    ['90min', '90 minutes'],
    ['30s', '30 seconds'],
    ['4bh', '4 business hours'],
    ['30bmin', '30 business minutes'],
    ['1bd', '1 business day'],
    ['30cd', '30 calendar days'],
    ['8w', '56 calendar days'],
    ['2mo', '2 months'],
    ['1y', '12 months'],
    ['PT0M', '0 hours'],
    ['PT10M', '10 minutes'],
    ['PT1H30M', '90 minutes'],
    ['PT4H', '4 hours'],
    ['PT45S', '45 seconds'],
    ['P30D', '30 calendar days'],
    ['P2W', '14 calendar days'],
    ['P1M', '1 month'],
    ['P1Y', '12 months'],
  ])('%s is %s', (text, said) => {
    expect(saySpan(parseSpan(text)!)).toBe(said)
  })

  test.each([
    '',
    '24',
    'h',
    '-1h',
    '1.5h',
    '24 h',
    '30d',
    '2 days',
    'PT',
    'P',
    'P1DT2H',
    'PT1D',
    '999999cd',
    '9999y',
    '99999bh',
    'toString',
    '١٠h',
  ])('%j is not one', (text) => {
    expect(parseSpan(text)).toBeNull()
  })

  test('whatever is typed, the answer is a bounded span or null', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^P?T?\d{0,9}[a-zA-Z]{0,4}$/)), (text) => {
        const span = parseSpan(text)
        if (span) expect('ms' in span ? span.ms / 86_400_000 : span.n).toBeLessThanOrEqual(36_600)
      }),
    )
  })
})
