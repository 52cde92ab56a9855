import { appendFileSync } from 'node:fs'
import { TestRunner } from 'vitest'

/** What this machine may lack. `.ci/run` forgives only a missing power cut, strace and PostgreSQL 15. */
export type Missing = 'browser' | 'fonts' | 'postgresql' | 'postgresql 15' | 'kill -9' | 'power cut' | 'strace' | 'root' | 'not root'

/**
 * Ends the running test as skipped and says why: the only way to skip. `bin/check` prints every one of them.
 * Call it inside a test, or in `beforeEach` to skip all tests of a file.
 */
export function skipBecause(missing: Missing, why: string): void {
  const test = TestRunner.getCurrentTest()
  if (!test) throw new Error('skipBecause belongs inside a test or a beforeEach hook')
  const file = process.env.REDRESS_SKIPS
  if (file) appendFileSync(file, `${JSON.stringify({ missing, why, test: test.name })}\n`)
  test.context.skip(`${missing}: ${why}`)
}
