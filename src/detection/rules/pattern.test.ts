import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise } from '../text/normalise'
import { compilePattern } from './pattern'

function matches(pattern: string, text: string): boolean {
  const matcher = compilePattern(pattern)
  const { units, length } = normalise(text)
  return matcher(units, length)
}

test.each([
  ['order \\d{6}', 'my Order 123456 is late', true],
  ['order \\d{6}', 'my order 12345', false],
  ['^refund', 'Refund please', true],
  ['^refund', 'a refund', false],
  ['now$', 'I want it NOW', true],
  ['now$', 'now or never', false],
  ['(batch|lot)[- ]?[a-c]7', 'smells, lot-B7', true],
  ['(batch|lot)[- ]?[a-c]7', 'smells, lot d7', false],
  ['colou?r', 'the color', true],
  ['a{2,3}b', 'xab', false],
  ['a{2,3}b', 'xaab', true],
  ['[^a-z ]', 'only words', false],
  ['退款.*(失败|没到)', '退款三天了还没到', true],
  ['กลิ่น.{0,10}เหม็น', 'กลิ่นครีมเหม็นมาก', true],
  ['É', 'cafe', true],
  ['\\.\\$', 'cost.$5', true],
  ['(ab)*c', 'ababc', true],
  ['x*', '', true],
])('%s in %j: %s', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected))

test.each([
  ['(a)\\1', /back-reference/],
  ['(?<n>a)\\k<n>', /plain/],
  ['a(?=b)', /ahead/],
  ['(?<!a)b', /ahead or behind/],
  ['(?i)a', /plain/],
  ['\\bword\\b', /Anchors/],
  ['a*?', /Lazy/],
  ['*a', /counts nothing/],
  ['(a', /not closed/],
  ['a)', /no "\("/],
  ['[a', /not closed/],
  ['[z-a]', /backwards/],
  ['a{3,2}', /backwards/],
  ['a{1000}', /up to 100/],
  ['((a{99}){99}){99}', /too many states/],
  ['', /empty/],
  ['x'.repeat(1_001), /1001 characters/],
  ['\\p{L}', /Unicode classes/],
  ['a^b', /very beginning/],
])('%s is refused in a sentence', (pattern, reason) => expect(() => compilePattern(pattern)).toThrow(reason))

/** Shapes that make engines with back-tracking take minutes. */
test.each([
  '(a+)+$',
  '(a|a)*$',
  '(a|aa)+$',
  '(.*a){12}$',
  '.*.*=.*',
  '(\\w+\\s?)*$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(x+x+)+y',
  '(a?){60}a{60}b',
])('%s reads half a megabyte once', (pattern) => {
  const text = `${'ab'.repeat(250_000)}!`
  const { units, length } = normalise(text)
  const matcher = compilePattern(pattern)
  const before = process.cpuUsage()
  matcher(units, length)
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(10_000) // a back-tracking engine would need years
})

test('it agrees with the engine of the language on patterns that both read', () => {
  const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'a*', 'b+', 'a?', '(ab)', '(a|b)', '(ab|b)*', 'c{1,2}', 'b{2}')
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(
      pattern,
      fc.boolean(),
      fc.boolean(),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 }),
      (body, start, end, text) => {
        const source = `${start ? '^' : ''}${body}${end ? '$' : ''}`
        const units = Uint16Array.from(text, (unit) => unit.charCodeAt(0))
        expect(compilePattern(source)(units, text.length), `${source} in ${text}`).toBe(new RegExp(source).test(text))
      },
    ),
    { numRuns: 1_500 },
  )
})
