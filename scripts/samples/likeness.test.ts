import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalised, Seen } from './likeness'

const piecesOf = (text: string) => {
  const plain = normalised(text)
  return new Set(plain.length < 5 ? [plain] : [...Array(plain.length - 4).keys()].map((at) => plain.slice(at, at + 5)))
}

function likeness(one: string, other: string): number {
  const [a, b] = [piecesOf(one), piecesOf(other)]
  const both = [...a].filter((piece) => b.has(piece)).length
  return both / (a.size + b.size - both)
}

/** Of few words, so that many share much. */
const text = fc
  .array(fc.constantFrom('parcel', 'late', 'again', 'Hot', 'ของ', '包裹', '!', 'ab'), { maxLength: 9 })
  .map((words) => words.join(' '))

test('the nearest is the nearest of all, and 0 where it is not above the floor', () => {
  const floor = fc.constantFrom(0, 0.1, 0.25, 0.4, 0.5, 0.8, 1)
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), floor, (texts, least) => {
      const seen = new Seen(least)
      texts.forEach((one, at) => {
        const nearest = Math.max(0, ...texts.slice(0, at).map((other) => likeness(one, other)))
        expect(seen.nearest(one)).toBe(nearest > least ? nearest : 0)
        seen.add(one)
      })
    }),
    { numRuns: 1_000 },
  )
})
