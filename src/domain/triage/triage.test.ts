import { describe, expect, test } from 'vitest'
import type { Finding, RiskCategory } from '../finding'
import { nobody } from '../message'
import { RULES } from './rules'
import type { Seen } from './seen'
import { calmQuestion, days, noon, seen, severity } from './seen.fixture'
import { triage } from './triage'

const said = (input: Seen) => {
  const it = triage(input)
  return `${it.disposition} ${it.severity}${it.tier} ${it.urgency}${it.highRisk ? ' high risk' : ''}`
}
const lead = { complaint: { value: 'no', p: 0.03 }, intent: { value: 'lead', p: 0.9 } } satisfies Partial<Finding>
const troll = { complaint: { value: 'no', p: 0.1 }, intent: { value: 'abuse', p: 0.9 } } satisfies Partial<Finding>
const spam = { complaint: { value: 'no', p: 0.02 }, intent: { value: 'spam', p: 0.95 } } satisfies Partial<Finding>
const unsure = { complaint: { value: 'unsure', p: 0.4 } } satisfies Partial<Finding>
const praise = { ...calmQuestion, intent: { value: 'praise', p: 0.9 } } satisfies Partial<Finding>

describe('what a message is', () => {
  test.each<[string, RiskCategory[], Partial<Finding>, string]>([
    ['The lid is scratched.', [], {}, 'complaint D1 normal'],
    ['The parcel never came.', [], severity('C'), 'complaint C2 normal'],
    ['Where is your shop?', [], calmQuestion, 'not_a_case E1 normal'],
    ['Lovely service, thank you', [], praise, 'not_a_case E1 normal'],
    ['Well, that went as usual.', [], unsure, 'review D1 normal'],
    ['Could I see a demo?', [], lead, 'opportunity E2 normal'],
    ['Price?', [], { ...lead, intent: { value: 'lead', p: 0.4 } }, 'review D1 normal'],
    ['You are clowns', [], troll, 'abuse E2 normal'],
    ['Clowns?', [], { ...troll, intent: { value: 'abuse', p: 0.4 } }, 'review D1 normal'],
    ['Win money now', [], spam, 'not_a_case E1 normal'],
    ['You thieves gave me a broken kettle', [], { intent: { value: 'abuse', p: 0.9 } }, 'complaint D1 normal'],
  ])('%s', (text, phrases, found, expected) => expect(said(seen(text, phrases, found))).toBe(expected))
})

