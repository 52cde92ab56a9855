import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeGraphemes } from './graphemes'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

test.each([
  ['abc', 1, 1, 'b'],
  ['e\u0301a', 0, 0, 'e\u0301'],
  ['👩‍👩‍👧‍👦!', 3, 3, '👩‍👩‍👧‍👦'],
  ['แสบหน้า', 4, 4, 'น้'],
  ['می‌خواهم', 0, 1, 'می‌'],
  ['🇹🇭🇮🇷', 4, 4, '🇮🇷'],
  ['a\r\nb', 1, 1, '\r\n'],
])('in %j, units %i to %i are the graphemes %j', (text, first, last, whole) => {
  const { start, end } = wholeGraphemes(text, first, last)
  expect(text.slice(start, end)).toBe(whole)
})

const pieces = fc.constantFrom(
  'a',
  ' ',
  'é',
  '\u0301',
  '\u200d',
  '\u200c',
  '👩',
  '👧',
  '🏽',
  '🇹',
  '🇭',
  'ก',
  'ำ',
  '้',
  'เ',
  'ی',
  'َ',
  '投',
  '\r',
  '\n',
  '\ud83d',
  '\udc69',
  '\u0600',
  'क',
  '्',
  '1',
  '\u20e3',
  '\ufe0f',
  'ᄀ',
  'ᅡ',
)

test('the edges agree with segmenting the whole text', () => {
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (parts, a, b) => {
      const text = parts.join('')
      const [first, last] = [a % text.length, b % text.length].sort((x, y) => x - y) as [number, number]
      const clusters = [...segmenter.segment(text)].map(({ index, segment }) => ({ index, end: index + segment.length }))
      const { start, end } = wholeGraphemes(text, first, last)
      expect(start).toBe(clusters.findLast((cluster) => cluster.index <= first)!.index)
      expect(end).toBe(clusters.find((cluster) => cluster.end > last)!.end)
    }),
    { numRuns: 2_000 },
  )
})
