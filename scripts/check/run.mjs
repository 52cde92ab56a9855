import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../prepare.mjs'

/** The JavaScript file behind a package's command, so that neither npx nor a shell stands between. */
export function programOf(name, bin) {
  const folder = path.join(root, 'node_modules', name)
  const { bin: bins } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bins === 'string' ? bins : bins[bin])
}

/** Does the work, notes its wall time and tells it. */
export async function timed(times, part, work) {
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  times.push({ part, seconds })
  console.log(`${result?.failed ? '✗' : '✓'} ${part}  ${seconds.toFixed(1)} s`)
  return result
}

/** A tool that is silent when all is well counts as one test; what it says is shown when something is not. */
export async function command(part, [name, bin], args) {
  const { code, output } = await capture(process.execPath, [programOf(name, bin), ...args])
  if (code !== 0) console.log(`\n── ${part} ──\n${output}`)
  return { part, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

export function capture(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
