import { describe, expect, it } from 'vitest'
import type { Severity } from '../finding'
import { earnedBy, wouldWait } from './dry-run'
import { type ApprovalPolicy, NO_APPROVALS } from './policy'

const given = (severity: Severity, more: { public?: boolean; learner?: string } = {}) => ({
  severity,
  public: false,
  learner: null,
  ...more,
})
const learning = [given('C', { learner: 'ana' }), given('C', { learner: 'ana' }), given('C', { learner: 'ana' }), given('C')]

describe('which answers would have waited', () => {
  it.each<[string, Partial<ApprovalPolicy>, ReturnType<typeof given>[], Record<string, number>, string[]]>([
    ['none, where nothing is asked', {}, [given('A', { public: true })], {}, []],
    ['those of the severities', { severities: ['A', 'B'] }, [given('A'), given('B'), given('C')], {}, ['0 severity', '1 severity']],
    ['public ones', { public: true }, [given('E', { public: true }), given('E')], {}, ['0 public']],
    ['with every reason that applies', { severities: ['A'], public: true }, [given('A', { public: true })], {}, ['0 severity+public']],
    ['a learner’s first two and nobody else’s', { newcomers: 2 }, learning, {}, ['0 newcomer', '1 newcomer']],
    ['fewer, where some were earned before', { newcomers: 2 }, learning, { 'ana C': 1 }, ['0 newcomer']],
    ['none, where all were earned', { newcomers: 2 }, learning, { 'ana C': 2 }, []],
    [
      'a learner’s first in each severity',
      { newcomers: 1 },
      [given('C', { learner: 'ana' }), given('D', { learner: 'ana' }), given('D', { learner: 'bo' }), given('D', { learner: 'bo' })],
      {},
      ['0 newcomer', '1 newcomer', '2 newcomer'],
    ],
    [
      'one that waits for another reason earns too',
      { newcomers: 1, severities: ['C'] },
      learning.slice(0, 2),
      {},
      ['0 severity+newcomer', '1 severity'],
    ],
  ])('%s', (_, policy, answers, earned, expected) => {
    const held = wouldWait({ ...NO_APPROVALS, ...policy }, answers, new Map(Object.entries(earned)))
    expect(held.map(({ of, reasons }) => `${answers.indexOf(of)} ${reasons.join('+')}`)).toEqual(expected)
  })

  it('names a learner and a severity together', () => expect(earnedBy('ana', 'C')).toBe('ana C'))
})
