import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { openFolder } from '../../../test/support/launcher'
import { type Embedded, startEmbedded } from '../../store/embedded/launch'
import { type Globals, run } from '../output'

export type Ran = { code: number; out: string; err: string; json: Json; said: Json }
type Json = ReturnType<typeof JSON.parse>

/** A data directory whose PostgreSQL runs as long as the tests of one file, and what a shell would see of a command in it. */
export function cliDesk() {
  const dir = openFolder()
  let embedded: Embedded
  beforeAll(async () => {
    embedded = await startEmbedded(dir)
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  afterAll(async () => {
    await embedded.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  /** Runs a command here; `--json` unless told otherwise. `json` is what stdout holds, `said` the error on stderr. */
  async function tell(work: (globals: Globals) => Promise<void>, globals: Globals = {}): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []]
    const catching = (into: string[]) => (text: string | Uint8Array) => {
      into.push(String(text))
      return true
    }
    vi.spyOn(process.stdout, 'write').mockImplementation(catching(out))
    vi.spyOn(process.stderr, 'write').mockImplementation(catching(err))
    const all = { dir, json: true, quiet: true, ...globals }
    await run(all, () => work(all))
    vi.restoreAllMocks()
    const code = Number(process.exitCode ?? 0)
    process.exitCode = 0
    const errorLine = err.findLast((line) => line.startsWith('{"error"'))
    return {
      code,
      out: out.join(''),
      err: err.join(''),
      json: all.json && out.length ? JSON.parse(out.join('')) : null,
      said: errorLine ? JSON.parse(errorLine).error : null,
    }
  }

  const file = (name: string, content: string | Uint8Array) => {
    const path = join(dir, name)
    writeFileSync(path, content)
    return path
  }
  return { dir, tell, file, url: () => embedded.url }
}
