import { describe, expect, test } from 'vitest'
import { aCase, ana, engine } from './case.fixture'
import type { Answer } from './commands'
import * as command from './commands'
import { type Case, type CaseKind, OUTCOMES, type Outcome, REMEDIES, type Remedy } from './events'

const told = (answer: Answer) => (answer.done ? answer.events.map(({ kind }) => kind).join('+') : answer.refused)

/** Each row is one wrong thing more than the row below it; the first wrong thing is the one that is named. */
describe('refusals come in this order', () => {
  const bo = { id: 'usr_bo', available: true }
  const people = [bo, { id: 'usr_ana', available: true }, { id: 'usr_cy', available: false }]

  test.each<[string, Case, string]>([
    ['closed', aCase('closed'), 'already_closed'],
    ['acknowledged', aCase('acknowledged'), 'already_acknowledged'],
    ['answered', aCase('answered'), 'already_acknowledged'],
    ['open', aCase(), 'acknowledged'],
  ])('acknowledge: %s → %3$s', (_, it, expected) => expect(told(command.acknowledge(it, ana))).toBe(expected))

  test.each<[string, Case, Omit<Parameters<typeof command.assign>[1], 'by' | 'at' | 'people'>, string]>([
    ['a closed case', aCase('closed'), { owner: 'usr_nobody' }, 'already_closed'],
    ['to a stranger', aCase(), { owner: 'usr_nobody' }, 'owner_unknown'],
    ['to somebody who is away', aCase(), { owner: 'usr_cy' }, 'owner_unknown'],
    ['to its owner', aCase(), { owner: 'usr_bo' }, 'owner_unchanged'],
    ['to nobody, once more', aCase('open', { owner: null }), { owner: null }, 'owner_unchanged'],
    ['to nobody, without a reason', aCase(), { owner: null, reason: ' ' }, 'no_reason'],
    ['to nobody, with a reason', aCase(), { owner: null, reason: 'conflict of interest' }, 'assigned'],
    ['to its owner in another team', aCase(), { owner: 'usr_bo', team: 'sales' }, 'assigned'],
    ['to somebody else', aCase(), { owner: 'usr_ana' }, 'assigned'],
  ])('assign %s → %4$s', (_, it, act, expected) => expect(told(command.assign(it, { ...ana, people, ...act }))).toBe(expected))

  test.each<[string, Case, { reason: string; to: string | null }, string]>([
    ['a closed case', aCase('closed'), { reason: '', to: null }, 'already_closed'],
    ['without a reason', aCase(), { reason: ' \n', to: null }, 'no_reason'],
    ['to nobody', aCase(), { reason: 'too big', to: null }, 'nobody_to_escalate_to'],
    ['to its owner', aCase(), { reason: 'too big', to: 'usr_bo' }, 'owner_unchanged'],
    ['up', aCase(), { reason: 'too big', to: 'usr_vera' }, 'escalated'],
  ])('escalate %s → %4$s', (_, it, act, expected) => expect(told(command.escalate(it, { ...ana, level: 1, ...act }))).toBe(expected))

  const answer = { noticeId: 'ntc_1', messageId: 'msg_9', final: true, public: false, newestMessageId: 'msg_8' }
  test.each<[string, Case, { text: string; channel: string | null; lastSeenMessageId?: string | null }, string]>([
    ['to a closed case', aCase('closed'), { text: '', channel: null, lastSeenMessageId: 'msg_7' }, 'already_closed'],
    ['without words', aCase(), { text: ' ', channel: null, lastSeenMessageId: 'msg_7' }, 'text_empty'],
    ['to nowhere', aCase(), { text: 'Sorry!', channel: null, lastSeenMessageId: 'msg_7' }, 'no_way_to_answer'],
    ['to an older message', aCase(), { text: 'Sorry!', channel: 'email', lastSeenMessageId: 'msg_7' }, 'newer_message'],
    ['having seen nothing', aCase(), { text: 'Sorry!', channel: 'email', lastSeenMessageId: null }, 'newer_message'],
    ['to the newest message', aCase(), { text: 'Sorry!', channel: 'email', lastSeenMessageId: 'msg_8' }, 'replied'],
    ['by an integration', aCase('answered'), { text: 'Sorry!', channel: 'email' }, 'replied'],
  ])('reply %s → %4$s', (_, it, act, expected) => expect(told(command.reply(it, { ...ana, ...answer, ...act }))).toBe(expected))

  test.each<[string, Case, { outcome: Outcome | null; remedy: Remedy | null; unsentReplies?: number }, string]>([
    ['a closed case', aCase('closed'), { outcome: null, remedy: 'refund', unsentReplies: 1 }, 'already_closed'],
    ['with a remedy only', aCase(), { outcome: null, remedy: 'refund', unsentReplies: 1 }, 'remedy_without_outcome'],
    ['with nothing', aCase(), { outcome: null, remedy: null, unsentReplies: 1 }, 'no_outcome'],
    ['with an outcome only', aCase(), { outcome: 'won', remedy: null, unsentReplies: 1 }, 'no_remedy'],
    ['as another kind', aCase(), { outcome: 'won', remedy: 'refund', unsentReplies: 1 }, 'outcome_does_not_fit'],
    ['with too much', aCase(), { outcome: 'withdrawn', remedy: 'refund', unsentReplies: 1 }, 'remedy_does_not_fit'],
    ['over an answer on its way', aCase(), { outcome: 'upheld', remedy: 'refund', unsentReplies: 1 }, 'open_reply_unsent'],
    ['well', aCase(), { outcome: 'upheld', remedy: 'refund' }, 'closed'],
  ])('close %s → %4$s', (_, it, act, expected) => expect(told(command.close(it, { ...ana, unsentReplies: 0, ...act }))).toBe(expected))

  test.each<[string, Case, string, string]>([
    ['an open case', aCase(), '', 'not_closed'],
    ['without a reason', aCase('closed'), '', 'no_reason'],
    ['with one', aCase('closed'), 'it broke again', 'reopened'],
  ])('reopen %s → %4$s', (_, it, reason, expected) => expect(told(command.reopen(it, { ...ana, reason }))).toBe(expected))

  const because = [{ code: 'health', evidence: 'rash' }]
  const same = { severity: 'C', tier: 2, priority: 550 } as const
  test.each<[string, Case, Omit<Parameters<typeof command.regrade>[1], 'at'>, string]>([
    ['a closed case', aCase('closed'), { by: 'engine', ...same, because: [] }, 'already_closed'],
    ['to what it is', aCase(), { by: 'engine', ...same, because: [] }, 'grade_unchanged'],
    ['down by a rule', aCase(), { by: 'engine', ...same, severity: 'D', because: [] }, 'never_lowered_by_rule'],
    [
      'up in severity, down in tier by a rule',
      aCase(),
      { by: 'engine', ...same, severity: 'A', tier: 1, because },
      'never_lowered_by_rule',
    ],
    ['to less urgent by a rule', aCase(), { by: 'engine', ...same, priority: 551, because }, 'never_lowered_by_rule'],
    ['up without a reason', aCase(), { by: 'engine', ...same, severity: 'A', because: [] }, 'no_reason'],
    ['up in tier alone by a rule', aCase(), { by: 'engine', ...same, tier: 3, because }, 'regraded'],
    ['up by a rule', aCase(), { by: 'engine', severity: 'A', tier: 3, priority: 90, because }, 'regraded'],
    ['down by a person', aCase(), { by: 'usr_ana', ...same, severity: 'D', because }, 'regraded'],
  ])('regrade %s → %4$s', (_, it, act, expected) => expect(told(command.regrade(it, { at: ana.at, ...act }))).toBe(expected))

  test.each<[string, Case, CaseKind | 'not_a_case', string, string]>([
    ['a closed case', aCase('closed'), 'complaint', '', 'already_closed'],
    ['as what it is', aCase(), 'complaint', '', 'kind_unchanged'],
    ['without a reason', aCase(), 'abuse', '', 'no_reason'],
    ['as something else', aCase(), 'opportunity', 'wants a demo', 'marked'],
    ['as nothing', aCase(), 'not_a_case', 'a test message', 'marked+closed'],
  ])('mark %s → %5$s', (_, it, as, reason, expected) => expect(told(command.mark(it, { ...ana, as, reason }))).toBe(expected))

  test.each([
    ['', 'text_empty'],
    ['called her', 'noted'],
  ])('note %j → %s, also on a closed case', (text, expected) => {
    for (const it of [aCase(), aCase('closed')]) expect(told(command.note(it, { ...ana, text }))).toBe(expected)
  })
})

