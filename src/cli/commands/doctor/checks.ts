import type { Directory } from '../../../actions/needs'
import type { Db } from '../../../store/db'
import type { Tenant } from '../../../store/tenants'
import { drift, ownRules } from './detector'
import { checked, type Finding } from './finding'
import { audit, escalation, holidays, notifiers, ownBooks, waiting } from './firms'
import { clockDrift, diskRoom, durability, schema, search, webBuild } from './machine'

type Machine = { db: Db; dir: string | null; root: string; minFreeMb: number }

/** What every promise rests on, whoever the firm is. `dir` is null where the database is somebody else's machine. */
export async function machineChecks({ db, dir, root, minFreeMb }: Machine): Promise<Finding[]> {
  const all = await Promise.all([
    ...(dir === null ? [] : [checked('disk', () => diskRoom(dir, minFreeMb))]),
    checked('durability', () => durability(db)),
    checked('search', () => search(db)),
    checked('schema', () => schema(db)),
    checked('clock drift', () => clockDrift(db)),
    checked('console', async () => webBuild(root)),
  ])
  return all.flat()
}

/** What one firm has set up, and what waits for it. Speaks of no other firm. */
export async function firmChecks(
  db: Db,
  tenant: Tenant,
  { directory, now, serving }: { directory: (id: string) => Promise<Directory>; now: number; serving: boolean },
): Promise<Finding[]> {
  const { id, name } = tenant
  const all = await Promise.all([
    checked(`escalation of ${name}`, async () => escalation(await directory(id))),
    checked(`rule books of ${name}`, async () => ownBooks(await directory(id))),
    checked(`holidays of ${name}`, async () => holidays(await directory(id), now)),
    checked(`ways out of ${name}`, () => notifiers(db, tenant)),
    checked(`what waits at ${name}`, () => waiting(db, tenant, now, serving)),
    checked(`audit of ${name}`, () => audit(db, tenant)),
    checked(`detector of ${name}`, () => drift(db, tenant, now)),
    checked(`rules of ${name}`, () => ownRules(db, tenant)),
  ])
  return all.flat()
}
