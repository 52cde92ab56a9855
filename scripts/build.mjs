import { rmSync } from 'node:fs'
import path from 'node:path'
import { prepare, root } from './prepare.mjs'

// `--clean` leaves nothing of older builds: for packing.
if (process.argv.includes('--clean')) rmSync(path.join(root, 'dist'), { recursive: true, force: true })
await prepare(['packages', 'server', 'web'])