describe('floors', () => {
  const evenOdds = { value: 'E', p: { A: 0.5, B: 0, C: 0, D: 0, E: 0.5 } } as const
  /** What detection makes of a word of harm in a calm question: A if it is a complaint, which it hardly is. */
  const crisisByWords = { value: 'A', p: { A: 0.2, B: 0.05, C: 0.05, D: 0.05, E: 0.65 } } as const

  test.each<[string, RiskCategory[], Partial<Finding>, string]>([
    ['My son got a [rash] from it', ['health'], {}, 'complaint A3 immediate high risk'],
    ['Hm, the [brakes failed]', ['safety'], unsure, 'complaint A3 immediate high risk'],
    ['The charger [caught fire]', ['fire'], {}, 'complaint A3 immediate high risk'],
    ['Your guard [hit me]', ['violence'], {}, 'complaint A3 immediate high risk'],
    ['I will [burn your shop down]', ['fire'], troll, 'complaint A3 immediate high risk'],
    ['I [want to die]', ['self_harm'], calmQuestion, 'complaint A3 immediate high risk'],
    ['Can it cause a [rash]?', ['health'], calmQuestion, 'review B3 high'],
    [
      'Can it cause a [rash]? Tell me now!',
      ['health'],
      { ...calmQuestion, urgency: { value: 'high', p: 0.8 } },
      'complaint A3 immediate high risk',
    ],
    ['Can it cause a [rash]?', ['health'], { ...calmQuestion, ...unsure, ...severity('C') }, 'review B3 high'],
    ['And if it [burns]?', ['fire'], { ...calmQuestion, ...unsure, severity: crisisByWords }, 'review B3 high'],
    [
      'It [burnt] and what now?',
      ['fire'],
      { ...calmQuestion, complaint: { value: 'unsure', p: 0.5 }, severity: crisisByWords },
      'complaint A3 immediate high risk',
    ],
    ['I am going to the [ombudsman]', ['regulator'], {}, 'complaint B3 high high risk'],
    ['[12315] see you there', ['regulator'], unsure, 'complaint B3 high high risk'],
    ['Which [ombudsman] is yours?', ['regulator'], calmQuestion, 'review B3 high'],
    ['A [journalist] will hear of it', ['media'], {}, 'complaint B3 high high risk'],
    ['As seen on [TV], buy now', ['media'], spam, 'review B3 high'],
    ['My [lawyer] writes next', ['legal'], {}, 'complaint B3 high'],
    ['Our [lawyer] needs a quote', ['legal'], lead, 'review B3 high'],
    ['You [sold my data], clowns', ['privacy'], troll, 'review B3 high'],
    ['It was a [scam]', ['fraud'], {}, 'complaint B3 high'],
    ['He was [racist]', ['discrimination'], {}, 'complaint B3 high'],
    ['Your manager [took a bribe]', ['misconduct'], {}, 'complaint B3 high'],
    ['I [cannot pay my rent]', ['hardship'], {}, 'complaint B3 high'],
    ['I am [blind] and alone', ['vulnerable'], {}, 'complaint B3 high'],
    ['[No signal] since noon', ['outage'], {}, 'complaint C2 normal'],
    ['Is there [no signal]?', ['outage'], calmQuestion, 'not_a_case C2 normal'],
    ['I will [leave you]', ['churn'], {}, 'complaint D1 normal'],
    ['For the [third time]', ['repeat'], {}, 'complaint C2 normal'],
    ['For the [third time]', ['repeat'], severity('B'), 'complaint B3 high'],
    ['It [burnt]!', ['fire'], { ...calmQuestion, severity: evenOdds }, 'complaint A3 immediate high risk'],
    ['It hurts', [], { topics: [{ value: 'injury', p: 0.7 }] }, 'complaint B3 high'],
    ['It may hurt', [], { topics: [{ value: 'injury', p: 0.3 }] }, 'complaint D1 normal'],
    ['Is it safe?', [], { ...calmQuestion, topics: [{ value: 'safety', p: 0.7 }] }, 'review C2 normal'],
    ['A hair in my soup', [], { topics: [{ value: 'hygiene', p: 0.7 }] }, 'complaint C2 normal'],
    ['I fell behind', [], { topics: [{ value: 'hardship', p: 0.8 }] }, 'complaint C2 normal'],
    ['Who reads my letters', [], { topics: [{ value: 'privacy', p: 0.8 }] }, 'complaint C2 normal'],
  ])('%s %j', (text, phrases, found, expected) => expect(said(seen(text, phrases, found))).toBe(expected))
})

describe('what the severity model says', () => {
  const split = { value: 'C', p: { A: 0.25, B: 0.3, C: 0.4, D: 0.05, E: 0 } } as const
  test.each<[string, Partial<Finding>, string]>([
    ['A is a crisis', severity('A'), 'complaint A3 immediate high risk'],
    ['A or B together are likelier than not', { severity: split }, 'complaint B3 high'],
    ['a doubt that looks severe is a complaint', { ...unsure, severity: split }, 'complaint B3 high'],
    ['what is surely severe cannot be nothing', { ...calmQuestion, ...severity('A') }, 'complaint A3 immediate high risk'],
    ['and comes before a person at B', { ...calmQuestion, ...severity('B') }, 'review B3 high'],
    ['but a hunch does not raise a question', { ...calmQuestion, severity: split }, 'not_a_case E1 normal'],
  ])('%s', (_, found, expected) => expect(said(seen('…', [], found))).toBe(expected))
})

