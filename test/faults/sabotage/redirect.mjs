import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const sources = path.resolve(here, '../../../src')

/** The modules that test builds see through a wrapper of the same name in this folder. */
const WRAPPED = [
  'store/inbox',
  'store/receiver',
  'store/tenant-tx',
  'store/lease',
  'store/outbox',
  'store/directory-lock',
  'store/embedded/launch',
  'notify/senders',
]
const wrappers = new Map(WRAPPED.map((name) => [path.join(sources, name), path.join(here, `${path.basename(name)}.ts`)]))

/** The wrapper that stands in for an import, unless the wrapper itself asks. */
function standIn(source, importer) {
  if (!source.startsWith('.') || !importer || path.dirname(importer) === here) return undefined
  return wrappers.get(path.resolve(path.dirname(importer), source))
}

/** For esbuild: the programs that fault tests start. */
export const bundlerPlugin = {
  name: 'sabotage',
  setup: (build) =>
    void build.onResolve({ filter: /^\./ }, ({ path: source, importer }) => {
      const found = standIn(source, importer)
      return found ? { path: found } : undefined
    }),
}

/** For Vitest: the machine inside the test's own process. */
export const vitePlugin = {
  name: 'sabotage',
  enforce: 'pre',
  resolveId: (source, importer) => standIn(source, importer?.split('?')[0]),
}
