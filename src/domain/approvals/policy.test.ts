import { expect, test } from 'vitest'
import { NO_APPROVALS, reasonsToWait, streakOf } from './policy'

const policy = { severities: ['A', 'B'] as const, public: true, newcomers: 3, minutes: 30 }

test.each([
  ['grave', { severity: 'A', public: false, streak: 9 }, ['severity']],
  ['mild, in private, by an old hand', { severity: 'D', public: false, streak: 3 }, []],
  ['in public', { severity: 'D', public: true, streak: 3 }, ['public']],
  ['by somebody new', { severity: 'D', public: false, streak: 2 }, ['newcomer']],
  ['all at once', { severity: 'B', public: true, streak: 0 }, ['severity', 'public', 'newcomer']],
  ['by a program, which never learns', { severity: 'D', public: false, streak: null }, []],
  ['by a program, in public', { severity: 'D', public: true, streak: null }, ['public']],
] as const)('an answer that is %s waits for %j', (_, draft, reasons) => {
  expect(reasonsToWait(policy, draft)).toEqual(reasons)
  expect(reasonsToWait(NO_APPROVALS, draft)).toEqual([])
})

test.each([
  [[], 0],
  [['as_written', 'as_written'], 2],
  [['as_written', 'changed', 'as_written'], 1],
  [['returned', 'as_written', 'as_written'], 0],
] as const)('of %j the newest %i went through as they were written', (decisions, streak) => expect(streakOf(decisions)).toBe(streak))
