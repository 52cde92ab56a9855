import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, openQuestions, readExpression } from './expression'
import { FACTS, type Facts } from './facts'

function asked(source: string, facts: Facts) {
  const read = readExpression(source, FACTS)
  if (!read.ok) throw new Error(read.problem)
  return holds(read.value, facts)
}

describe('a condition answers yes, no, or not yet', () => {
  test.each<[string, Facts, boolean | null]>([
    ['true', {}, true],
    ["product == 'credit'", { product: 'credit' }, true],
    ["product == 'credit'", {}, false],
    ["product in ['credit', 'loan']", { product: 'loan' }, true],
    ["'hardship_notice' in topics", { topics: ['fees', 'hardship_notice'] }, true],
    ["'hardship_notice' in topics", {}, false],
    ["product != 'credit' && complex", { complex: true }, true],
    ['complex', {}, null],
    ['!complex', {}, null],
    ['complex == false', { complex: false }, true],
    ['complex == false', {}, null],
    ['complex || numerous', { numerous: true }, true],
    ['complex || numerous', { numerous: false }, null],
    ['complex && numerous', { numerous: false }, false],
    ['(complex || numerous) && !urgent', { complex: true, urgent: false }, true],
    ['complex && numerous || urgent', { urgent: true, complex: false }, true],
  ])('%s with %j: %s', (source, facts, expected) => {
    expect(asked(source, facts)).toBe(expected)
  })
})

test.each([
  ['complex &&', 'something is missing at character 11'],
  ['comlpex', '"comlpex" is not a fact that we know at character 1'],
  ['product == true', 'a text cannot be compared with a yes-or-no question in this way at character 9'],
  ["product in 'credit'", 'a text cannot be compared with a text in this way at character 9'],
  ['product', 'the whole is a text and not a yes-or-no question at character 1'],
  ['product && complex', '"&&" joins yes-or-no questions only at character 12'],
  ["topics.exists(t, t == 'a')", 'there is something that is not part of a condition at character 7'],
  ["product.matches('(a+)+$')", 'there is something that is not part of a condition at character 8'],
  ['complex numerous', '"numerous" was not expected at character 9'],
  ['(complex', '")" is missing at character 9'],
  ["product in ['a' 'b']", '"," or "]" is missing at character 17'],
  ['constructor', '"constructor" is not a fact that we know at character 1'],
  ['', 'something is missing at character 1'],
])('%j is refused: %s', (source, problem) => {
  expect(readExpression(source, FACTS)).toEqual({ ok: false, problem })
})

test('only the questions that still matter are asked', () => {
  const read = readExpression("product == 'credit' && complex && (numerous || urgent)", FACTS)
  if (!read.ok) throw new Error(read.problem)
  expect(openQuestions(read.value, { product: 'card' })).toEqual([])
  expect(openQuestions(read.value, { product: 'credit', complex: true })).toEqual(['numerous', 'urgent'])
  expect(openQuestions(read.value, { product: 'credit', complex: true, numerous: true })).toEqual([])
})

const questions = ['complex', 'numerous', 'urgent', 'unresolved']
const source: fc.Arbitrary<string> = fc.letrec((tie) => ({
  whole: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...questions, 'true', 'false'),
    fc.tuple(tie('whole'), fc.constantFrom('&&', '||'), tie('whole')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('whole').map((inner) => `!(${inner})`),
  ) as fc.Arbitrary<string>,
})).whole
const some = fc.dictionary(fc.constantFrom(...questions), fc.boolean())

test('what is answered never changes when more is said', () => {
  fc.assert(
    fc.property(source, some, some, (text, known, more) => {
      const now = asked(text, known)
      if (now !== null) expect(asked(text, { ...more, ...known })).toBe(now)
    }),
  )
})
test('with every question answered there is always an answer, and whatever is written is read or refused in words', () => {
  const all = fc.record(Object.fromEntries(questions.map((name) => [name, fc.boolean()])))
  fc.assert(
    fc.property(source, all, (text, facts) => {
      expect(asked(text, facts)).not.toBeNull()
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readExpression(text, FACTS)
      if (!read.ok) expect(read.problem).toMatch(/ at character \d+$/)
    }),
  )
})
