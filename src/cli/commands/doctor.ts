import { loadDirectory } from '../../store/firm'
import { loadRules } from '../../store/rules'
import { listTenants } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { configFor, directoryFor, type Opened, openStore } from '../open'
import { type Globals, result } from '../output'
import { firmChecks, machineChecks } from './doctor/checks'
import { checked, type Finding, problem, shown } from './doctor/finding'
import { clocks } from './doctor/firms'
import { nodeVersion } from './doctor/machine'

/** Looks at everything that a promise rests on and says how to mend what is wrong. Changes nothing. */
export async function doctor(globals: Globals) {
  const findings = await look(globals)
  const problems = findings.filter((f) => f.state === 'problem').length
  result(globals, { ok: problems === 0, checks: findings }, shown(findings))
  if (problems > 0)
    throw new Exit(
      EXIT.threshold,
      problems === 1 ? 'One thing is wrong; it is named above.' : `${problems} things are wrong; they are named above.`,
    )
}

async function look(globals: Globals): Promise<Finding[]> {
  const node = await checked('node', async () => nodeVersion())
  const opened = await openStore(globals).catch((error: unknown) => closedStore(globals, error))
  if ('check' in opened) return [...node, opened]
  try {
    return [...node, ...(await machine(opened)), ...(await firms(opened))]
  } finally {
    await opened.close()
  }
}

const closedStore = (globals: Globals, error: unknown): Finding =>
  problem('store', 'cannot be opened', {
    tried: process.env.DATABASE_URL ? 'the database that DATABASE_URL names' : `the database in ${directoryFor(globals)}`,
    got: error instanceof Error ? error.message : String(error),
    likely: process.env.DATABASE_URL ? 'it is down, or the address or password is wrong' : 'see what PostgreSQL says',
    do: process.env.DATABASE_URL ? 'try the address with psql' : `read ${directoryFor(globals)}/pg.log`,
  })

const machine = ({ db, dir, root }: Opened) =>
  machineChecks({ db, root, dir: process.env.DATABASE_URL ? null : dir, minFreeMb: configFor({}).minFreeMb })

async function firms({ db, root, server }: Opened): Promise<Finding[]> {
  const [rules, now] = [loadRules(root), Date.now()]
  const directory = (id: string) => loadDirectory(db, rules, id, '', new Date(now).getUTCFullYear())
  const all = [checked('clocks', () => clocks(db, directory, process.versions.tz ?? 'unknown'))]
  for (const tenant of await listTenants(db)) all.push(firmChecks(db, tenant, { directory, now, serving: server !== undefined }))
  return (await Promise.all(all)).flat()
}
