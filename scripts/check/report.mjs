import { existsSync, readFileSync } from 'node:fs'

/** What a machine may lack without making CI red: no file system can be mounted, system calls cannot be watched, no second PostgreSQL is installed. */
const FORGIVEN = ['power cut', 'strace', 'postgresql 15', 'root', 'not root']

/** Parts that prove nothing when they are empty. */
const MUST_RUN = ['unit', 'store', 'journeys', 'faults', 'browser']

const rows = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []

export function printTimes(times) {
  console.log('\nWall time')
  for (const { part, seconds } of times) console.log(`  ${part.padEnd(16)} ${seconds.toFixed(1).padStart(7)} s`)
}

export function printFigures(file) {
  const found = rows(file)
  if (found.length > 0) console.log('\nFigures')
  for (const { what, figures } of found) {
    const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
    console.log(`  ${what}: ${words.join(' · ')}`)
  }
}

/** Prints every skip with its reason and count, and returns what is wrong with them. */
export function printSkips(file, results, isStrict) {
  const known = [...rows(file), ...results.flatMap(({ skips = [] }) => skips)]
  const byReason = groupBy(known, reasonOf)
  if (known.length > 0) console.log('\nSkipped')
  for (const [reason, skips] of byReason) console.log(`  ${skips.length} × ${reason}`)
  const unexplained = sum(results, 'skipped') - known.length
  return [
    ...(unexplained > 0 ? [`${unexplained} tests were skipped without a reason: skip with skipBecause of test/support/skip.ts`] : []),
    ...(isStrict ? strictly(known, results) : []),
  ]
}

function strictly(known, results) {
  const unforgiven = known.filter(({ missing }) => !FORGIVEN.includes(missing))
  const empty = MUST_RUN.filter((part) => !results.some((result) => result.part === part && result.passed > 0))
  return [...new Set(unforgiven.map(({ missing }) => `CI may not skip: ${missing}`)), ...empty.map((part) => `no test of ${part} passed`)]
}

/** Names every test that failed once and passed at its second try: it is counted as passed, and somebody should look. */
export function printSecondTries(results) {
  const again = results.flatMap(({ again: tests = [] }) => tests)
  if (again.length > 0) console.log('\nPassed at the second try')
  for (const { test, why } of again) console.log(`  ${test}: ${why}`)
}

/** The last line, for people and for machines; returns the exit code. */
export function closingLine(results, complaints) {
  for (const complaint of complaints) console.log(`\n✗ ${complaint}`)
  const failed = sum(results, 'failed') + complaints.length
  console.log(`\n${sum(results, 'passed')} passed, ${failed} failed, ${sum(results, 'skipped')} skipped`)
  return failed === 0 ? 0 : 1
}

const reasonOf = ({ missing, why }) => `${missing}: ${why}`
const sum = (results, name) => results.reduce((total, result) => total + result[name], 0)

function groupBy(items, keyOf) {
  const groups = new Map()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
