import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Policy, readPolicies, readPolicy, TARGETS } from './policy'
import { writePolicy } from './write-policy'

const again = (policy: Policy) => readPolicy(JSON.parse(JSON.stringify(writePolicy(policy))))

test('the policies that ship are read again to the very same', () => {
  const read = readPolicies(parse(readFileSync('regimes/escalation.yaml', 'utf8')))
  if (!read.ok) throw new Error(read.problems.join())
  for (const policy of read.policies) expect(again(policy)).toEqual({ ok: true, policy })
})

const delay = fc.integer({ min: 0, max: 5_000 }).map((seconds) => seconds * 1000)
const level = fc.record({
  afterMs: delay,
  tell: fc.uniqueArray(fc.constantFrom(...TARGETS, 'person:usr_1' as const, 'rota:night' as const), { minLength: 1 }),
  takeOver: fc.boolean(),
})
const policies: fc.Arbitrary<Policy> = fc.record({
  id: fc.constant('own'),
  version: fc.constant('3'),
  title: fc.constant('A title'),
  time: fc.constantFrom('wall', 'business'),
  appliesTo: fc.array(
    fc.record({
      highRisk: fc.boolean(),
      severities: fc.subarray(['A', 'B', 'C', 'D', 'E'] as const),
      kinds: fc.subarray(['complaint', 'opportunity', 'abuse'] as const),
    }),
    { minLength: 1 },
  ),
  levels: fc.array(level, { minLength: 1, maxLength: 4 }),
  repeat: fc.option(
    fc.record({ times: fc.integer({ min: 1, max: 100 }), everyMs: fc.integer({ min: 60, max: 900 }).map((s) => s * 1000) }),
  ),
  stopsOn: fc.subarray(['acknowledged', 'answered', 'closed'] as const, { minLength: 1 }),
  startsOn: fc.array(
    fc.oneof(
      fc.constantFrom({ on: 'opened' } as const, { on: 'breach' } as const, { on: 'risk', category: 'health' } as const),
      fc.integer({ min: 1, max: 99 }).map((percent) => ({ on: 'clock_at', percent }) as const),
      delay.map((afterMs) => ({ on: 'hand_off_unanswered', afterMs }) as const),
      fc.integer({ min: 1, max: 1e6 }).map((atLeast) => ({ on: 'reach', atLeast }) as const),
    ),
    { minLength: 1 },
  ),
  acknowledgements: fc.integer({ min: 1, max: 5 }),
  quiet: fc.option(fc.constant({ from: '22:00', to: '07:00', severities: ['C', 'D'] as const })),
})
test('whatever a policy says, it is read again to the very same', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      expect(again(policy)).toEqual({ ok: true, policy })
    }),
  )
})

test.each([
  [['webhook:pager'], false],
  [['partner:agency', 'webhook:pager'], false],
  [['webhook:pager', 'manager'], true],
  [['rota:night'], true],
])('a last level that tells %j ends with a person: %s', (tell, ok) => {
  const policy = { id: 'p', version: '1', title: 'P', time: 'wall', for: [{}], stops_on: ['closed'] }
  const read = readPolicy({
    ...policy,
    levels: [
      { after: 'PT0M', tell: ['owner'] },
      { after: 'PT5M', tell },
    ],
  })
  expect(read.ok).toBe(ok)
  if (!read.ok) expect(read.problems[0]).toContain('policy.levels[1].tell reaches no person')
})
