import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { berlinOffice, inBerlin, nightDesk } from '../../../test/calendars'
import { localText } from '../time/zone'
import { beginsAt, type Climb, climb, climbed, nextStep, plan, startEscalation } from './climb'
import { choosePolicy, isOver, type Policy, readPolicies, underSeverity } from './policy'

const read = readPolicies(parse(readFileSync(new URL('../../../regimes/escalation.yaml', import.meta.url), 'utf8')))
if (!read.ok) throw new Error(read.problems.join('\n'))
const policies = read.policies
const highRisk = policies.find(({ id }) => id === 'high-risk')!
const standard = policies.find(({ id }) => id === 'standard')!
const local = (moment: number | null) => (moment === null ? null : localText('Europe/Berlin', moment).slice(0, 16))
const drawn = (policy: Policy, start: string) =>
  plan(policy, inBerlin(start), berlinOffice).map(
    ({ dueAt, tell, takeOver, again }) =>
      `${local(dueAt)} ${tell.join('+')}${takeOver ? ', becomes owner' : ''}${again ? `, again ${again}` : ''}`,
  )

describe('which policy a case climbs', () => {
  const calm = { severity: 'C', highRisk: false, kind: 'complaint' } as const
  test.each([
    ['a calm complaint', calm, 'standard', 'business'],
    ['a complaint of high risk', { ...calm, highRisk: true }, 'high-risk', 'wall'],
    ['a severe crisis', { ...calm, severity: 'A' }, 'high-risk', 'wall'],
    ['an interested buyer', { ...calm, kind: 'opportunity' }, 'standard', 'business'],
  ] as const)('%s', (_, facts, id, time) => {
    expect(choosePolicy(policies, facts)).toMatchObject({ id, time })
  })
  test('severity A climbs by the wall clock under any policy', () => {
    expect(choosePolicy([standard], { ...calm, severity: 'A' })).toMatchObject({ id: 'standard', time: 'wall' })
    expect(underSeverity(standard, 'B')).toBe(standard)
  })
})

describe('the road ahead', () => {
  test('high risk on a Friday night: an expert at once, up every ten minutes, then three times again', () => {
    expect(drawn(highRisk, '2026-03-06 22:00')).toEqual([
      '2026-03-06 22:00 expert',
      '2026-03-06 22:10 manager, becomes owner',
      '2026-03-06 22:20 administrator',
      '2026-03-06 22:30 administrator, again 1',
      '2026-03-06 22:40 administrator, again 2',
      '2026-03-06 22:50 administrator, again 3',
    ])
  })
  test('an ordinary case on a Friday afternoon climbs in office hours', () => {
    expect(drawn(standard, '2026-03-06 15:00')).toEqual([
      '2026-03-06 15:00 owner',
      '2026-03-09 11:00 team_lead',
      '2026-03-10 12:00 manager',
    ])
  })
  test('over Easter', () => {
    expect(drawn(standard, '2026-04-02 16:00')).toEqual([
      '2026-04-02 16:00 owner',
      '2026-04-07 12:00 team_lead',
      '2026-04-08 14:00 manager',
    ])
  })
  test('the same case in severity A does not wait for Monday', () => {
    expect(drawn(underSeverity(standard, 'A'), '2026-03-06 15:00')).toEqual([
      '2026-03-06 15:00 owner',
      '2026-03-06 19:00 team_lead',
      '2026-03-07 03:00 manager',
    ])
  })
})

test.each([
  ['in opening hours where the policy counts so', standard, '2026-03-05 04:57', '2026-03-05 11:00'],
  ['over a weekend too', standard, '2026-03-06 16:30', '2026-03-09 10:30'],
  ['by the wall clock where the policy counts so', highRisk, '2026-03-05 04:57', '2026-03-05 06:57'],
  ['by the wall clock in severity A', underSeverity(standard, 'A'), '2026-03-05 04:57', '2026-03-05 06:57'],
] as const)('two hours without an answer to a hand-off are counted %s', (_, policy, handedAt, begins) => {
  expect(local(beginsAt(policy, inBerlin(handedAt), 2 * 3_600_000, berlinOffice))).toBe(begins)
})

