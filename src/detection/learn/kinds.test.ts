import { expect, test } from 'vitest'
import { normalise } from '../text/normalise'
import { hashOf, lastLine, SPOKEN } from './grams'
import { kindGrams, kindToken } from './kinds'

const KINDS = new Map(
  Object.entries({ son: [0], daughter: [0], girl: [0], burned: [1], scalded: [1], hand: [2], foot: [2], back: [2, 3] }).map(
    ([word, kinds]) => [hashOf(word), kinds.map(kindToken)],
  ),
)
const gramsOf = (text: string, kinds = KINDS): Set<number> => {
  SPOKEN.words(normalise(text))
  return new Set(kindGrams(lastLine(), (word) => kinds.get(word)))
}
const shared = (a: string, b: string) => [...gramsOf(a)].filter((gram) => gramsOf(b).has(gram)).length

test('two words of a kind leave the same grams, and so do their neighbours', () => {
  expect(gramsOf('it scalded my son and his foot')).toEqual(gramsOf('it burned my daughter and his hand'))
  expect(gramsOf('it scalded my son and his foot')).not.toEqual(gramsOf('it scalded my foot and his son'))
})

test('kinds in their order are the same whatever stands between them', () => {
  expect(shared('scalded son hand', 'scalded by tea, said one of you, son of a neighbour; the left hand')).toBeGreaterThan(3)
  expect(gramsOf('burned hand').size).toBeGreaterThan(gramsOf('burned a lot of paper in the hand').size - 12)
})

test('words without a kind leave none, and a word of two kinds leaves those of both', () => {
  expect(gramsOf('the parcel is late').size).toBe(0)
  expect(gramsOf('', new Map()).size).toBe(0)
  expect(shared('my back', 'my foot')).toBeGreaterThan(0)
  expect(gramsOf('my back').size).toBeGreaterThan(gramsOf('my foot').size)
})
