import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { close, connect, type Db } from '../../../store/db'
import { startEmbedded } from '../../../store/embedded/launch'
import { addStaff, listTenants, type Tenant } from '../../../store/tenants'
import { firstLine } from '../../first-line'

export type OwnServer = { url: string; key: string; pid: number; postgresPid: number; db: Db; tenant: Tenant; stop(): Promise<void> }

/** The ordinary `redress start --ephemeral` as a process of its own, with the desk of a small firm. Gone, data and all, after `stop`. */
export async function ownServer(env: Record<string, string> = {}): Promise<OwnServer> {
  const nowhere = path.join(os.tmpdir(), `redress-bench-${process.pid}-none`)
  const args = [process.argv[1]!, 'start', '--ephemeral', '--json', '--no-open', '--port', '0', '--dir', nowhere]
  const { DATABASE_URL: _, ...rest } = process.env
  const child = spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...rest, ...env } })
  const endWithUs = () => void child.kill('SIGTERM')
  process.once('exit', endWithUs)
  const { url, api_key: key, dir, pid } = JSON.parse(await firstLine(child)) as { url: string; api_key: string; dir: string; pid: number }
  const embedded = await startEmbedded(dir)
  const db = await connect(embedded.url, 2)
  const [tenant] = await listTenants(db)
  await hire(db, tenant!)
  return {
    url,
    key,
    pid,
    postgresPid: embedded.pid,
    db,
    tenant: tenant!,
    stop: async () => {
      await close(db)
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      process.off('exit', endWithUs)
    },
  }
}

/** Agents for each language, a lead and a manager: routing, load and escalation have something to choose from. */
async function hire(db: Db, tenant: Tenant) {
  const person = (name: string, role: 'agent' | 'lead' | 'manager', tier: number, languages: string[]) =>
    addStaff(
      db,
      tenant.id,
      {
        name,
        email: `${name.toLowerCase()}@desk.example.com`,
        role,
        tier,
        team: 'complaints',
        languages,
        language: 'en',
        capacity: 1_000_000,
        demo: false,
      },
      Date.now(),
    )
  for (const [name, lang] of [
    ['Ana', 'en'],
    ['Ben', 'en'],
    ['Somsri', 'th'],
    ['Wei', 'zh'],
    ['Sara', 'fa'],
  ] as const)
    await person(name, 'agent', 1, ['en', lang])
  await person('Dana', 'agent', 2, ['en', 'th'])
  await person('Lee', 'lead', 3, ['en', 'zh'])
  await person('Mia', 'manager', 3, ['en'])
}
