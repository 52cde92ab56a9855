import { expect, test } from 'vitest'
import { SURFACE, surfaceOf } from './surface'

const near = (a: string, b: string) => Array.from(surfaceOf(a)).every((x, k) => Math.abs(x - surfaceOf(b)[k]!) < 1e-6)

test.each([
  ['shouting', 'where is my parcel', 'WHERE IS MY PARCEL'],
  ['a mark', 'where is my parcel?', 'where is my parcel!'],
  ['a handle in front', '@user where is it', 'user where is it'],
  ['a link', 'look at <url> now', 'look at that now'],
  ['digits of any script', 'เลขที่ ๑๒๓', 'เลขที่ กขค'],
  ['a stretched letter', 'sooo slow', 'so slow, o'],
  ['a face', 'thanks 😡', 'thanks 😍'],
  ['length', 'slow', 'slow and then slow once more, and slow after that'],
])('%s is seen', (_, a, b) => {
  expect(near(a, b)).toBe(false)
})

test('letters alike in number and kind look the same, whatever they say', () => {
  expect(near('the lamp is good.', 'the desk is grey.')).toBe(true)
})

test.each([[''], ['\u0000\ud83d'], ['a'.repeat(1_000_000)], ['?!'.repeat(500_000)], ['😡'.repeat(2_000)]])(
  '%# is counted like any text',
  (text) => {
    const numbers = surfaceOf(text)
    expect(numbers.length).toBe(SURFACE)
    expect(numbers.every(Number.isFinite)).toBe(true)
  },
)
