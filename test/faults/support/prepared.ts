import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { SCOPES } from '../../../src/domain/rights'
import { close, connect } from '../../../src/store/db'
import { startEmbedded } from '../../../src/store/embedded/launch'
import { createKey } from '../../../src/store/keys'
import { migrate } from '../../../src/store/migrations'
import { addHook } from '../../../src/store/notifiers'
import { addStaff, createTenant } from '../../../src/store/tenants'
import { newStaff, STAFF_NAMES } from '../../cast'

/** A data directory to copy: `dir` with a firm in it, `bare` with nothing but PostgreSQL's own files. */
export type Prepared = { dir: string; bare: string; tenant: string; key: string; hook: { path: string; secret: string } }

/** A new folder that PostgreSQL's user may pass. */
export function openFolder(inside = os.tmpdir()): string {
  const folder = mkdtempSync(path.join(inside, 'redress-fault-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Made once for all fault tests, durable from the first byte. The key is permanent, so that a client outlives the server. */
export async function prepareDirectory(): Promise<Prepared> {
  const [dir, bare] = [openFolder(), openFolder()]
  const first = await startEmbedded(bare)
  await first.stop()
  execFileSync('cp', ['-a', `${bare}/.`, dir])
  const embedded = await startEmbedded(dir)
  try {
    await migrate(embedded.url)
    return { dir, bare, ...(await aFirm(embedded.url)) }
  } finally {
    await embedded.stop()
  }
}

/** A firm with the people of every story, a permanent key and a signed hook. */
export async function aFirm(url: string) {
  const db = await connect(url, 2)
  const now = Date.now()
  const tenant = await createTenant(
    db,
    'Mill Lane Stores',
    { language: 'en', timeZone: 'UTC', calendar: '', regimes: ['house'], demo: false },
    now,
  )
  for (const name of STAFF_NAMES) await addStaff(db, tenant.id, newStaff(name), now)
  const { secret: key } = await createKey(db, tenant.id, 'fault tests', SCOPES, now)
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  const hook = await addHook(db, tenant.id, 'source', 'webhook', secret, now)
  await close(db)
  return { tenant: tenant.id, key, hook: { path: `/api/v1/hooks/${tenant.id}.${hook}`, secret } }
}
