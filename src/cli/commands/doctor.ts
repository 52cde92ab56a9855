import { loadDirectory } from '../../store/firm'
import { loadRules } from '../../store/rules'
import { listTenants } from '../../store/tenants'
import { EXIT, Exit } from '../exit'
import { configFor, directoryFor, type Opened, openStore } from '../open'
import { type Globals, result } from '../output'
import { drift, ownRules } from './doctor/detector'
import { checked, type Finding, problem, shown } from './doctor/finding'
import { audit, clocks, escalation, holidays, notifiers, ownBooks, waiting } from './doctor/firms'
import { clockDrift, diskRoom, durability, nodeVersion, schema, search, webBuild } from './doctor/machine'

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

async function machine({ db, dir, root }: Opened): Promise<Finding[]> {
  const all = await Promise.all([
    ...(process.env.DATABASE_URL ? [] : [checked('disk', () => diskRoom(dir, configFor({}).minFreeMb))]),
    checked('durability', () => durability(db)),
    checked('search', () => search(db)),
    checked('schema', () => schema(db)),
    checked('clock drift', () => clockDrift(db)),
    checked('console', async () => webBuild(root)),
  ])
  return all.flat()
}

async function firms({ db, root, server }: Opened): Promise<Finding[]> {
  const [rules, now] = [loadRules(root), Date.now()]
  const directory = (id: string) => loadDirectory(db, rules, id, '', new Date(now).getUTCFullYear())
  const all = [checked('clocks', () => clocks(db, directory, process.versions.tz ?? 'unknown'))]
  for (const tenant of await listTenants(db)) {
    all.push(
      checked(`escalation of ${tenant.name}`, async () => escalation(await directory(tenant.id))),
      checked(`rule books of ${tenant.name}`, async () => ownBooks(await directory(tenant.id))),
      checked(`holidays of ${tenant.name}`, async () => holidays(await directory(tenant.id), new Date(now).getUTCFullYear())),
      checked(`ways out of ${tenant.name}`, () => notifiers(db, tenant)),
      checked(`what waits at ${tenant.name}`, () => waiting(db, tenant, now, server !== undefined)),
      checked(`audit of ${tenant.name}`, () => audit(db, tenant)),
      checked(`detector of ${tenant.name}`, () => drift(db, tenant, now)),
      checked(`rules of ${tenant.name}`, () => ownRules(db, tenant)),
    )
  }
  return (await Promise.all(all)).flat()
}
