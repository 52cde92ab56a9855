import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ana, monday } from '../domain/case/case.fixture'
import type { CaseEvent } from '../domain/case/events'
import { readPolicies } from '../domain/escalation/policy'
import { Book } from './book'
import type { StoredClock, StoredEscalation } from './needs'
import { MINUTE, storedCase, storedClock, storedEscalation } from './stored.fixture'

const read = readPolicies(parse(readFileSync(new URL('../../regimes/escalation.yaml', import.meta.url), 'utf8')))
if (!read.ok) throw new Error(read.problems.join('\n'))
const { policies } = read

const book = (clocks: StoredClock[] = [], escalations: StoredEscalation[] = [], it = storedCase()) =>
  new Book({ cases: [it], clocks, escalations }, policies)
const at = (minutes: number) => ({ ...ana, at: monday + minutes * MINUTE })
const delivered = (minutes: number, final = true): CaseEvent => ({ kind: 'reply_delivered', noticeId: 'n', final, ...at(minutes) })
const acknowledged = (minutes: number): CaseEvent => ({ kind: 'acknowledged', note: null, ...at(minutes) })

describe('what follows from an event', () => {
  it('the case moves, the event gets the next number, and both are written', () => {
    const open = book()
    open.happen('case_1', acknowledged(1))
    open.happen('case_1', { kind: 'noted', text: 'x', ...at(2) })
    expect(open.case('case_1')).toMatchObject({ state: 'acknowledged', acknowledgedAt: monday + MINUTE, events: 5 })
    expect(open.effects().events.map((e) => [e.seq, e.event.kind])).toEqual([
      [4, 'acknowledged'],
      [5, 'noted'],
    ])
    expect(open.effects().cases).toHaveLength(1)
  })

  it.each<[string, CaseEvent, Partial<StoredClock>, string | null]>([
    ['an answer in time', delivered(10), { state: 'met', metAt: monday + 10 * MINUTE, wakeAt: null }, 'clock_met'],
    ['an answer at the very last moment', delivered(60), { state: 'met', wakeAt: null }, 'clock_met'],
    [
      'an answer a millisecond late',
      { ...delivered(60), at: monday + 60 * MINUTE + 1 },
      { state: 'missed', missedAt: monday + 60 * MINUTE },
      'clock_missed',
    ],
    ['an answer that is not final', delivered(10, false), { state: 'running', metAt: null }, null],
    ['an acknowledgement, for a clock that asks for an answer', acknowledged(10), { state: 'running' }, null],
  ])('%s', (_, event, expected, told) => {
    const open = book([storedClock()])
    open.happen('case_1', event)
    expect(open.clocksOf('case_1')).toMatchObject([expected])
    expect(
      open
        .effects()
        .events.slice(1)
        .map((e) => e.event.kind),
    ).toEqual(told ? [told] : [])
  })

  it('the earliest promise that is still open is what the list is sorted by', () => {
    const [ack, final] = [
      storedClock({ id: 'ack', kind: 'acknowledge', dueAt: monday + 20 * MINUTE }),
      storedClock({ id: 'final', dueAt: monday + 60 * MINUTE }),
    ]
    const open = book([ack, final])
    open.happen('case_1', acknowledged(1))
    expect(open.case('case_1').breachAt).toBe(monday + 60 * MINUTE)
    open.happen('case_1', delivered(2))
    expect(open.case('case_1').breachAt).toBeNull()
  })

  it('a permission is no promise, and one that was broken stays the most urgent until it is made good', () => {
    const open = book()
    open.addClock(storedClock({ id: 'may', obligation: 'may', dueAt: monday + MINUTE }))
    expect(open.case('case_1').breachAt).toBeNull()
    open.addClock(storedClock({ id: 'late', dueAt: monday - MINUTE, state: 'missed' }))
    expect(open.case('case_1').breachAt).toBe(monday - MINUTE)
  })

  it.each<[string, CaseEvent, boolean]>([
    ['an acknowledgement', acknowledged(1), true],
    ['an answer that arrived', delivered(1, false), true],
    ['closing', { kind: 'closed', outcome: 'resolved', remedy: 'none', note: null, ...at(1) }, true],
    [
      'an answer on its way',
      { kind: 'replied', noticeId: 'n', messageId: 'm', channel: 'line', final: true, public: false, ...at(1) },
      false,
    ],
    ['a note', { kind: 'noted', text: 'x', ...at(1) }, false],
    ['another owner', { kind: 'assigned', owner: 'usr_x', team: 'complaints', reason: 'x', ...at(1) }, false],
  ])('%s ends the climb: %s', (_, event, ends) => {
    const open = book([], [storedEscalation()])
    open.happen('case_1', event)
    expect(open.escalationsOf('case_1')).toMatchObject(
      ends
        ? [{ stoppedAt: monday + MINUTE, stoppedBy: 'usr_ana', nextAt: null, nextPerson: null }]
        : [{ stoppedAt: null, nextPerson: 'usr_lead' }],
    )
  })

  it('of two climbs of a case each ends by its own rule, and a new one takes the place of the old', () => {
    const open = book([], [storedEscalation(), storedEscalation({ policy: 'gone', level: 2 })])
    open.happen('case_1', acknowledged(1))
    expect(open.escalationsOf('case_1').map((e) => [e.policy, e.stoppedAt !== null])).toEqual([
      ['gone', false],
      ['standard', true],
    ])
    open.putEscalation(storedEscalation({ level: 0 }))
    expect(open.effects().escalations).toMatchObject([{ policy: 'standard', level: 0, stoppedAt: null }])
  })
})

it('what did not happen is not written', () => {
  const open = book([storedClock()], [storedEscalation()])
  expect(open.effects()).toEqual({
    cases: [],
    events: [],
    clocks: [],
    moves: [],
    escalations: [],
    alerts: [],
    silence: [],
    notices: [],
    audit: [],
  })
  expect(() => open.case('case_2')).toThrow('case case_2 was not read')
})
