import { expect, test } from 'vitest'
import { choicesFor, happeningsOf, questionsOf } from './asked'
import type { CaseBook } from './queries'

const fact = (name: string, choices: string[] = []) => ({ fact: name, asks: `${name}?`, type: 'yes_no' as const, choices })
const book = (regime: string, own: Partial<CaseBook>): CaseBook => ({
  ...{ regime, version: '1', title: regime, applies: true, class: null, chosen_class: null, classes: [], questions: [], milestones: [] },
  tellable: { facts: [], happenings: [], pauses: [] },
  ...own,
})
const asking = (name: string, reference: string) => ({
  ...{ fact: name, asks: `${name}?` },
  asked_by: [{ milestone: 'final', kind: 'final_response', reference }],
})
const disp = book('disp', {
  questions: [asking('complex', 'DISP 1.6.2')],
  tellable: {
    facts: [fact('complex'), fact('rejected')],
    happenings: [{ name: 'final_sent', notice: null, settles: ['final_response'], ahead: false }],
    pauses: [],
  },
})
const house = book('house', {
  questions: [asking('complex', 'House 3')],
  milestones: [{ waiting_for: 'remedy_carried_out', actor: 'firm' }],
  tellable: {
    facts: [fact('firm_role', ['bank'])],
    happenings: [
      { name: 'final_sent', notice: null, settles: ['final_response'], ahead: false },
      { name: 'remedy_carried_out', notice: null, settles: ['implement_outcome'], ahead: false },
    ],
    pauses: [],
  },
})

test('a question that two rule books ask stands once, with both of them; what no clock waits for stands aside', () => {
  const { open, more } = questionsOf({ regimes: [disp, house], answers: [], happenings: [] })
  expect(open.map(({ fact, asking }) => [fact, asking.map(({ book }) => book.regime)])).toEqual([['complex', ['disp', 'house']]])
  expect(more.map(({ fact }) => fact)).toEqual(['rejected', 'firm_role'])
})

test('what was answered is asked no more', () => {
  const answers = [{ fact: 'rejected', asks: '', type: 'yes_no', value: true, at: null, by: null }] as const
  expect(questionsOf({ regimes: [disp], answers: [...answers], happenings: [] }).more).toEqual([])
})

test('what a clock waits for, or what keeps a promise that is still owed, is offered first, and each happening once', () => {
  const offered = (clocks: Parameters<typeof happeningsOf>[1]) => {
    const { awaited, others } = happeningsOf([disp, house], clocks)
    return [awaited, others].map((list) => list.map(({ name }) => name))
  }
  expect(offered([])).toEqual([['remedy_carried_out'], ['final_sent']])
  const final = { kind: 'final_response', state: 'missed', met_at: null } as const
  expect(offered([final])).toEqual([['final_sent', 'remedy_carried_out'], []])
  expect(offered([{ ...final, met_at: '2026-03-01' }])).toEqual([['remedy_carried_out'], ['final_sent']])
})

test('the words that make a difference are those of all rule books', () => {
  expect(choicesFor([disp, house, house], 'firm_role')).toEqual(['bank'])
})
