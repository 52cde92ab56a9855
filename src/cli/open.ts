import path from 'node:path'
import { type Config, readConfig } from '../config'
import { packageRoot } from '../paths'
import { close, connect, type Db } from '../store/db'
import { defaultDirectory, readServerRecord, type ServerRecord } from '../store/embedded/directory'
import { type Embedded, startEmbedded } from '../store/embedded/launch'
import { migrate } from '../store/migrations'
import { listTenants, type Tenant } from '../store/tenants'
import { EXIT, Exit } from './exit'
import { type Globals, say } from './output'

export function configFor(flags: Parameters<typeof readConfig>[1]): Config {
  const read = readConfig(process.env, flags)
  if (!read.ok) throw new Exit(EXIT.usage, read.problems.join('\nredress: '))
  return read.config
}

export const directoryFor = (globals: Globals) => path.resolve(globals.dir ?? defaultDirectory())
/** A directory of the demo's own, so that a sample never stands among real complaints. */
export const demoDirectory = (globals: Globals) => path.resolve(globals.dir ?? path.join(defaultDirectory(), 'demo'))

export type Opened = { db: Db; url: string; dir: string; root: string; server: ServerRecord | undefined; close(): Promise<void> }

/**
 * The store for a one-shot command: the running database of the directory, or the one that `DATABASE_URL` names, or the directory's own
 * database started for as long as the command takes. Migrated when it returns.
 */
export async function openStore(globals: Globals): Promise<Opened> {
  const dir = directoryFor(globals)
  const { databaseUrl } = configFor({})
  if (!databaseUrl) tellOfDemo(globals, dir)
  const embedded = databaseUrl ? null : await launch(dir)
  const url = databaseUrl ?? embedded!.url
  try {
    await migrate(url)
    const db = await connect(url, 4)
    const closeAll = async () => {
      await close(db)
      if (embedded && !embedded.reused) await embedded.stopIfUnused()
    }
    return { db, url, dir, root: packageRoot(), server: readServerRecord(dir), close: closeAll }
  } catch (error) {
    if (embedded && !embedded.reused) await embedded.stopIfUnused()
    throw unreachable(error)
  }
}

/** Whoever looks at a running demo would seek there what a command without `--dir` does elsewhere. */
function tellOfDemo(globals: Globals, dir: string) {
  if (globals.dir !== undefined || globals.json || globals.quiet || readServerRecord(dir)) return
  const demo = readServerRecord(demoDirectory(globals))
  if (demo) say(`redress: this is about ${dir}; the demo that runs at ${demo.url} is reached with --dir ${demo.dir}`)
}

export const launch = (dir: string, options: { durable?: boolean } = {}): Promise<Embedded> => startEmbedded(dir, { ...options, log: say })

const unreachable = (error: unknown) =>
  /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|password authentication/.test(String(error))
    ? new Exit(EXIT.unreachable, `The database does not answer: ${error instanceof Error ? error.message : String(error)}`)
    : error

/** Opens the store, does the work, closes it, whatever happens. */
export async function withStore<T>(globals: Globals, work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openStore(globals)
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

/** The tenant that a command means: the named one, or the only one there is. */
export async function tenantFor({ db }: { db: Db }, name: string | undefined): Promise<Tenant> {
  const all = await listTenants(db)
  if (all.length === 0) throw new Exit(EXIT.nothing, 'No firm is set up in this directory yet. Run: redress init')
  const found =
    name === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((t) => t.slug === name || t.name === name || t.id === name)
  if (!found) throw new Exit(EXIT.usage, `Say which firm with --tenant: ${all.map((t) => t.slug).join(', ')}`)
  return found
}
