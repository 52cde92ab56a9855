import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieces } from './highlighted'

const phrase = (start: number, end: number, category = 'health' as const) => ({ id: 'health.burn', version: '4', category, start, end })
const clue = (start: number, end: number, weight = 1) => ({ task: 'complaint', start, end, weight, rule: null })

test('the words of a risk phrase are cut out and carry its rule', () => {
  const cut = pieces('my face burns now', { risk_phrases: [phrase(8, 13)], reasons: [] })
  expect(cut.map(({ text, risk }) => [text, risk?.id ?? null])).toEqual([
    ['my face ', null],
    ['burns', 'health.burn'],
    [' now', null],
  ])
})

test('overlapping reasons share their words', () => {
  const cut = pieces('charged twice again', { risk_phrases: [phrase(8, 13)], reasons: [clue(0, 13, 0.7)] })
  expect(cut.map(({ text, weight, risk }) => [text, weight, risk !== null])).toEqual([
    ['charged ', 0.7, false],
    ['twice', 0.7, true],
    [' again', 0, false],
  ])
})

test('what speaks against a complaint is not marked', () => {
  expect(pieces('thank you', { risk_phrases: [], reasons: [clue(0, 9, -2)] })).toHaveLength(1)
})

test('whatever the spans say, no letter is lost or doubled', () => {
  const span = fc
    .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(span, { maxLength: 6 }), fc.array(span, { maxLength: 6 }), (text, risks, clues) => {
      const finding = { risk_phrases: risks.map(([a, b]) => phrase(a, b)), reasons: clues.map(([a, b]) => clue(a, b)) }
      expect(
        pieces(text, finding)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
