// What CI runs is what you run: `bin/check`, or `bin/check --full` for the stated counts.
import { mkdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { prepare } from '../prepare.mjs'
import { checkPackageLock } from './package-lock.mjs'
import { closingLine, printFigures, printSecondTries, printSkips, printTimes } from './report.mjs'
import { command, timed } from './run.mjs'
import { prepareSystem } from './system.mjs'
import { vitest } from './vitest.mjs'

const HELP = `bin/check [--full] [--strict] [PART…]

Everything that must be right before a change lands: lint, types, dead code, package list, and the tests
(unit, store, store-15, journeys, faults, browser). Name parts to run only those: lint types dead-code package-list unit …

  --full     run the fault tests with their stated counts (far longer)
  --strict   also fail when the browser, its fonts, PostgreSQL or the kill -9 tests were skipped; CI does this
`

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('-'))
const isWanted = (part) => wanted.length === 0 || wanted.includes(part)

const scratch = path.join(os.tmpdir(), `redress-check-${process.pid}`)
const env = {
  ...process.env,
  REDRESS_SKIPS: path.join(scratch, 'skips.ndjson'),
  REDRESS_FIGURES: path.join(scratch, 'figures.ndjson'),
  ...(args.includes('--full') ? { REDRESS_FULL: '1' } : {}),
}

/** They use one core each and say nothing when all is well, so they share the time. */
const STATIC = {
  lint: () => command('lint', ['@biomejs/biome', 'biome'], ['check', '.']),
  types: () => command('types', ['typescript', 'tsc'], ['--noEmit']),
  'dead-code': () => command('dead-code', ['knip', 'knip'], []),
  'package-list': checkPackageLock,
}

/** Faults wait more than they work, so they run beside what works. */
const BESIDE = 'faults'
const TESTS = {
  unit: () => vitest('unit', scratch, env),
  store: () => vitest('store', scratch, env),
  'store-15': () => vitest('store-15', scratch, { ...env, REDRESS_TEST_PG: '15' }, { project: 'store' }),
  journeys: () => vitest('journeys', scratch, env),
  [BESIDE]: () => vitest('faults', scratch, env, { beside: wanted.length !== 1 }),
  browser: () => vitest('browser', scratch, env),
}

function refuseUnknown() {
  const known = ['--full', '--strict', '--help', ...Object.keys(STATIC), ...Object.keys(TESTS)]
  const unknown = args.filter((arg) => !known.includes(arg))
  if (unknown.length === 0 && !args.includes('--help')) return
  if (unknown.length > 0) process.stderr.write(`bin/check does not know ${unknown.join(' ')}\n\n`)
  process.stdout.write(HELP)
  process.exit(unknown.length > 0 ? 2 : 0)
}

/** The tests that start the real program need it built. */
async function build() {
  try {
    await prepare(['server', 'web'])
    return { part: 'build', passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    console.log(`\n── build ──\n${error.message}`)
    return { part: 'build', passed: 0, failed: 1, skipped: 0 }
  }
}

async function runTests(times) {
  const results = []
  const beside = isWanted(BESIDE) ? timed(times, BESIDE, TESTS[BESIDE]) : null
  for (const [part, test] of Object.entries(TESTS)) {
    if (isWanted(part)) results.push(await (part === BESIDE ? beside : timed(times, part, test)))
  }
  return results
}

async function main() {
  const times = []
  await Promise.all([
    timed(times, 'packages', () => prepare(['packages'])),
    timed(times, 'system packages', () => isWanted('browser') && prepareSystem()),
  ])
  const needsBuild = ['journeys', 'faults', 'browser'].some(isWanted)
  const checks = [...Object.entries(STATIC).filter(([part]) => isWanted(part)), ...(needsBuild ? [['build', build]] : [])]
  const results = await Promise.all(checks.map(([part, check]) => timed(times, part, check)))
  results.push(...(await runTests(times)))

  printTimes(times)
  printFigures(env.REDRESS_FIGURES)
  printSecondTries(results)
  const complaints = printSkips(env.REDRESS_SKIPS, results, args.includes('--strict') && wanted.length === 0)
  return closingLine(results, complaints)
}

refuseUnknown()
rmSync(scratch, { recursive: true, force: true })
mkdirSync(scratch)
try {
  process.exitCode = await main()
} catch (error) {
  console.log(`\nbin/check could not go on: ${error.message}\n0 passed, 1 failed, 0 skipped`)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
