import { verifyAudit } from '../audit'
import { close, connect, type Db, type Query } from '../db'
import { migrate, migrationNames } from '../migrations'
import { type Header, NotABackup, readArchive, type Trailer } from './archive'
import { oneTransaction } from './session'
import { dueOf, insertRows, quoted, tablesOf } from './tables'

export type Loaded = { header: Header; tables: number; rows: number; tenants: number; auditRows: number; due: number }
type Told = (rows: number, of: number) => void

/** Reads a whole backup without using it. Throws `NotABackup` where it is cut off, altered, or from a later version than ours. */
export async function checkBackup(file: string, told: (bytes: number) => void = () => {}): Promise<{ header: Header; trailer: Trailer }> {
  let found: Header | null = null
  const trailer = await readArchive(file, {
    header: (header) => {
      found = header
      const unknown = header.migrations.find((name) => !migrationNames.includes(name))
      if (unknown !== undefined)
        throw new NotABackup(
          `${file} was written by a later version (${header.version}; it knows ${unknown}). Restore it with that version.`,
        )
    },
    table: () => undefined,
    rows: (_, bytes) => told(bytes),
  })
  return { header: found!, trailer }
}

/**
 * Fills an empty database from a backup that was checked, all or nothing, and proves it: the same counts, every tenant's audit chain, the same
 * list of what wakes next. An older backup is loaded into the tables of its time and then migrated.
 */
export async function loadBackup(url: string, file: string, told: Told = () => {}): Promise<Loaded> {
  const { header, trailer } = await checkBackup(file)
  await migrate(url, header.migrations.at(-1))
  const db = await connect(url, 2)
  try {
    await fill(db, file, trailer, told)
    const proof = await prove(db, trailer)
    await migrate(url)
    await db.pool.query('analyze')
    return { header, tables: trailer.tables, rows: trailer.rows, ...proof }
  } finally {
    await close(db)
  }
}

const fill = (db: Db, file: string, trailer: Trailer, told: Told) =>
  oneTransaction(db, '', async (query) => {
    const known = new Map((await tablesOf(query)).map((t) => [t.head.table, t.head.columns.map(([name]) => name).join()]))
    let done = 0
    let into: Parameters<typeof insertRows>[1] | null = null
    await readArchive(file, {
      header: () => undefined,
      table: async (head) => {
        into = head
        if (known.get(head.table) !== head.columns.map(([name]) => name).join())
          throw new NotABackup(`The table ${head.table} of this backup does not fit the tables of its version.`)
        await query(`delete from ${quoted(head.table)}`) // what a migration put there itself is in the backup as well
      },
      rows: async (lines) => {
        await insertRows(query, into!, lines)
        done += lines.length
        told(done, trailer.rows)
      },
    })
  })

async function prove(db: Db, trailer: Trailer) {
  return oneTransaction(db, 'read only', async (query) => {
    const rows = await countAll(query)
    if (rows !== trailer.rows) throw new NotABackup(`Restored ${rows} rows of ${trailer.rows}.`)
    const due = await dueOf(query)
    if (JSON.stringify(due) !== JSON.stringify(trailer.due))
      throw new NotABackup('What would wake next is not what it was in the original.')
    const tenants = await query<{ id: string; name: string }>('select id, name from tenant order by id')
    let auditRows = 0
    for (const { id, name } of tenants) {
      const chain = await verifyAudit(query, id)
      if (!chain.ok) throw new NotABackup(`The audit of ${name} is broken: ${chain.why}.`)
      auditRows += chain.rows
    }
    return { tenants: tenants.length, auditRows, due: due.rows }
  })
}

async function countAll(query: Query) {
  let all = 0
  for (const { head } of await tablesOf(query))
    all += Number((await query<{ n: number }>(`select count(*) as n from ${quoted(head.table)}`))[0]!.n)
  return all
}
