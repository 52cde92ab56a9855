import { gzipSync } from 'node:zlib'

/** What a first visit may weigh: the script that the page names and all that it imports before anything is painted, packed. */
export const FIRST_LOAD_BYTES = 300_000

/** The bytes that must arrive before an entry runs: itself and, once each, everything that it imports statically. */
export function firstLoad(bundle) {
  const wanted = Object.values(bundle).filter(({ isEntry }) => isEntry)
  const seen = new Set()
  for (let chunk = wanted.pop(); chunk; chunk = wanted.pop()) {
    if (seen.has(chunk)) continue
    seen.add(chunk)
    wanted.push(...chunk.imports.flatMap((name) => bundle[name] ?? []))
  }
  return [...seen].reduce((sum, { code }) => sum + gzipSync(code).length, 0)
}

/** A Vite plugin: a build whose first visit is too heavy fails, so that nobody lands it. */
export const budgets = (limit = FIRST_LOAD_BYTES) => ({
  name: 'redress-budgets',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const bytes = firstLoad(bundle)
      if (bytes > limit) this.error(`the console's first load is ${bytes} bytes of packed script; ${limit} are allowed`)
    },
  },
})
