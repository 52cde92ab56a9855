import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePolicy, readPolicies, readPolicy } from './policy'

const good = {
  id: 'standard',
  version: '1',
  title: 'Standard',
  time: 'business',
  for: [{}],
  levels: [
    { after: 'PT0M', tell: ['owner'] },
    { after: 'PT4H', tell: ['team_lead', 'manager'], take_over: true },
  ],
  stops_on: ['acknowledged'],
}
const problemsOf = (value: unknown) => {
  const read = readPolicy(value)
  return read.ok ? [] : read.problems
}

test('a policy that says everything can be read', () => {
  expect(readPolicy({ ...good, repeat: { times: 2, every: 'PT1H' } })).toEqual({
    ok: true,
    policy: {
      id: 'standard',
      version: '1',
      title: 'Standard',
      time: 'business',
      appliesTo: [{ highRisk: false, severities: [], kinds: [] }],
      levels: [
        { afterMs: 0, tell: ['owner'], takeOver: false },
        { afterMs: 14_400_000, tell: ['team_lead', 'manager'], takeOver: true },
      ],
      repeat: { times: 2, everyMs: 3_600_000 },
      stopsOn: ['acknowledged'],
      startsOn: [{ on: 'opened' }],
      acknowledgements: 1,
      quiet: null,
    },
  })
})

test('a policy may name people, teams, rotas, partners and systems, and say what begins it, how many must answer and when it rests', () => {
  const tell = ['person:Somsri', 'team:returns', 'department:quality', 'rota:night', 'partner:dealer', 'webhook:ops']
  const starts_on = ['breach', 'third_contact', { clock_at: 75 }, { hand_off_unanswered: 'PT2H' }, { reach: 10_000 }, { risk: 'health' }]
  const quiet = { from: '22:00', to: '07:00', severities: ['C', 'D'] }
  const read = readPolicy({ ...good, levels: [{ after: 'PT0M', tell }], starts_on, acknowledgements: 2, quiet })
  expect(read).toMatchObject({
    ok: true,
    policy: {
      levels: [{ tell }],
      startsOn: [
        { on: 'breach' },
        { on: 'third_contact' },
        { on: 'clock_at', percent: 75 },
        { on: 'hand_off_unanswered', afterMs: 7_200_000 },
        { on: 'reach', atLeast: 10_000 },
        { on: 'risk', category: 'health' },
      ],
      acknowledgements: 2,
      quiet,
    },
  })
})

describe('a mistake is named in a sentence that says where', () => {
  test.each<[string, unknown, string]>([
    [
      'a delay nobody knows',
      { ...good, levels: [{ after: 'soon', tell: ['owner'] }] },
      'policy.levels[0].after must be a delay such as PT10M or PT4H, but it is "soon".',
    ],
    ['a delay in days', { ...good, levels: [{ after: '2bd', tell: ['owner'] }] }, 'policy.levels[0].after must be a delay'],
    ['nobody to tell', { ...good, levels: [{ after: 'PT0M', tell: [] }] }, 'policy.levels[0].tell must name at least one of'],
    [
      'somebody we do not know',
      { ...good, levels: [{ after: 'PT0M', tell: ['boss'] }] },
      'may hold expert, owner, team_lead, manager, administrator, anybody or a name such as person:…, team:…',
    ],
    ['a name without one', { ...good, levels: [{ after: 'PT0M', tell: ['rota:'] }] }, 'but it holds "rota:".'],
    ['a trigger nobody knows', { ...good, starts_on: ['monday'] }, 'policy.starts_on[0] is "monday"; it must be one of opened, breach'],
    ['a trigger that says nothing', { ...good, starts_on: [{}] }, 'policy.starts_on[0] must be one of opened, breach'],
    ['a clock at more than all', { ...good, starts_on: [{ clock_at: 100 }] }, 'policy.starts_on[0].clock_at must be 1 to 99'],
    ['rest for a severe crisis', { ...good, quiet: { from: '22:00', to: '07:00', severities: ['A'] } }, 'a severe crisis never waits'],
    ['rest at no time', { ...good, quiet: { from: 'late', to: '07:00' } }, 'policy.quiet must hold times such as 22:00'],
    ['nobody who must answer', { ...good, acknowledgements: 0 }, 'policy.acknowledgements must be 1 to 5'],
    ['no levels', { ...good, levels: [] }, 'policy.levels must hold at least one level.'],
    ['no end', { ...good, stops_on: [] }, 'policy.stops_on must name what ends the climb'],
    ['a misspelt end', { ...good, stops_on: ['acknowleged'] }, 'may hold acknowledged, answered, closed'],
    ['no cases', { ...good, for: [] }, 'policy.for must say for which cases'],
    ['a repeat without a number', { ...good, repeat: { every: 'PT10M' } }, 'policy.repeat.times must be a whole number from 1 to 100'],
    ['a repeat every second', { ...good, repeat: { times: 3, every: 'PT1S' } }, 'policy.repeat.every must be at least a minute.'],
    ['a time that is neither', { ...good, time: 'office' }, 'policy.time must be one of wall, business'],
    ['a field too many', { ...good, level: 1 }, 'policy.level is not a field that we know.'],
  ])('%s', (_, value, sentence) => {
    expect(problemsOf(value).join('\n')).toContain(sentence)
  })
  test('policies that leave some case without one', () => {
    const read = readPolicies({
      format: 'redress-escalation/1',
      policies: [{ ...good, for: [{ high_risk: true }] }, good, { ...good, for: [{ kinds: ['abuse'] }] }],
    })
    expect(read).toMatchObject({ ok: false, problems: ['escalation.policies holds two policies with the same id.'] })
    const narrow = readPolicies({ format: 'redress-escalation/1', policies: [{ ...good, for: [{ severities: ['A', 'B'] }] }] })
    expect(narrow).toMatchObject({ ok: false, problems: [expect.stringContaining('needs one policy that fits every case')] })
  })
  test('whatever is read, the answer is a policy or sentences', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('levels', 'for', 'repeat', 'stops_on', 'time'), (junk, field) => {
        for (const problem of problemsOf({ ...good, [field]: junk })) expect(problem).toMatch(/^policy.+\.$/s)
      }),
    )
  })
})

test('the first policy that fits is chosen, and every alternative of "for" counts', () => {
  const policy = (id: string, appliesTo: object[]) => {
    const read = readPolicy({ ...good, id, for: appliesTo })
    if (!read.ok) throw new Error(read.problems.join())
    return read.policy
  }
  const list = [
    policy('leads', [{ kinds: ['opportunity'] }]),
    policy('urgent', [{ high_risk: true }, { severities: ['A', 'B'], kinds: ['complaint'] }]),
    policy('rest', [{}]),
  ]
  const chosen = (facts: Parameters<typeof choosePolicy>[1]) => choosePolicy(list, facts)?.id
  expect(chosen({ severity: 'E', highRisk: false, kind: 'opportunity' })).toBe('leads')
  expect(chosen({ severity: 'D', highRisk: true, kind: 'abuse' })).toBe('urgent')
  expect(chosen({ severity: 'B', highRisk: false, kind: 'complaint' })).toBe('urgent')
  expect(chosen({ severity: 'B', highRisk: false, kind: 'abuse' })).toBe('rest')
  expect(choosePolicy([], { severity: 'B', highRisk: false, kind: 'abuse' })).toBeUndefined()
})
