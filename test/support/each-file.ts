import { afterAll } from 'vitest'
import { closeAll } from './after-file'

// Vitest runs this before every file. A module would say it only once, where the files of a thread share their modules.
afterAll(closeAll)
