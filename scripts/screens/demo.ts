import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstLine } from '../../src/cli/first-line'
import type { Places } from '../../test/browser/console/screens-table'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
type Row = { id: string; reference: string; severity: string; channel: string }

export type Demo = { url: string; dir: string; signIn: string; get: <T>(path: string) => Promise<T>; stop: () => Promise<void> }

/** The real demo in a directory that goes with it, or in one that is kept, where its past has to be told only once. Throws what it said when it ends instead. */
export async function startDemo(dir: string | undefined): Promise<Demo> {
  const where = dir === undefined ? ['--ephemeral', '--dir', join(tmpdir(), `redress-none-${process.pid}`)] : ['--dir', dir]
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'demo', ...where, '--json', '--port', '0', '--no-open']
  const server = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = JSON.parse(await firstLine(server)) as { url: string; dir: string; sign_in: string; api_key: string }
  const get = async <T>(path: string) => {
    const answer = await fetch(`${said.url}/api/v1${path}`, { headers: { authorization: `Bearer ${said.api_key}` } })
    return (await answer.json()) as T
  }
  const stop = async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  }
  return { url: said.url, dir: said.dir, signIn: said.sign_in, get, stop }
}

/** The severest open case and the message of a complaint, once the demo's past has been told up to this hour. */
export async function placesOf({ get }: Demo): Promise<Places> {
  for (let tries = 0; tries < 300; tries++) {
    const [newest] = (await get<{ data: (Row & { received_at: string })[] }>('/messages?limit=1')).data ?? []
    if (newest && Date.parse(newest.received_at) > Date.now() - 3_600_000) {
      const [worst] = (await get<{ data: Row[] }>('/cases?state=open,acknowledged&sort=severity&limit=1')).data
      const messages = (await get<{ data: (Row & { case_id: string | null })[] }>('/messages?limit=50')).data
      const message = messages.find(({ case_id }) => case_id !== null) ?? newest
      if (worst) return { reference: worst.reference, message: message.id }
    }
    await new Promise((later) => setTimeout(later, 2_000))
  }
  throw new Error('the demo has not told its past in ten minutes')
}
