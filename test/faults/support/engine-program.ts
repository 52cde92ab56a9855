import { build } from '../../../src/main'
import { packageRoot } from '../../../src/paths'

/** One engine over a database that others drive too, without HTTP; says its epoch whenever that changes. Stays until it is killed. */
const redress = await build({
  url: process.argv[2]!,
  root: packageRoot(),
  config: { pollMs: 50, undoMs: 0, minFreeMb: 0, url: 'https://desk.example' },
  dataDir: null,
  testClock: false,
  version: 'test',
  log: (line) => void process.stderr.write(`${line}\n`),
})
redress.engine.start()
let told = 0
setInterval(() => {
  const { epoch } = redress.engine
  if (epoch !== told) process.stdout.write(`${JSON.stringify({ epoch })}\n`)
  told = epoch
}, 20)