test('what is written down is what was said, by whom, and when', () => {
  expect(command.acknowledge(aCase(), { ...ana, note: ' ' })).toEqual({
    done: true,
    events: [{ kind: 'acknowledged', note: null, ...ana }],
  })
  expect(command.assign(aCase(), { ...ana, owner: 'usr_ana', people: [{ id: 'usr_ana', available: true }] })).toEqual({
    done: true,
    events: [{ kind: 'assigned', owner: 'usr_ana', team: 'complaints', reason: 'assigned by hand', ...ana }],
  })
  expect(command.escalate(aCase(), { ...ana, reason: 'too big', to: 'usr_vera', level: 2 })).toEqual({
    done: true,
    events: [{ kind: 'escalated', policy: 'manual', level: 2, to: 'usr_vera', owner: true, reason: 'too big', ...ana }],
  })
  const reply = { noticeId: 'ntc_1', messageId: 'msg_9', channel: 'line', final: true, public: true }
  expect(command.reply(aCase(), { ...ana, ...reply, text: 'Sorry!', newestMessageId: null })).toEqual({
    done: true,
    events: [{ kind: 'replied', ...reply, ...ana }],
  })
  expect(command.close(aCase(), { ...ana, outcome: 'resolved', remedy: 'none', unsentReplies: 0 })).toEqual({
    done: true,
    events: [{ kind: 'closed', outcome: 'resolved', remedy: 'none', note: null, ...ana }],
  })
})

