import { setTimeout as sleep } from 'node:timers/promises'
import { readServerRecord } from '../../store/embedded/directory'
import { EXIT, Exit } from '../exit'
import { directoryFor } from '../open'
import { type Globals, result } from '../output'

export async function status(globals: Globals) {
  const dir = directoryFor(globals)
  const server = readServerRecord(dir)
  if (!server) throw new Exit(EXIT.nothing, `Nothing runs in ${dir}. Start it with: redress start`, { running: false, dir })
  const health = await fetch(`${server.url}/api/v1/health`, { signal: AbortSignal.timeout(3_000) }).then(
    (r) => r.json() as Promise<{ ready: boolean }>,
    () => ({ ready: false }),
  )
  const { startedAt, ...where } = server
  result(
    globals,
    { running: true, ...where, started_at: startedAt, ...health },
    `Running: ${server.url}\n  pid ${server.pid} · since ${startedAt} · ${health.ready ? 'ready' : 'not ready'}\n  data ${dir}`,
  )
}

export async function stop(globals: Globals) {
  const dir = directoryFor(globals)
  const server = readServerRecord(dir)
  if (!server) throw new Exit(EXIT.nothing, `Nothing runs in ${dir}.`, { running: false, dir })
  process.kill(server.pid, 'SIGTERM')
  for (let i = 0; i < 300; i++) {
    await sleep(100)
    if (!readServerRecord(dir))
      return result(globals, { stopped: true, pid: server.pid }, `Stopped process ${server.pid}; nothing is lost.`)
  }
  throw new Exit(EXIT.failed, `Process ${server.pid} has not ended within 30 seconds.`)
}
