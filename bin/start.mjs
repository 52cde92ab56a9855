import { existsSync } from 'node:fs'

// A checkout brings itself up to date first; the published package has no sources and is complete as it is.
const builder = new URL('../scripts/prepare.mjs', import.meta.url)
if (existsSync(builder)) {
  try {
    await (await import(builder.href)).prepare(['packages', 'server', 'web'])
  } catch (error) {
    console.error(`redress: ${error.message}`)
    process.exit(1)
  }
}
process.setSourceMapsEnabled(true)
await import('../dist/cli.js')