describe('reach', () => {
  const known = (followers: number | null, verified: boolean) => ({ ...nobody, followers, verified })
  test.each<[string, Partial<Seen>, Partial<Finding>, string]>([
    ['many followers', { contact: known(10_000, false), public: true }, {}, 'complaint C2 normal'],
    ['too few', { contact: known(9_999, false), public: true }, {}, 'complaint D1 normal'],
    ['verified', { contact: known(null, true), public: true }, {}, 'complaint C2 normal'],
    ['in private', { contact: known(90_000, true), public: false }, {}, 'complaint D1 normal'],
    ['a serious one becomes a crisis', { contact: known(90_000, true), public: true }, severity('B'), 'complaint A3 immediate high risk'],
    ['praise stays praise', { contact: known(90_000, true), public: true }, praise, 'not_a_case E2 normal'],
    [
      'a serious doubt is no crisis',
      { contact: known(90_000, true), public: true },
      { ...unsure, severity: { value: 'B', p: { A: 0, B: 0.4, C: 0, D: 0, E: 0.6 } } },
      'review B3 high',
    ],
    ['a doubt is looked at sooner', { contact: known(90_000, true), public: true }, unsure, 'review C2 normal'],
  ])('%s', (_, rest, found, expected) => expect(said(seen('…', [], found, rest))).toBe(expected))

  test('with "third time" it takes two steps, and the order of rules with steps cannot matter', () => {
    expect(said(seen('[third time]', ['repeat'], {}, { contact: known(90_000, true), public: true }))).toBe('complaint B3 high')
    expect(RULES.flatMap(({ step }) => step?.upTo ?? [])).toEqual(['A', 'B'])
  })
})

describe('attention within a severity', () => {
  const plain = triage(seen('The lid is scratched.')).priority
  const open = {
    id: 'case_1',
    severity: 'D',
    receivedAt: noon - days(2),
    lastMessageAt: noon - days(1),
    topics: [],
    channel: 'email',
  } as const
  const history = { openCases: [], contactsLast30d: 0, earlierCases: 0 }
  test.each<[string, Seen, string, number]>([
    ['a third contact in a month', seen('…', [], {}, { history: { ...history, contactsLast30d: 3 } }), 'repeat_contact', 2],
    ['an open case', seen('…', [], {}, { history: { ...history, openCases: [{ ...open, topics: [] }] } }), 'open_case', 1],
    [
      'an open case that waits for a week',
      seen('…', [], {}, { history: { ...history, openCases: [{ ...open, topics: [], receivedAt: noon - days(7) }] } }),
      'waiting',
      1,
    ],
    ['three cases before', seen('…', [], {}, { history: { ...history, earlierCases: 3 } }), 'earlier_cases', 1],
    ['support needs', seen('…', [], {}, { supportNeeds: ['interpreter'] }), 'support_needs', 2],
    ['in public', seen('…', [], {}, { public: true }), 'public', 1],
    ['it is urgent', seen('…', [], { urgency: { value: 'high', p: 0.7 } }), 'urgent', 2],
    ['an angry tone', seen('…', [], { sentiment: { value: 'negative', p: 0.9 } }), 'tone', 1],
    ['shouting', seen('THE LID IS SCRATCHED', [], {}), 'shouting', 1],
    ['shouting in Chinese', seen('退钱！！！', [], {}), 'shouting', 1],
    ['a wish to leave', seen('[bye]', ['churn'], {}), 'churn', 1],
  ])('%s', (_, input, code, tier) => {
    const it = triage(input)
    expect(it.priority).toBeLessThan(plain)
    expect(it).toMatchObject({ disposition: 'complaint', severity: 'D', tier })
    expect(it.because.map((because) => because.code)).toContain(code)
  })
})

