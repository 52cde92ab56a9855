import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import type { Account } from '../../src/store/embedded/account'

export interface Started {
  process: ChildProcess
  /** What the launcher said: the running server, or why there is none. */
  said: Promise<{ pid: number; port: number; reused: boolean; url: string; error?: string }>
}

let program: Promise<string> | undefined
afterAll(async () => {
  if (program) rmSync(path.dirname(await program), { recursive: true, force: true })
  program = undefined
})

/** The launcher in a process of its own, as another user if one is named. The caller kills it. */
export async function launcher(dir: string, installation: string, account?: Account): Promise<Started> {
  program ??= bundle()
  const child = spawn(process.execPath, [await program, dir, installation], {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said = once(createInterface({ input: child.stdout! }), 'line').then(([line]) => JSON.parse(line as string))
  return { process: child, said }
}

/** One file that any user can read, wherever the checkout is. */
async function bundle(): Promise<string> {
  const outfile = path.join(openFolder(), 'launcher.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./launcher-program.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    banner: { js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)` },
  })
  return outfile
}

/** A new folder for temporary files that PostgreSQL's user may pass. */
export function openFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'redress-case-'))
  chmodSync(folder, 0o755)
  return folder
}
