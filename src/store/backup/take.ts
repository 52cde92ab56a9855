import type { Db, Query } from '../db'
import { createArchive, type Header } from './archive'
import { oneTransaction } from './session'
import { dueOf, enter, quoted, rowsOf, scopesOf, Tally, tablesOf } from './tables'

export type Taken = { bytes: number; tables: number; rows: number }
type Options = { version: string; at: string; progress(rows: number, of: number): void }

/**
 * Writes everything that the database holds at one moment to a new file, while others go on working. Memory stays bounded: rows pass through
 * in pages. The file is whole when this returns, and is to be thrown away when it throws.
 */
export async function takeBackup(db: Db, file: string, { version, at, progress }: Options): Promise<Taken> {
  const archive = await createArchive(file)
  try {
    const taken = await oneTransaction(db, 'isolation level repeatable read read only', async (query) => {
      const [tables, scopes] = [await tablesOf(query), await scopesOf(query)]
      const expected = await countAll(query, tables, scopes)
      await archive.write(line(await headerOf(query, version, at)))
      let rows = 0
      for (const table of tables) {
        const tally = new Tally()
        await archive.write(line(table.head))
        for (const scope of table.walled ? scopes : [null]) {
          await enter(query, scope)
          for await (const lines of rowsOf(query, table)) {
            tally.add(lines)
            await archive.write(`${lines.join('\n')}\n`)
            progress(rows + tally.rows, expected)
          }
        }
        rows += tally.rows
        await archive.write(line(tally.end(table.head.table)))
      }
      if (rows !== expected) throw new Error(`Counted ${expected} rows but read ${rows}; nothing was kept.`)
      await archive.write(line({ tables: tables.length, rows, due: await dueOf(query) }))
      return { tables: tables.length, rows }
    })
    return { bytes: await archive.finish(), ...taken }
  } catch (error) {
    await archive.abandon()
    throw error
  }
}
const line = (value: object) => `${JSON.stringify(value)}\n`

async function headerOf(query: Query, version: string, at: string): Promise<Header> {
  const migrations = await query<{ name: string }>('select name from kysely_migration order by name')
  const [pg] = await query<{ version: string }>(`select current_setting('server_version') as version`)
  return { redress: 'backup', format: 1, version, at, migrations: migrations.map((m) => m.name), postgres: pg!.version }
}

async function countAll(query: Query, tables: Awaited<ReturnType<typeof tablesOf>>, scopes: (string | null)[]) {
  let all = 0
  for (const { head, walled } of tables)
    for (const scope of walled ? scopes : [null]) {
      await enter(query, scope)
      const [counted] = await query<{ n: number }>(`select count(*) as n from ${quoted(head.table)}`)
      all += Number(counted!.n)
    }
  return all
}