describe('how far a reason lifts a case among those of its severity', () => {
  const topicOf = (value: string, p = 0.5) => ({ topics: [{ value, p }] })
  test.each<[string, RiskCategory[], Partial<Finding>, string]>([
    ['…', [], {}, 'D 0'],
    ['…', ['self_harm'], {}, 'A 60'],
    ['…', ['health'], {}, 'A 40'],
    ['…', ['safety'], {}, 'A 40'],
    ['…', ['violence'], {}, 'A 40'],
    ['…', ['fire'], {}, 'A 40'],
    ['…', ['health', 'fire'], {}, 'A 80'],
    ['…', ['health', 'fire'], calmQuestion, 'B 20'],
    ['…', ['regulator'], {}, 'B 30'],
    ['…', ['media'], {}, 'B 30'],
    ['…', ['legal'], {}, 'B 25'],
    ['…', ['fraud'], {}, 'B 25'],
    ['…', ['privacy'], {}, 'B 25'],
    ['…', ['discrimination'], {}, 'B 25'],
    ['…', ['misconduct'], {}, 'B 25'],
    ['…', ['hardship'], {}, 'B 30'],
    ['…', ['vulnerable'], {}, 'B 30'],
    ['…', ['repeat'], {}, 'C 25'],
    ['…', ['outage'], {}, 'C 20'],
    ['…', ['churn'], {}, 'D 15'],
    ['…', [], topicOf('injury'), 'B 20'],
    ['…', [], topicOf('injury', 0.49), 'D 0'],
    ['…', [], { ...calmQuestion, ...topicOf('injury') }, 'C 10'],
    ['…', [], topicOf('hygiene'), 'C 10'],
    ['…', [], topicOf('privacy'), 'C 10'],
    ['…', [], topicOf('hardship'), 'C 20'],
    ['…', [], { urgency: { value: 'immediate', p: 0.5 } }, 'D 50'],
    ['…', [], { urgency: { value: 'high', p: 0.5 } }, 'D 30'],
    ['…', [], { sentiment: { value: 'negative', p: 0.6 } }, 'D 8'],
    ['…', [], { sentiment: { value: 'negative', p: 0.59 } }, 'D 0'],
    ['why!!', [], {}, 'D 0'],
    ['why!!!', [], {}, 'D 4'],
    ['ABCDEFGHIJKL', [], {}, 'D 4'],
    ['ABCDEFGHIJK', [], {}, 'D 0'],
    ['ABCDEFGHIJKLMNOP abcd', [], {}, 'D 4'],
    ['ABCDEFGHIJKLMNO abcd', [], {}, 'D 0'],
  ])('%s %j %j → %s', (text, phrases, found, expected) => {
    const { severity, priority } = triage(seen(text, phrases, found))
    expect(`${severity} ${200 * ('ABCDE'.indexOf(severity) + 1) - 1 - priority}`).toBe(expected)
  })

  test('a case that is immediate needs a personal answer', () => {
    expect(triage(seen('…', [], { urgency: { value: 'immediate', p: 0.5 } })).tier).toBe(2)
  })
})

test('an ordinary complaint has ordinary reasons, and no others', () => {
  expect(triage(seen('The lid is scratched.')).because).toEqual([
    { code: 'complaint_yes', evidence: '93 %' },
    { code: 'severity_by_model', evidence: 'D (80 %)' },
  ])
})

test('what is not sure, or none, says so', () => {
  const codes = (found: Partial<Finding>) => triage(seen('…', [], found)).because.map(({ code }) => code)
  expect(codes(unsure)).toEqual(['complaint_unsure', 'severity_by_model'])
  expect(codes(calmQuestion)).toEqual(['complaint_no', 'intent_question'])
  expect(codes({ ...lead, intent: { value: 'lead', p: 0.5 } })).toEqual(['complaint_no', 'intent_lead'])
})

test('every reason can be read, with the words of the customer', () => {
  const it = triage(
    seen('For the [third time]: my [lawyer] will call', ['repeat', 'legal'], {}, { supportNeeds: ['large print', 'interpreter'] }),
  )
  expect(it.because).toEqual([
    { code: 'complaint_yes', evidence: '93 %' },
    { code: 'severity_by_model', evidence: 'D (80 %)' },
    { code: 'legal', evidence: 'lawyer' },
    { code: 'support_needs', evidence: 'large print, interpreter' },
    { code: 'repeat', evidence: 'third time' },
    { code: 'severity_raised', evidence: 'B; the model said D' },
    { code: 'urgency_raised', evidence: 'high; the model said normal' },
  ])
})

test('where the severity of the model does not stand, it says so', () => {
  const asks = {
    ...calmQuestion,
    ...unsure,
    severity: { value: 'A', p: { A: 0.3, B: 0.1, C: 0, D: 0, E: 0.6 } },
  } satisfies Partial<Finding>
  expect(triage(seen('[Flammable]?', ['fire'], asks)).because).toContainEqual({ code: 'severity_held', evidence: 'B; the model said A' })
})

test('a long quotation is cut between signs, and a phrase without words is named', () => {
  const long = triage(seen(`[${'👩‍🚒'.repeat(90)}]`, ['fire'])).because.find(({ code }) => code === 'fire')!.evidence
  expect([...long]).toHaveLength(80)
  expect(long.endsWith('…')).toBe(true)
  expect(triage(seen(`[${'x'.repeat(80)}]`, ['fire'])).because).toContainEqual({ code: 'fire', evidence: 'x'.repeat(80) })
  expect(triage(seen('', ['fire'])).because).toContainEqual({ code: 'fire', evidence: 'fire.1' })
})
