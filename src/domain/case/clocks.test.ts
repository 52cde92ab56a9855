import { expect, test } from 'vitest'
import { ana, engine, opened } from './case.fixture'
import { SETTLED_KINDS, settles } from './clocks'
import type { CaseEvent, Outcome } from './events'

const delivered = (final: boolean): CaseEvent => ({ kind: 'reply_delivered', noticeId: 'ntc_1', final, ...engine })
const closed = (outcome: Outcome): CaseEvent => ({ kind: 'closed', outcome, remedy: 'none', note: null, ...ana })
const marked = (as: 'not_a_case' | 'abuse' | 'opportunity' | 'complaint'): CaseEvent => ({ kind: 'marked', as, reason: 'read it', ...ana })
const everything = 'alert acknowledge first_response next_response lead_response update progress_update final_response communicate_outcome'

test.each<[string, CaseEvent, string, string]>([
  ['opened', opened, '', ''],
  ['a message came', { kind: 'message_attached', messageId: 'msg_2', because: 'same conversation', ...engine }, '', ''],
  ['acknowledged', { kind: 'acknowledged', note: null, ...ana }, 'alert acknowledge', ''],
  [
    'written, not sent',
    { kind: 'replied', noticeId: 'ntc_1', messageId: 'msg_3', channel: 'email', final: true, public: false, ...ana },
    '',
    '',
  ],
  ['not delivered', { kind: 'reply_failed', noticeId: 'ntc_1', state: 'unknown', reason: 'no answer', ...engine }, '', ''],
  ['delivered', delivered(false), 'alert acknowledge first_response next_response lead_response update progress_update', ''],
  ['the final answer', delivered(true), everything, ''],
  ...(['upheld', 'partly_upheld', 'not_upheld', 'resolved', 'won', 'lost'] as const).map((outcome): [string, CaseEvent, string, string] => [
    outcome,
    closed(outcome),
    'alert acknowledge first_response next_response lead_response final_response communicate_outcome',
    'update progress_update',
  ]),
  ...(['withdrawn', 'out_of_scope', 'duplicate'] as const).map((outcome): [string, CaseEvent, string, string] => [
    outcome,
    closed(outcome),
    '',
    everything,
  ]),
  ['not a case', marked('not_a_case'), '', everything],
  ['abuse', marked('abuse'), '', everything],
  ['a lead', marked('opportunity'), '', everything.replace('lead_response ', '')],
  ['a complaint', marked('complaint'), '', 'lead_response'],
  [
    'escalated',
    { kind: 'escalated', policy: 'high-risk', level: 1, to: 'usr_vera', owner: true, reason: 'not acknowledged', ...engine },
    '',
    '',
  ],
  [
    'told that it went by post',
    { kind: 'happened', name: 'final_sent', happenedAt: 0, reason: null, ...ana },
    'final_response communicate_outcome',
    '',
  ],
  ['noted', { kind: 'noted', text: 'called her', ...ana }, '', ''],
])('%s', (_, event, met, cancelled) => {
  const which = (settled: 'met' | 'cancelled') => SETTLED_KINDS.filter((kind) => settles(event, kind) === settled).join(' ')
  expect({ met: which('met'), cancelled: which('cancelled') }).toEqual({ met, cancelled })
})

test.each(['customer_window', 'implement_outcome', 'toString', '__proto__', ''])('no event settles %j', (kind) => {
  for (const event of [delivered(true), closed('upheld'), closed('withdrawn'), marked('opportunity')])
    expect(settles(event, kind)).toBeNull()
})
