import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Finding, type RiskCategory, SEVERITIES, type Severity } from '../finding'
import { nobody } from '../message'
import { RULES } from './rules'
import type { Seen } from './seen'
import { days, finding, noon } from './seen.fixture'
import { type Triage, triage } from './triage'

const always = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 600 })

const CATEGORIES: RiskCategory[] = [
  'health',
  'safety',
  'self_harm',
  'violence',
  'fire',
  'regulator',
  'legal',
  'media',
  'fraud',
  'privacy',
  'discrimination',
  'misconduct',
  'hardship',
  'vulnerable',
  'outage',
  'repeat',
  'churn',
]
const p = fc.double({ min: 0, max: 1, noNaN: true })
const category = fc.constantFrom(...CATEGORIES)
const phraseOf = (of: RiskCategory) => ({ id: of, version: '1', category: of, start: 0, end: 3 })
const shares = fc.tuple(p, p, p, p, p).map((five) => {
  const sum = five.reduce((a, b) => a + b, 1e-9)
  return Object.fromEntries(SEVERITIES.map((letter, place) => [letter, five[place]! / sum])) as Record<Severity, number>
})
const severities = shares.map((of) => ({ value: SEVERITIES.reduce((a, b) => (of[b] > of[a] ? b : a)), p: of }))
const findings: fc.Arbitrary<Finding> = fc
  .record({
    complaint: fc.record({ value: fc.constantFrom('yes' as const, 'no' as const, 'unsure' as const), p }),
    severity: severities,
    urgency: fc.record({ value: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'immediate' as const), p }),
    sentiment: fc.record({ value: fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const), p }),
    topics: fc.array(fc.record({ value: fc.constantFrom('delivery', 'privacy', 'injury', 'hardship'), p }), { maxLength: 3 }),
    intent: fc.record({
      value: fc.constantFrom(
        'question' as const,
        'complaint' as const,
        'praise' as const,
        'lead' as const,
        'spam' as const,
        'abuse' as const,
      ),
      p,
    }),
    risk_phrases: fc.array(category.map(phraseOf), { maxLength: 4 }),
  })
  .map((parts) => finding(parts))
const openCase = fc
  .integer({ min: 0, max: 40 })
  .map((age) => ({ id: 'c', severity: 'D' as const, receivedAt: noon - days(age), lastMessageAt: noon, topics: [], channel: 'email' }))
const anySeen: fc.Arbitrary<Seen> = fc.record({
  finding: findings,
  text: fc.constantFrom('abc', 'ABCDEFGHIJKLMNOP', 'why!!!', ''),
  public: fc.boolean(),
  contact: fc.record({ followers: fc.option(fc.nat(50_000)), verified: fc.boolean() }).map((parts) => ({ ...nobody, ...parts })),
  history: fc.record({ openCases: fc.array(openCase, { maxLength: 3 }), contactsLast30d: fc.nat(6), earlierCases: fc.nat(6) }),
  supportNeeds: fc.array(fc.constant('interpreter'), { maxLength: 2 }),
  now: fc.constant(noon),
})

const rank = (letter: Severity) => SEVERITIES.indexOf(letter)
const URGENCIES = ['low', 'normal', 'high', 'immediate']
/** How near a disposition brings a message to a person who works on complaints. */
const SEEN_BY = { not_a_case: 0, abuse: 0, opportunity: 0, review: 1, complaint: 2 }

function neverLower(before: Triage, after: Triage) {
  expect(rank(after.severity)).toBeLessThanOrEqual(rank(before.severity))
  expect(after.priority).toBeLessThanOrEqual(before.priority)
  expect(after.tier).toBeGreaterThanOrEqual(before.tier)
  expect(URGENCIES.indexOf(after.urgency)).toBeGreaterThanOrEqual(URGENCIES.indexOf(before.urgency))
  expect(SEEN_BY[after.disposition]).toBeGreaterThanOrEqual(SEEN_BY[before.disposition])
  if (before.highRisk) expect(after.highRisk).toBe(true)
}

const with_ = (it: Seen, parts: Partial<Finding>): Seen => ({ ...it, finding: { ...it.finding, ...parts } })

test('one more risk phrase never lowers anything', () => {
  always(
    fc.property(anySeen, category, (it, of) =>
      neverLower(triage(it), triage(with_(it, { risk_phrases: [...it.finding.risk_phrases, phraseOf(of)] }))),
    ),
  )
})

test('an angrier tone never lowers anything, and changes neither severity nor urgency nor who sees it', () => {
  always(
    fc.property(anySeen, p, (it, certainty) => {
      const before = triage({ ...with_(it, { sentiment: { value: 'neutral', p: 0.6 } }), text: 'why' })
      const after = triage({ ...with_(it, { sentiment: { value: 'negative', p: certainty } }), text: 'WHYYYYYYYYYYYYYYYY!!!' })
      neverLower(before, after)
      const { priority: _, because: __, ...rest } = before
      expect(after).toMatchObject(rest)
    }),
  )
})

test('needing support, writing often, in public or with many readers never lowers anything', () => {
  const more = fc.constantFrom<(it: Seen) => Seen>(
    (it) => ({ ...it, supportNeeds: [...it.supportNeeds, 'bereaved'] }),
    (it) => ({ ...it, public: true }),
    (it) => ({ ...it, contact: { ...it.contact, followers: 60_000 } }),
    (it) => ({ ...it, contact: { ...it.contact, verified: true } }),
    (it) => ({ ...it, history: { ...it.history, contactsLast30d: it.history.contactsLast30d + 2 } }),
    (it) => ({ ...it, history: { ...it.history, earlierCases: it.history.earlierCases + 2 } }),
    (it) => with_(it, { urgency: { value: 'immediate', p: 0.9 } }),
    (it) => with_(it, { topics: [...it.finding.topics, { value: 'injury', p: 0.9 }] }),
  )
  always(fc.property(anySeen, more, (it, raise) => neverLower(triage(it), triage(raise(it)))))
})

test('a severity A and a high risk are always a complaint, a grave floor always comes before a person, priorities keep their severity', () => {
  always(
    fc.property(anySeen, (it) => {
      const found = triage(it)
      if (found.severity === 'A' || found.highRisk) expect(found.disposition).toBe('complaint')
      if (found.severity === 'A') expect(found).toMatchObject({ highRisk: true, urgency: 'immediate', tier: 3 })
      if (found.severity === 'B') expect(SEEN_BY[found.disposition]).toBeGreaterThan(0)
      expect(Math.floor(found.priority / 200)).toBe(rank(found.severity))
      expect(Number.isInteger(found.priority)).toBe(true)
    }),
  )
})

test('what can be raised was raised by something that is named', () => {
  always(
    fc.property(anySeen, (it) => {
      const found = triage(it)
      const codes = found.because.map(({ code }) => code)
      for (const { code, when } of RULES) if (when(it) !== null) expect(codes).toContain(code)
      if (rank(found.severity) < rank(it.finding.severity.value)) expect(codes).toContain('severity_raised')
      expect(codes.includes('high_risk')).toBe(found.highRisk)
    }),
  )
})

test('rules have ids of their own, and each of them raises something', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  for (const { floor, step, points, tier, look } of RULES) expect(floor ?? step ?? points ?? tier ?? look).toBeTruthy()
})
