import { start } from '../../../src/cli/commands/serve'
import { run } from '../../../src/cli/output'

// `redress start --json --no-open`, bundled with the wrappers of ../sabotage in place of the modules that they wrap.
const [dir, port] = process.argv.slice(2) as [string, string]
const globals = { dir, json: true }
await run(globals, () => start(globals, { port, open: false }))