test('who is told again does not become the owner again', () => {
  const levels = [{ afterMs: 0, tell: ['manager'], takeOver: true }] as const
  const steps = plan({ ...highRisk, levels, repeat: { times: 2, everyMs: 600_000 } }, 0, berlinOffice)
  expect(steps.map(({ level, again, takeOver, dueAt }) => [level, again, takeOver, dueAt])).toEqual([
    [1, 0, true, 0],
    [2, 1, false, 600_000],
    [3, 2, false, 1_200_000],
  ])
})

describe('climbing with high risk from 09:00', () => {
  const at = (level: number, nextAt: string | null): Climb => ({
    startedAt: inBerlin('2026-03-05 09:00'),
    level,
    nextAt: nextAt === null ? null : inBerlin(`2026-03-05 ${nextAt}`),
    told: [],
  })
  test.each<[string, Climb, string[], string | null]>([
    ['09:00', at(0, '09:00'), ['1 expert 09:00'], '09:10'],
    ['09:09', at(1, '09:10'), [], '09:10'],
    ['09:10', at(1, '09:10'), ['2 manager 09:10'], '09:20'],
    ['09:14', at(1, '09:10'), ['2 manager 09:10'], '09:20'],
    ['09:25', at(1, '09:10'), ['2 manager 09:10', '3 administrator 09:20'], '09:30'],
    [
      '23:00',
      at(0, '09:00'),
      [
        '1 expert 09:00',
        '2 manager 09:10',
        '3 administrator 09:20',
        '4 administrator 09:30',
        '5 administrator 09:40',
        '6 administrator 09:50',
      ],
      null,
    ],
    ['23:00', at(6, null), [], null],
  ])('at %s after %o it takes %j and looks again at %s', (now, state, takes, nextAt) => {
    const step = climb(highRisk, state, berlinOffice, inBerlin(`2026-03-05 ${now}`))
    expect(step.take.map(({ level, tell, dueAt }) => `${level} ${tell[0]} ${local(dueAt)!.slice(11)}`)).toEqual(takes)
    expect(step.nextAt).toBe(nextAt && inBerlin(`2026-03-05 ${nextAt}`))
  })

  test('what is stored after a step, and what the console says comes next', () => {
    const start = startEscalation(highRisk, inBerlin('2026-03-05 09:00'), berlinOffice)
    expect(nextStep(highRisk, start)).toMatchObject({ level: 1, tell: ['expert'] })
    const state = climbed(start, climb(highRisk, start, berlinOffice, start.startedAt), ['ana'])
    expect(state).toEqual({ ...start, level: 1, nextAt: inBerlin('2026-03-05 09:10'), told: ['ana'] })
    expect(nextStep(highRisk, state)).toMatchObject({ level: 2, tell: ['manager'], takeOver: true, dueAt: inBerlin('2026-03-05 09:10') })
    expect(nextStep(highRisk, at(6, null))).toBeNull()
  })
  test.each([
    [[], false],
    [['acknowledged'], true],
    [['answered'], true],
    [['closed'], true],
  ] as const)('with the facts %j it is over: %s', (facts, over) => {
    expect(isOver(highRisk, facts)).toBe(over)
  })
})

const looks = fc.array(fc.integer({ min: 1, max: 5 * 3_600_000 }), { minLength: 1, maxLength: 40 })

test('however often and however late anybody looks, the steps and their times are those of the plan', () => {
  fc.assert(
    fc.property(fc.constantFrom(highRisk, standard), fc.constantFrom(berlinOffice, nightDesk), looks, (policy, calendar, naps) => {
      const start = inBerlin('2026-03-26 15:30')
      let state = startEscalation(policy, start, calendar)
      let now = start
      const taken = naps.flatMap((nap) => {
        const step = climb(policy, state, calendar, now)
        for (const { dueAt } of step.take) expect(dueAt).toBeLessThanOrEqual(now)
        if (step.nextAt !== null) expect(step.nextAt).toBeGreaterThan(now)
        state = climbed(state, step, [])
        now += nap
        return step.take
      })
      expect(taken).toEqual(plan(policy, start, calendar).slice(0, taken.length))
      expect(state.level).toBe(taken.length)
    }),
    { numRuns: 100 },
  )
})
