import type pg from 'pg'
import type { Db } from '../../../src/store/db'

/**
 * What becomes of one statement: it passes; the connection is lost before or after it took effect; the server ends it because two writers
 * met; or nothing is ever heard again, as when the process dies or hangs there.
 */
export type Fate = 'pass' | 'lost before' | 'lost after' | 'clash' | 'never'

export type Hooks = {
  /** Awaited before a transaction gets its connection: this is where a scheduler says whose turn it is. */
  enter(): Promise<void>
  fate(statement: string): Fate
  leave(): void
}

const lost = () => new Error('Connection terminated unexpectedly')
const clash = () => Object.assign(new Error('deadlock detected'), { code: '40P01' })

/** A store whose every statement asks the hooks for its fate. Real PostgreSQL behind it: what is lost before its commit is rolled back there. */
export function faulty(db: Db, hooks: Hooks): Db {
  const connect = async () => {
    await hooks.enter()
    return withFates(await db.pool.connect(), hooks)
  }
  const query = async (text: string, values?: unknown[]) => {
    const client = await connect()
    try {
      return await client.query(text, values)
    } finally {
      client.release()
    }
  }
  return { ...db, pool: { connect, query, end: async () => undefined } as unknown as pg.Pool }
}

function withFates(client: pg.PoolClient, hooks: Hooks) {
  let broken = false
  const drop = () => {
    broken = true
    throw lost()
  }
  return {
    query: async (asked: string | pg.QueryConfig, values?: unknown[]) => {
      if (broken) throw lost()
      const fate = hooks.fate(typeof asked === 'string' ? asked : asked.text)
      if (fate === 'clash') throw clash()
      if (fate === 'lost before') drop()
      if (fate === 'never') {
        client.release(true)
        hooks.leave()
        return new Promise<never>(() => undefined)
      }
      const result = await (typeof asked === 'string' ? client.query(asked, values) : client.query(asked))
      if (fate === 'lost after') drop()
      return result
    },
    release: (alsoBroken = false) => {
      client.release(broken || alsoBroken)
      hooks.leave()
    },
  }
}
