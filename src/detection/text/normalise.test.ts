import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldedString, normalise } from './normalise'

test.each([
  ['FRAUD', 'fraud', 'case does not matter'],
  ['ｆｒａｕｄ １２３１５', 'fraud 12315', 'full width is plain'],
  ['𝐟𝐫𝐚𝐮𝐝', 'fraud', 'mathematical letters are plain'],
  ['fr\u200baud', 'fraud', 'a zero-width space inside a word vanishes'],
  ['f\u00adraud\u202e', 'fraud', 'soft hyphens and direction marks vanish'],
  ['ómbudsmán', 'ombudsman', 'accents on Latin letters vanish'],
  ['o\u0301mbudsman', 'ombudsman', 'also as combining marks'],
  ['don’t', "don't", 'curly apostrophes are straight'],
  ['so   much\n\n space', 'so much space', 'white space runs are one space'],
  ['sooooo baaad', 'soo baad', 'long letter runs are two'],
  ['1000000', '1000000', 'digits are not shortened'],
  ['می‌خواهم', 'میخواهم', 'the zero-width non-joiner of Persian vanishes'],
  ['شكايت', 'شکایت', 'Arabic letters are spelled the Persian way'],
  ['۱۲۴ ١٢٤ ๑๒๔', '124 124 124', 'digits of every script are ASCII'],
  ['كـــیف', 'کیف', 'tatweel vanishes'],
  ['投訴', '投诉', 'traditional Chinese is simplified'],
  ['，。？！', ',.?!', 'Chinese punctuation is ASCII'],
  ['นำ้', 'นำ้', 'Thai SARA AM stays whole'],
  ['นํา', 'นำ', 'and is put together where it was typed in two'],
  ['เเย่', 'แย่', 'two SARA E are one SARA AE'],
  ['a\u0000b\ud800c', 'a b\ufffdc', 'NUL is a space, a lone surrogate a replacement mark'],
  ['', '', 'nothing stays nothing'],
])('%j folds to %j, because %s', (text, folded) => {
  expect(foldedString(text)).toBe(folded)
})

test('the map to the original is always within the text and never goes back, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { at, length } = normalise(text)
      const map = [...at.subarray(0, length)]
      expect(map.every((origin, i) => origin >= (map[i - 1] ?? 0) && origin < text.length)).toBe(true)
    }),
  )
})

test('letters that unfold to many do not overrun the buffers', () => {
  const text = 'ﷺ'.repeat(70_000)
  expect(normalise(text).length).toBeGreaterThan(text.length * 10)
  expect(foldedString('after')).toBe('after')
})

test('what is taken for folded already is what folding gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'z', ' ', "'", '-', '1', 'A', '.'), maxLength: 12 }), (text) => {
      const { units, length } = normalise(text)
      expect(foldedString(text)).toBe(String.fromCharCode(...units.subarray(0, length)))
    }),
  )
})
