import { describe, expect, test } from 'vitest'
import type { FiredRule, Intent, RiskCategory } from '../finding'
import { calmQuestion, finding, seen } from './seen.fixture'
import { triage } from './triage'

const rule = (parts: Partial<FiredRule> = {}): FiredRule => ({
  id: 'smell',
  version: '1',
  name: 'Sour smell',
  floor: null,
  look: false,
  ...parts,
})

test.each([
  [rule({ floor: 'A' }), 'complaint', 'A'],
  [rule({ floor: 'B' }), 'review', 'B'],
  [rule({ floor: 'C' }), 'not_a_case', 'C'],
  [rule({ look: true }), 'review', 'E'],
  [rule({ floor: 'B', look: true }), 'review', 'B'],
])('a rule of the firm on a calm question: %j → %s, %s', (own, disposition, severity) => {
  const graded = triage(seen('What time do you open?', [], { ...calmQuestion, rules: [own] }))
  expect(graded).toMatchObject({ disposition, severity })
  expect(graded.because).toContainEqual({ code: 'firm_rule', evidence: 'Sour smell' })
})

test('a rule of the firm never makes a complaint milder', () => {
  const plain = triage(seen('x', [], { severity: { value: 'B', p: { A: 0.1, B: 0.7, C: 0.1, D: 0.05, E: 0.05 } } }))
  const ruled = triage(
    seen('x', [], {
      ...plain,
      severity: { value: 'B', p: { A: 0.1, B: 0.7, C: 0.1, D: 0.05, E: 0.05 } },
      urgency: finding().urgency,
      rules: [rule({ floor: 'E' })],
    }),
  )
  expect(ruled).toMatchObject({ disposition: plain.disposition, severity: plain.severity, priority: plain.priority })
})

const INTENTS: Intent[] = ['question', 'complaint', 'praise', 'lead', 'spam', 'abuse']
const HARMS: RiskCategory[] = ['health', 'safety', 'self_harm', 'violence', 'fire']

describe.each(INTENTS)('whatever the intent (%s)', (value) => {
  test.each(HARMS)('a trigger of %s gets a look', (category) => {
    for (const complaint of ['no', 'unsure', 'yes'] as const)
      for (const tags of [['troll'], ['scam', 'abuse'], ['lead']] as const) {
        const graded = triage(
          seen('the [thing] burns', [category], { complaint: { value: complaint, p: 0.1 }, intent: { value, p: 0.99 }, tags: [...tags] }),
        )
        expect(['complaint', 'review']).toContain(graded.disposition)
      }
  })
})

test.each([
  ['scam', 'neutral', 'review'],
  ['named_employee', 'negative', 'review'],
  ['named_employee', 'positive', 'not_a_case'],
  ['conduct', 'negative', 'review'],
  ['troll', 'negative', 'not_a_case'],
] as const)('the tag %s in a %s message that is no complaint → %s', (tag, tone, disposition) => {
  expect(triage(seen('x', [], { ...calmQuestion, sentiment: { value: tone, p: 0.9 }, tags: [tag] })).disposition).toBe(disposition)
})