test('the fate of an answer is written down whatever the case has become', () => {
  for (const it of [aCase(), aCase('closed')]) {
    expect(command.deliverReply(it, { ...engine, noticeId: 'ntc_1', final: true })).toEqual({
      done: true,
      events: [{ kind: 'reply_delivered', noticeId: 'ntc_1', final: true, ...engine }],
    })
    expect(command.failReply(it, { ...engine, noticeId: 'ntc_1', state: 'unknown', reason: '' })).toEqual({
      done: true,
      events: [{ kind: 'reply_failed', noticeId: 'ntc_1', state: 'unknown', reason: 'no reason given', ...engine }],
    })
  }
})

test('of two grades the graver counts, part by part', () => {
  const mild = { severity: 'D', tier: 2, priority: 700 } as const
  expect(command.graver(mild, { severity: 'B', tier: 1, priority: 300 })).toEqual({ severity: 'B', tier: 2, priority: 300 })
  expect(command.graver(mild, { severity: 'E', tier: 3, priority: 900 })).toEqual({ severity: 'D', tier: 3, priority: 700 })
})

describe('how a case may end', () => {
  const few = 'none explanation'
  const gestures = 'none explanation apology goodwill service_improved other'
  const any = REMEDIES.join(' ')
  test.each<[CaseKind, Partial<Record<Outcome, string>>]>([
    [
      'complaint',
      { upheld: any, partly_upheld: any, resolved: any, not_upheld: gestures, withdrawn: few, out_of_scope: few, duplicate: few },
    ],
    ['opportunity', { won: few, lost: few, withdrawn: few, out_of_scope: few, duplicate: few }],
    ['abuse', { resolved: any, withdrawn: few, out_of_scope: few, duplicate: few }],
  ])('%s', (kind, expected) => {
    const ends = (outcome: Outcome, remedy: Remedy) =>
      command.close(aCase('open', { kind }), { ...ana, outcome, remedy, unsentReplies: 0 }).done
    for (const outcome of OUTCOMES)
      expect([outcome, REMEDIES.filter((remedy) => ends(outcome, remedy)).join(' ')]).toEqual([outcome, expected[outcome] ?? ''])
  })
})
