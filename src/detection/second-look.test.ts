import { expect, test } from 'vitest'
import { gatesOf, harmProbability } from './harm'
import { FIRST_LANES, LANE } from './heads'
import type { RiskHit } from './risk/scan'
import { lookAgain, type SecondLook, saltOf, secondLookFrom } from './second-look'
import { SURE_OF_HARM } from './severity'
import { normalise } from './text/normalise'
import type { Held } from './train/calibrate'
import type { Example } from './train/example'
import { kindPairs } from './train/kinds'
import { teachSecondLook } from './train/second-look'

const HURT = [
  'burned my tongue on your kettle',
  'your kettle scalded my son',
  'the kettle burned her hand badly',
  'my son was scalded by the kettle',
]
const CALM = ['your kettle burned the toast', 'the toast was burned again', 'my son loves your toast', 'her kettle is late, badly packed']
const message = (text: string, severity: 'A' | 'D', i: number): Example => ({
  text: `${text} ${i % 3}`,
  lang: 'en',
  labels: { complaint: 1, severity },
  weight: 1,
  source: 'messages',
  group: `en-${severity}-${i}`,
})
const examples = [...Array(60).keys()].flatMap((i) => [message(HURT[i % 4]!, 'A', i), message(CALM[i % 4]!, 'D', i)])
const logits = (lane: number) => new Float64Array(FIRST_LANES).fill(lane, LANE.harm, LANE.harm + 1)
const held = examples.slice(0, 60).map((example): Held => ({ example, logits: logits(0) }))
const harm = { other: { scale: 1, shift: 0, phrase: 1 }, en: { scale: 1, shift: 0, phrase: 1 } }
const pairs = kindPairs([{ lang: 'en', kinds: { child: ['son', 'daughter'], body: ['tongue', 'hand', 'wrist'] } }])
const { bytes, card } = teachSecondLook(examples, held, harm, () => false, pairs)
const look = secondLookFrom(card, bytes)
const model = { card: { harm } } as unknown as Parameters<typeof harmProbability>[0]
const hit = (rule: string, disguised = false) => ({ rule, category: 'health', floor: null, disguised }) as unknown as RiskHit
const asked = (text: string, lane: number, hits: RiskHit[] = [], complaint = true, lang = 'en', by = look) =>
  harmProbability(model, by, { folded: normalise(text), lang, logits: logits(lane), hits, complaint })
const LEAST = gatesOf('en').words
const whole = (by: SecondLook, text: string) => lookAgain(by, normalise(text), 'en', () => true).all!

test('the second look tells apart what the same words say', () => {
  expect(asked('your kettle burned my tongue', 0)).toBeGreaterThan(0.6)
  expect(asked('your kettle burned the toast', 0)).toBeLessThan(0.4)
})

test('its words are asked only where the first look leaves it open, in languages that it has learned', () => {
  const quiet = Math.log(LEAST / (1 - LEAST)) - 0.01
  expect(asked('your kettle burned my tongue', quiet)).toBeCloseTo(LEAST, 2)
  expect(asked('your kettle burned my tongue', quiet + 0.02)).not.toBeCloseTo(LEAST, 1)
  expect(asked('your kettle burned my tongue', 1, [], true, 'de')).toBeCloseTo(0.73, 2)
  expect(saltOf('en')).not.toBe(saltOf('fa'))
})

test('a message with a phrase of harm is read to the end, however little the first look and the words make of it', () => {
  const deaf = { ...card.by.en!, words: { ...card.by.en!.words, shift: -100 } }
  const read = (hits: RiskHit[]) =>
    asked('your kettle burned my tongue', -5, hits, true, 'en', { ...look, card: { ...card, by: { en: deaf } } })
  expect(read([])).toBeLessThan(LEAST)
  expect(read([hit('one')])).toBe(asked('your kettle burned my tongue', -5, [hit('one')]))
})

test('the rest of it is asked only where its words leave it open', () => {
  const en = card.by.en!
  const deaf = { ...en, words: { ...en.words, shift: -100 } }
  const sure = { ...en, words: { ...en.words, shift: 100 } }
  const under = (own: typeof en) =>
    asked('your kettle burned my tongue', 0, [], true, 'en', { ...look, card: { ...card, by: { en: own } } })
  expect(under(deaf)).toBeLessThan(LEAST / 2)
  expect(under(sure)).toBe(under(en))
  expect(under({ ...sure, shift: en.shift - 100 })).toBeLessThan(LEAST / 2)
})

test.each([-3, -1, 0, 1, 4])('with the first look at %d it never takes back what a phrase demands', (lane) => {
  for (const text of [...HURT, ...CALM, '', '🔥', 'a'.repeat(100_000)]) {
    expect(asked(text, lane, [hit('one', true)], false)).toBeGreaterThanOrEqual(SURE_OF_HARM)
    expect(asked(text, lane, [hit('one'), hit('two')])).toBeGreaterThanOrEqual(SURE_OF_HARM)
  }
})

test('a word that no message holds is heard by its kind, and not in another language', () => {
  const heard = (kinds: typeof look.kinds) => whole({ ...look, kinds }, 'your kettle scalded my daughter, her wrist too')
  expect(heard(look.kinds)).toBeGreaterThan(heard(new Map()) + 0.01)
  expect(look.kinds.size).toBe(5)
  expect(kindPairs([{ lang: 'fa', kinds: { child: ['son'] } }])[0]).not.toBe(pairs[0])
})

test('what is said ten times is heard once', () => {
  const once = 'the kettle burned her hand '
  expect(Math.abs(whole(look, once.repeat(10)) - whole(look, once.repeat(20)))).toBeLessThan(0.01)
})

test('the same messages give the same bytes, and a file that is not the card’s is refused', () => {
  expect(teachSecondLook(examples, held, harm, () => false, pairs).card).toEqual(card)
  expect(() => secondLookFrom(card, bytes.slice(2))).toThrow('harm.bin is not the file that card.json describes')
  const old = { ...card, by: { en: { ...card.by.en!, words: undefined } } } as unknown as typeof card
  expect(() => secondLookFrom(old, bytes)).toThrow('older')
  expect(() =>
    secondLookFrom(
      card,
      bytes.map((byte) => byte ^ 1),
    ),
  ).toThrow('harm.bin')
})
