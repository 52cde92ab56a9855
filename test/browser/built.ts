import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromiumPath } from './chromium'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Before any file of browser tests runs: builds dist/web where it is missing or older than what it is made of. */
export default async function ensureBuilt() {
  if (chromiumPath() === null) return
  const built = join(ROOT, 'dist/web/index.html')
  const sources = ['src/web', 'locales', 'src/domain'].map((folder) => newest(join(ROOT, folder)))
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return
  // In a process of its own: Vitest's environment would make it a development build.
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    env,
  })
}

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : statSync(join(folder, entry.name)).mtimeMs,
    ),
  )
