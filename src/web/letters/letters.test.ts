import { describe, expect, test } from 'vitest'
import type { LetterKind } from '../../domain/letters/letter'
import { LetterDraft } from './letter-draft'
import { type LetterPreview, lacksOf, NO_WORDS, owedKind, wishOf, writtenIn } from './letters'

const clock = (kind: string, due: string | null, more = {}) =>
  ({ kind, due_at: due, met_at: null, state: 'running', obligation: 'must', ...more }) as Parameters<typeof owedKind>[0][number]

describe('the letter that is owed next', () => {
  test.each<[string, Parameters<typeof owedKind>[0], boolean, LetterKind]>([
    ['nothing known', [], false, 'final_response'],
    ['answered', [], true, 'progress'],
    ['the earlier clock', [clock('final_response', '2026-04-01'), clock('acknowledge', '2026-03-03')], false, 'acknowledgement'],
    ['a kept one owes nothing', [clock('acknowledge', '2026-03-03', { met_at: '2026-03-02', state: 'met' })], true, 'progress'],
    [
      'a missed one is owed still',
      [clock('acknowledge', '2026-03-03', { state: 'missed' }), clock('final_response', '2026-04-01')],
      false,
      'acknowledgement',
    ],
    ['a window owes nothing', [clock('external_referral', '2026-03-01', { obligation: 'may' })], false, 'final_response'],
    ['other clocks are not kept by a letter', [clock('alert', '2026-03-01')], true, 'progress'],
    ['one without a date comes last', [clock('external_referral', null), clock('final_response', '2026-04-01')], false, 'final_response'],
  ])('%s', (_, clocks, answered, kind) => expect(owedKind(clocks, answered)).toBe(kind))
})

const asked = (block: string, more = {}) =>
  ({
    block,
    must: true,
    duty: 'must',
    regime: 'r',
    milestone: 'm',
    reference: 'R 1',
    present: false,
    ...more,
  }) as LetterPreview['asked'][number]
const AFCA = { name: 'AFCA', web: null, email: null, phone: null, post: null }

describe('what a letter lacks', () => {
  test('each once with all who ask, duties first, what only may be there not at all', () => {
    const lacks = lacksOf({
      external_body: AFCA,
      asked: [
        asked('reasons', { must: false, duty: 'should' }),
        asked('outcome', { regime: 'letter', reference: '' }),
        asked('outcome'),
        asked('progress', { must: false, duty: 'may' }),
        asked('ext_right', { present: true }),
      ],
    })
    expect(lacks.map(({ block, must, by, field }) => [block, must, by, field])).toEqual([
      ['outcome', true, [{ regime: 'r', reference: 'R 1' }], 'outcome'],
      ['reasons', false, [{ regime: 'r', reference: 'R 1' }], 'reasons'],
    ])
  })
  test.each<[string, boolean, string | null, string | null]>([
    ['delay_expected', true, 'expected', null],
    ['ext_time_waiver', true, 'consents', null],
    ['ext_time_waiver', false, null, 'body'],
    ['ext_right', false, null, 'body'],
    ['ext_deadline', true, null, 'deadline'],
    ['ack_next_steps', true, null, 'date'],
  ])('%s with a body: %s is filled by %s, else unknown is %s', (block, body, field, why) =>
    expect(lacksOf({ external_body: body ? AFCA : null, asked: [asked(block)] })[0]).toMatchObject({ field, why }),
  )
})

describe('the wish', () => {
  const words = {
    ...NO_WORDS,
    decision: 'rejected' as const,
    words: { outcome: 'No.', progress: 'Half way.', reasons: ' ' },
    expected: '2026-04-20',
  }
  test('holds what is written for its kind only', () => {
    expect(wishOf('final_response', words, undefined)).toEqual({ kind: 'final_response', decision: 'rejected', words: { outcome: 'No.' } })
    expect(wishOf('progress', words, undefined)).toEqual({ kind: 'progress', words: { progress: 'Half way.' }, expected: '2026-04-20' })
  })
  test('and what a rule book asks for besides', () => {
    expect(writtenIn('acknowledgement', { asked: [asked('progress')] })).toEqual(['progress'])
    expect(wishOf('acknowledgement', words, { asked: [asked('delay_expected')] })).toEqual({
      kind: 'acknowledgement',
      expected: '2026-04-20',
    })
  })
})

describe('the draft', () => {
  test('holds from the first word on; a change is another intention', () => {
    const draft = new LetterDraft('c')
    const { key } = draft.get()
    draft.edit({ kind: 'progress' })
    expect(draft.holds()).toBe(false)
    draft.edit({ words: { progress: 'Half way.' } })
    expect(draft.holds()).toBe(true)
    expect(draft.get().key).not.toBe(key)
  })
  test('what was sent can be had back under its own id, not over what was begun since', () => {
    const draft = new LetterDraft('c')
    draft.edit({ more: 'First' })
    draft.done('ntc_1')
    expect(draft.holds()).toBe(false)
    expect(draft.back('ntc_2')).toBe(false)
    draft.edit({ more: 'Second' })
    expect(draft.back('ntc_1')).toBe(false)
    draft.edit({ more: '' })
    expect(draft.back('ntc_1')).toBe(true)
    expect(draft.get().words.more).toBe('First')
  })
})
