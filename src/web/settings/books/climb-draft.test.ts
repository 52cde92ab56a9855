import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPolicies, readPolicy } from '../../../domain/escalation/policy'
import { writePolicy } from '../../../domain/escalation/write-policy'
import { draftOf, fridayNight, NEW_CLIMB, written } from './climb-draft'

test('a form that nobody touched says the policy that it was made of', () => {
  const read = readPolicies(parse(readFileSync('regimes/escalation.yaml', 'utf8')))
  if (!read.ok) throw new Error(read.problems.join())
  for (const policy of read.policies) {
    const said = { ...written(draftOf(writePolicy(policy))), id: policy.id, version: policy.version }
    expect(readPolicy(JSON.parse(JSON.stringify(said)))).toEqual({ ok: true, policy })
  }
})
test('a new one is a policy once it has a title, and half a minute stays half a minute', () => {
  const draft = { ...NEW_CLIMB, title: ' At night ', levels: [{ key: 0, minutes: 0.5, tell: ['manager'], take_over: true }] }
  const read = readPolicy({ ...written(draft), id: 'night', version: '1' })
  expect(read).toMatchObject({ ok: true, policy: { title: 'At night', repeat: null, levels: [{ afterMs: 30_000, takeOver: true }] } })
})
test.each([
  ['2026-11-22T04:00:00Z', 'Asia/Bangkok', '2026-11-27T23:00'],
  ['2026-11-27T15:00:00Z', 'Asia/Bangkok', '2026-11-27T23:00'],
  ['2026-11-27T18:00:00Z', 'Asia/Bangkok', '2026-12-04T23:00'],
])('seen from %s in %s the next Friday night is %s', (now, zone, night) => expect(fridayNight(Date.parse(now), zone)).toBe(night))
