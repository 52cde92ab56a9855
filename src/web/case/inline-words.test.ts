import { expect, test } from 'vitest'
import { asked, inserted } from './inline-words'

test.each<[string, string, string, { from: number; query: string } | null]>([
  ['at the start', '/sor|', '/', { from: 0, query: 'sor' }],
  ['after a space', 'abc /sor|', '/', { from: 4, query: 'sor' }],
  ['with nothing typed yet', 'abc /|', '/', { from: 4, query: '' }],
  ['two words', 'abc /late par|', '/', { from: 4, query: 'late par' }],
  ['not inside a date', '12/3|', '/', null],
  ['not inside an address', 'https://x|', '/', null],
  ['not on another line', '/sorry\nDear|', '/', null],
  ['not before the caret was there', '|/sorry', '/', null],
  ['only up to the caret', 'abc /so|rry', '/', { from: 4, query: 'so' }],
  ['somebody', 'Ask @Na|', '@', { from: 4, query: 'Na' }],
  ['nobody in an address', 'ana@desk|', '@', null],
])('%s: %s', (_, shown, sign, expected) => {
  expect(asked(shown.replace('|', ''), shown.indexOf('|'), sign)).toEqual(expected)
})

test('what is there stays, and the first gap is selected', () => {
  expect(inserted('abc /so def', 4, 7, 'Sorry')).toEqual({ text: 'abc Sorry def', start: 9, end: 9 })
  expect(inserted('abc /o', 4, 6, 'Order {{order}} of {{product}}')).toEqual({
    text: 'abc Order {{order}} of {{product}}',
    start: 10,
    end: 19,
  })
})
