import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's own folder, from a bundle in `dist/` as well as from the sources: where `regimes/`, `models/`, `locales/` and `samples/` lie. */
export function packageRoot(from = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'regimes'))) return from
  const up = dirname(from)
  if (up === from) throw new Error('The folder with regimes/ and models/ is missing: install Redress again.')
  return packageRoot(up)
}
