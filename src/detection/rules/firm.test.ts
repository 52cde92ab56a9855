import { expect, test } from 'vitest'
import type { Finding } from '../../domain/finding'
import { loadDetector } from '../detect'
import { compileCondition } from './conditions'
import { compileFirm, type FirmPhrases, type FirmRule, problemOf } from './firm'

const detector = loadDetector('models')
const here = { lang: null, public: true, channel: 'review' }
const rule = (when: string, more: Partial<FirmRule> = {}): FirmRule => ({
  id: 'r',
  version: '3',
  name: 'r',
  when,
  floor: 'B',
  look: false,
  ...more,
})
const smell: FirmPhrases = {
  id: 'smell',
  version: '2',
  name: 'smell',
  category: 'health',
  phrases: ['smells sour', '酸味', 'กลิ่นหืน', 'بوی ترش*'],
  unless: ['smells sour cream'],
}

function refined(text: string, rules: FirmRule[], phrases: FirmPhrases[] = []): Finding {
  return compileFirm(rules, phrases).refine(detector.detect(text), text, here)
}

test.each([
  ['complaint.p > 0.5 && said("batch 7")', 'My order of Batch 7 is broken, I want a refund', true],
  ['complaint.p > 0.5 && said("batch 7")', 'My order of batch 77 is broken, I want a refund', false],
  ['said("recall*")', 'have you r3called it?', true],
  ['said("投诉")', '我要投*诉', true],
  ['like("lot [a-c]\\\\d+")', 'It is from Lot B12', true],
  ['public && channel == "review" && text.contains("CEO")', 'tell the CEO', true],
  ['"regulator" in categories', 'I am going to AFCA about this', true],
  ['categories.exists(c, c == "fire") || harm > 0.9', 'my toaster caught fire', true],
  ['lang == "th" && size(topics) >= 0', 'ร้านเปิดกี่โมงคะ', true],
  ['intent.value in ["question", "lead"] && !("fire" in categories)', 'What are your opening hours?', true],
])('%s of %j: %s', (when, text, expected) => expect(refined(text, [rule(when)]).rules?.length ?? 0).toBe(expected ? 1 : 0))

test('a rule that spoke is named with its version and what it asks for', () => {
  expect(refined('hello', [rule('true', { floor: null, look: true })]).rules).toEqual([
    { id: 'r', version: '3', name: 'r', floor: null, look: true },
  ])
})

test.each([
  ['text.matches("(a+)+$")', /like\("…"\)/],
  ['like("(a)\\\\1")', /back-reference/],
  ['like(text)', /written out/],
  ['said("")', /no words/],
  ['complaint.q > 1.0', /No such key/],
  ['nonsense > 1.0', /nonsense/i],
  ['1 +', /./],
  ['size(topics)', /true or false/],
  ['text + text == "a"', /put together/],
  ['cel.bind(a, text, size(a) > 3)', /not part/],
  ['topics.map(t, t) == topics', /not part/],
  ['topics.exists(a, topics.exists(b, topics.exists(c, topics.exists(d, a == b && c == d))))', /too much/],
  [Array.from({ length: 17 }, (_, i) => `said("w${i}")`).join(' || '), /16 times/],
  ['x'.repeat(2_001), /2001 characters/],
  ['__proto__ == ""', /./],
])('%s is refused with a reason', (when, reason) => expect(problemOf({ when })).toMatch(reason))

test('a broken rule is named and the others go on', () => {
  const firm = compileFirm(
    [rule('text.matches("a")', { id: 'bad', name: 'bad' }), rule('true')],
    [
      { ...smell, phrases: ['\u200b'] },
      { ...smell, id: 's2' },
      { ...smell, id: 'blank', phrases: ['   '] },
    ],
  )
  expect(firm.broken.map(({ id }) => id)).toEqual(['bad', 'smell', 'blank'])
  const finding = firm.refine(detector.detect('it smells sour'), 'it smells sour', here)
  expect([finding.rules?.length, finding.risk_phrases.map(({ id }) => id)]).toEqual([1, ['firm.health.s2']])
})

test('a condition that fails on one message is silent there and speaks elsewhere', () => {
  const condition = compileCondition('topics[0] == "billing"')
  expect(() => condition({ ...detector.detect('hi'), topics: [] }, 'hi', here)).toThrow()
  expect(refined('hi', [rule('topics[0] == "billing"')]).rules).toBeUndefined()
})

test.each([
  ['this cream smells sour', 'smells sour'],
  ['this cream sm3lls sour', 'sm3lls sour'],
  ['面霜有酸味了', '酸味'],
  ['ครีมมีกลิ่นหืนมาก', 'กลิ่นหืน'],
  ['این کرم بوی ترشیده میده', 'بوی ترش'],
])("a firm's own phrase in %j is marked at %j", (text, words) => {
  const [risk] = refined(text, [], [smell]).risk_phrases.filter(({ id }) => id === 'firm.health.smell')
  expect(text.slice(risk!.start, risk!.end)).toContain(words.slice(0, 5))
  expect(risk!.version).toBe('2')
})

test('its own exception silences it', () => expect(refined('smells sour cream', [], [smell]).risk_phrases).toEqual([]))

test('nothing is ever taken away: findings only grow', () => {
  const text = 'my toaster caught fire and smells sour'
  const [before, after] = [detector.detect(text), refined(text, [rule('false'), rule('true', { id: 'e', floor: 'E' })], [smell])]
  expect(after.risk_phrases).toEqual(expect.arrayContaining(before.risk_phrases))
  const { rules: _, risk_phrases: __, reasons: ___, ...rest } = after
  expect(before).toMatchObject(rest)
})
