import { expect, test } from 'vitest'
import { directionOf, isolates } from './direction'

test.each([
  ['plain English stays', 'the parcel never came', 'ltr'],
  ['plain Persian', 'بوی تند می‌دهد', 'rtl'],
  ['a Latin handle in front of Persian', '@brand_ir بوی تند می‌دهد', 'rtl'],
  ['a link in front of Persian', 'https://example.org/x?a=1 این چیست', 'rtl'],
  ['an emoji and a number in front of Persian', '😡 3 بار تماس گرفتم', 'rtl'],
  ['a hashtag in front of Persian', '#refund پول من کجاست', 'rtl'],
  ['an e-mail address in front of Persian', 'ana@example.org جواب بدهید', 'rtl'],
  ['a Persian handle in front of English', '@برند where is my money', 'ltr'],
  ['a gap of a saved reply in front of Persian', '{{customer}} گرامی', 'rtl'],
  ['Thai', 'กลิ่นแรงมาก', 'ltr'],
  ['Chinese after a number', '12315 我要投诉', 'ltr'],
  ['a sign that opens a menu follows the page', '/', undefined],
  ['only digits follows the page', '12345 !!', undefined],
  ['only a handle is read by its letters', '@brand', 'ltr'],
  ['empty follows the page', '', undefined],
])('%s', (_, text, expected) => {
  expect(directionOf(text)).toBe(expected)
})

test('handles, links and tags stand apart, and no letter is lost', () => {
  const text = '@brand_ir بوی تند #refund https://example.org/a?b=1 پایان'
  const cut = isolates(text)
  expect(cut.filter(({ apart }) => apart).map((piece) => piece.text)).toEqual(['@brand_ir', '#refund', 'https://example.org/a?b=1'])
  expect(cut.map((piece) => piece.text).join('')).toBe(text)
})

test('a text without a single space is gone through once: 200,000 letters of it end', () => {
  expect(directionOf('包裹坏了'.repeat(50_000))).toBe('ltr')
  expect(isolates('包裹坏了'.repeat(50_000))).toHaveLength(1)
  expect(directionOf(`${'x'.repeat(200_000)}@example.org سلام`)).toBe('ltr')
})
