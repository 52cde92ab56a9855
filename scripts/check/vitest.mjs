import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../prepare.mjs'
import { capture, programOf } from './run.mjs'

const POSTGRESQL_15 = '/usr/lib/postgresql/15/bin/postgres'

/** Runs one project of vitest.config.ts with its ordinary output, which comes at the end where it runs `beside` another; counts by its JSON report. */
export async function vitest(part, scratch, env, { project = part, beside = false } = {}) {
  if (part === 'store-15' && !existsSync(POSTGRESQL_15))
    return {
      ...nothing(part),
      skipped: 1,
      skips: [{ missing: 'postgresql 15', why: `there is no ${POSTGRESQL_15}`, test: 'all store tests once more' }],
    }
  const file = path.join(scratch, `${part}.json`)
  const args = ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  if (!beside) console.log(`\n── ${part} ──`)
  const { code, output } = await (beside ? runAside(args, env) : run(args, env))
  if (beside) console.log(`\n── ${part} ──\n${output}`)
  return count(part, code, file)
}

const nothing = (part) => ({ part, passed: 0, failed: 0, skipped: 0, again: [] })

const plain = (env) => (process.stdout.isTTY ? env : { ...env, NO_COLOR: '1' })

function run(args, env) {
  return new Promise((resolve) => {
    const stdio = ['ignore', 'inherit', 'inherit']
    const child = spawn(process.execPath, [programOf('vitest', 'vitest'), ...args], { cwd: root, env: plain(env), stdio })
    child.once('error', () => resolve({ code: 127 }))
    child.once('close', (code) => resolve({ code: code ?? 1 }))
  })
}

const runAside = (args, env) => capture(process.execPath, [programOf('vitest', 'vitest'), ...args], { env: plain(env) })

const toldAgain = ({ fullName, failureMessages }) => ({ test: fullName, why: failureMessages[0].split('\n')[0] })

/** A file that could not be loaded has no tests in the report, and a run that broke has no report: each counts as one failure. */
export function count(part, code, file) {
  if (!existsSync(file)) return { ...nothing(part), failed: code === 0 ? 0 : 1 }
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const having = (...states) => tests.filter(({ status }) => states.includes(status)).length
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = having('failed') + broken.length
  return {
    part,
    passed: having('passed'),
    failed: failed || (code === 0 ? 0 : 1),
    skipped: having('pending', 'skipped', 'todo', 'disabled'),
    again: tests.filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0).map(toldAgain),
  }
}
