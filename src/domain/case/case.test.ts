import { describe, expect, test } from 'vitest'
import { apply, project } from './case'
import { aCase, ana, engine, monday, opened } from './case.fixture'
import type { Case, CaseEvent } from './events'

const acknowledged: CaseEvent = { kind: 'acknowledged', note: null, ...ana }
const replied: CaseEvent = { kind: 'replied', noticeId: 'ntc_1', messageId: 'msg_2', channel: 'email', final: false, public: false, ...ana }
const delivered: CaseEvent = { kind: 'reply_delivered', noticeId: 'ntc_1', final: false, ...engine, at: monday + 5 }
const failed: CaseEvent = { kind: 'reply_failed', noticeId: 'ntc_1', state: 'unknown', reason: 'no answer', ...engine }
const closed: CaseEvent = { kind: 'closed', outcome: 'upheld', remedy: 'refund', note: null, ...ana, at: monday + 9 }
const reopened: CaseEvent = { kind: 'reopened', reason: 'it broke again', messageId: 'msg_3', ...engine }
const assigned: CaseEvent = { kind: 'assigned', owner: 'usr_ana', team: 'sales', reason: 'Tier 2 · Thai', ...engine }
const escalated: CaseEvent = {
  kind: 'escalated',
  policy: 'high-risk',
  level: 2,
  to: 'usr_vera',
  owner: true,
  reason: 'not acknowledged',
  ...engine,
}
const told: CaseEvent = { ...escalated, owner: false }
const regraded: CaseEvent = { kind: 'regraded', severity: 'A', tier: 3, priority: 90, because: [], ...engine }
const mark = (as: 'not_a_case' | 'abuse' | 'opportunity' | 'complaint'): CaseEvent => ({ kind: 'marked', as, reason: 'read it', ...ana })

describe('the story so far', () => {
  test.each<[string, CaseEvent[], Partial<Case>]>([
    [
      'opened',
      [],
      { id: 'case_9', state: 'open', kind: 'complaint', team: 'complaints', owner: null, openedAt: monday, receivedAt: monday - 60_000 },
    ],
    ['acknowledged', [acknowledged], { state: 'acknowledged', acknowledgedAt: monday }],
    ['twice: the first counts', [acknowledged, { ...acknowledged, at: monday + 7 }], { state: 'acknowledged', acknowledgedAt: monday }],
    ['an answer was written', [replied], { state: 'open', answeredAt: null }],
    ['it failed', [replied, failed], { state: 'open', answeredAt: null }],
    ['it arrived', [replied, delivered], { state: 'answered', answeredAt: monday + 5, acknowledgedAt: monday + 5 }],
    ['acknowledged after the answer', [delivered, acknowledged], { state: 'answered', acknowledgedAt: monday + 5 }],
    ['closed', [delivered, closed], { state: 'closed', closedAt: monday + 9, outcome: 'upheld', remedy: 'refund', answeredAt: monday + 5 }],
    ['delivered after closing', [closed, delivered], { state: 'closed', answeredAt: monday + 5 }],
    [
      'reopened: everything is owed again, by the same owner',
      [assigned, delivered, closed, reopened],
      { state: 'open', reopened: 1, owner: 'usr_ana', acknowledgedAt: null, answeredAt: null, closedAt: null, outcome: null, remedy: null },
    ],
    ['closed again', [closed, reopened, closed], { state: 'closed', reopened: 1 }],
    ['assigned', [assigned], { owner: 'usr_ana', team: 'sales', routingReason: 'Tier 2 · Thai' }],
    ['escalated to an owner', [assigned, escalated], { owner: 'usr_vera', team: 'sales', routingReason: 'not acknowledged' }],
    ['somebody was told', [assigned, told], { owner: 'usr_ana', routingReason: 'Tier 2 · Thai' }],
    ['regraded', [regraded], { severity: 'A', tier: 3, priority: 90, state: 'open' }],
    ['regraded after closing', [closed, regraded], { severity: 'A', state: 'closed' }],
    ['a lead after all', [mark('opportunity')], { kind: 'opportunity', state: 'open' }],
    ['not a case: what follows is its closing', [mark('not_a_case'), closed], { kind: 'complaint', state: 'closed' }],
    ['noted', [{ kind: 'noted', text: 'called her', ...ana }], { state: 'open' }],
  ])('%s', (_, events, expected) => expect(project([opened, ...events], 'case_9')).toMatchObject(expected))
})

test('what cannot have happened is a bug and throws', () => {
  expect(() => project([])).toThrow('begins with being opened')
  expect(() => apply(null, acknowledged)).toThrow('never opened')
  expect(() => apply(aCase(), opened)).toThrow('opened before')
  expect(() => apply(aCase(), reopened)).toThrow('not closed')
  for (const event of [closed, acknowledged, replied]) expect(() => apply(aCase('closed'), event)).toThrow('is closed')
})

test('a step leaves the case before it as it was', () => {
  const before = Object.freeze(aCase())
  expect(apply(before, closed)).not.toBe(before)
  expect(before.state).toBe('open')
})
