import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'
import { isAlive } from '../../../src/store/embedded/processes.mjs'
import { bundlerPlugin } from '../sabotage/redirect.mjs'
import { type Prepared, prepareDirectory } from './prepared'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the bundled programs of the fault tests lie: `server.mjs`, `oracle.mjs`, `engine.mjs`. */
    programs: string
    prepared: Prepared
  }
}

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '../../..')

/** A run that was killed leaves its programs behind. */
function sweep(cache: string) {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    const pid = /^redress-faults-(\d+)$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(path.join(cache, name), { recursive: true, force: true })
  }
}

/** Vitest's set-up of the fault tests: their programs as plain JavaScript, which starts quickly, and a data directory to copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = path.join(root, 'node_modules', '.cache', `redress-faults-${process.pid}`)
  sweep(path.dirname(folder))
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: {
      server: path.join(here, 'server.ts'),
      oracle: path.join(here, 'oracle-program.ts'),
      engine: path.join(here, 'engine-program.ts'),
      'reader.worker': path.join(root, 'src/reader.worker.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    plugins: [bundlerPlugin],
  })
  project.provide('programs', folder)
  const prepared = await prepareDirectory()
  project.provide('prepared', prepared)
  return () => {
    rmSync(folder, { recursive: true, force: true })
    rmSync(prepared.dir, { recursive: true, force: true })
    rmSync(prepared.bare, { recursive: true, force: true })
  }
}
