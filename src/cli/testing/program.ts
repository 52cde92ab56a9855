import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import { root } from '../../../test/support/source'
import { firstLine } from '../first-line'

let bundled: Promise<string> | undefined
afterAll(async () => {
  if (bundled) rmSync(path.dirname(await bundled), { recursive: true, force: true })
  bundled = undefined
})

/** The program in one folder of plain JavaScript, which starts several times quicker than the sources. Inside the package, so that it finds its data. */
async function bundle(): Promise<string> {
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  const outdir = mkdtempSync(path.join(root, 'dist', 'test-'))
  await build({
    entryPoints: [{ in: path.join(root, 'src/cli/main.ts'), out: 'cli' }],
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    splitting: true,
  })
  return path.join(outdir, 'cli.js')
}

export type Ran = { code: number | null; out: string; err: string }
type How = { input?: string; hook?: string; env?: Record<string, string> }

async function start(args: string[], { hook, env = {} }: How): Promise<ChildProcess> {
  bundled ??= bundle()
  const before = hook ? ['--import', hook] : []
  return spawn(process.execPath, [...before, await bundled, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' })
}

/** The program as a shell runs it, to its end. */
export async function redress(args: string[], how: How = {}): Promise<Ran> {
  const child = await start(args, how)
  const said = collect(child)
  child.stdin!.end(how.input ?? '')
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })))
}

/** The program as long as it serves. `ready` is the line that it prints then; `stop` asks it to end and waits. */
export async function serving(args: string[], how: How = {}) {
  const child = await start(args, how)
  const said = collect(child)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const ready: { url: string; api_key: string; sign_in: string; dir: string; pid: number } = JSON.parse(await firstLine(child))
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { ready, said, stop }
}

function collect(child: ChildProcess) {
  const said = { out: '', err: '' }
  child.stdout!.on('data', (part) => {
    said.out += part
  })
  child.stderr!.on('data', (part) => {
    said.err += part
  })
  return said
}
