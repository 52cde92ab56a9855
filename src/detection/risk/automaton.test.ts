import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildAutomaton, LONGEST_PHRASE, MOST_LETTERS, walk } from './automaton'

function found(phrases: string[], text: string, atWords = false): [phrase: number, at: number][] {
  const ends: [number, number][] = []
  walk(
    buildAutomaton(phrases, atWords),
    Uint16Array.from(text, (unit) => unit.charCodeAt(0)),
    text.length,
    (phrase, at) => ends.push([phrase, at]) > 0,
  )
  return ends
}

test('phrases are found one inside another, longest first', () => {
  expect(found(['he', 'she', 'his', 'hers'], 'ushers')).toEqual([
    [1, 3],
    [0, 3],
    [3, 5],
  ])
})

test('no phrases find nothing', () => expect(found([], 'ushers')).toEqual([]))

test('it finds what asking for each phrase at each place finds, doubles too', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '投', 'ก'), minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      fc.array(letters, { maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '投', 'ก', 'x'), maxLength: 60 }),
      (phrases, text) => {
        const slowly = phrases.flatMap((phrase, number) =>
          [...text].flatMap((_, i): [number, number][] => (text.startsWith(phrase, i) ? [[number, i + phrase.length - 1]] : [])),
        )
        const key = ([a, b]: [number, number]) => a * 1_000 + b
        expect(found(phrases, text).map(key).sort()).toEqual(slowly.map(key).sort())
      },
    ),
    { numRuns: 400 },
  )
})

test('at words it finds what asking for each phrase at the beginning of each word finds', () => {
  const units = fc.constantFrom('a', 'b', 'a', 'b', ' ', '-')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.string({ unit: units, maxLength: 7 })), { maxLength: 30 }),
      fc.string({ unit: units, maxLength: 60 }),
      (made, text) => {
        const phrases = made.map((parts) => parts.join(''))
        const begins = [...text.matchAll(/(?<![ab])[ab]/g)].map(({ index }) => index)
        const slowly = phrases.flatMap((phrase, number) =>
          begins.filter((i) => text.startsWith(phrase, i)).map((i): [number, number] => [number, i + phrase.length - 1]),
        )
        const key = ([a, b]: [number, number]) => a * 1_000 + b
        expect(found(phrases, text, true).map(key).sort()).toEqual(slowly.map(key).sort())
      },
    ),
    { numRuns: 400 },
  )
})

test('what one letter could begin at every place is looked for in step with the length', () => {
  const rest = 'a'.repeat(LONGEST_PHRASE - 1)
  expect(found([`${rest}b`], `${'a'.repeat(100_000)}b`)).toEqual([[0, 100_000]])
})

test.each([
  ['a phrase that nobody means', ['x'.repeat(LONGEST_PHRASE + 1)], /at most 200/],
  ['more letters than fit', Array.from({ length: MOST_LETTERS / 100 + 1 }, () => 'x'.repeat(100)), /use fewer/],
])('%s is refused in a sentence', (_, phrases, sentence) => expect(() => buildAutomaton(phrases)).toThrow(sentence))

test('a hundred thousand phrases are built and found', () => {
  const phrases = Array.from({ length: 100_000 }, (_, i) => `wort ${(i * 7_919).toString(36)} ende`)
  expect(found(phrases, `nun ${phrases[77_777]} und ${phrases[3]}`).map(([phrase]) => phrase)).toEqual([77_777, 3])
})
