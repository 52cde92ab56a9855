import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipped, isRightToLeft, linkOf, oneLine } from './text'

test('one line holds no control character, whatever came in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      expect(oneLine(`${text}\u0085\u2028${text}\u2029`)).not.toMatch(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/)
    }),
  )
})

test('a clipped text fits, begins as before, and is whole where it was short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const short = clipped(text, limit)
      expect(short.length).toBeLessThanOrEqual(limit)
      if (text.length <= limit) expect(short).toBe(text)
      else expect(text.startsWith(short.slice(0, -1))).toBe(true)
    }),
  )
})

test.each([
  ['https://desk.example/x', 'https://desk.example/x'],
  ['  http://desk.example  ', 'http://desk.example/'],
  ['“https://evil.example”', null],
  ['see https://evil.example', null],
  ['javascript:alert(1)', null],
  ['https://a"b', null],
  ['https://', null],
])('%s is the link %s', (line, link) => {
  expect(linkOf(line)).toBe(link)
})

test.each([
  ['fa', true],
  ['fa-IR', true],
  ['AR', true],
  ['en', false],
  ['th', false],
])('%s runs from right to left: %s', (lang, rtl) => {
  expect(isRightToLeft(lang)).toBe(rtl)
})
