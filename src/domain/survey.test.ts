import { describe, expect, it } from 'vitest'
import type { CaseEvent, Outcome } from './case/events'
import { answerIn, asksAfter } from './survey'

const on = { on: true, severe: false }
const plain = { kind: 'complaint', severity: 'C', imported: false } as const

describe('whether a customer is asked how we did', () => {
  it.each([
    ['nobody has switched it on', undefined, plain, 'upheld', false],
    ['it is switched off', { on: false, severe: true }, plain, 'upheld', false],
    ['it is on', on, plain, 'upheld', true],
    ['it was not upheld', on, plain, 'not_upheld', true],
    ['the case was critical', on, { ...plain, severity: 'A' as const }, 'upheld', false],
    ['the case was critical, and these are asked too', { on: true, severe: true }, { ...plain, severity: 'A' as const }, 'upheld', true],
    ['it was a lead', on, { ...plain, kind: 'opportunity' as const }, 'won', false],
    ['it came from a file of old cases', on, { ...plain, imported: true }, 'upheld', false],
    ['it was a duplicate', on, plain, 'duplicate', false],
    ['it was not ours', on, plain, 'out_of_scope', false],
    ['they withdrew it', on, plain, 'withdrawn', false],
  ])('%s', (_, policy, story, outcome, expected) => {
    expect(asksAfter(policy, story, outcome as Outcome)).toBe(expected)
  })
})

describe('the answer that stands', () => {
  const DAY = 86_400_000
  const answered = (at: number, score: number): CaseEvent => ({ kind: 'survey_answered', at, by: 'customer', score, note: null })
  it.each([
    ['none', [], 0, null],
    ['the first', [answered(0, 4)], DAY, { score: 4, note: null, open: true }],
    ['the last of several', [answered(0, 4), answered(DAY, 2)], 2 * DAY, { score: 2, note: null, open: true }],
    ['a week after the first it stands', [answered(0, 4), answered(DAY, 2)], 7 * DAY, { score: 2, note: null, open: true }],
    ['and then no longer changes', [answered(0, 4), answered(6 * DAY, 2)], 7 * DAY + 1, { score: 2, note: null, open: false }],
  ])('%s', (_, events, now, expected) => {
    expect(answerIn(events as CaseEvent[], now)).toEqual(expected)
  })
})
