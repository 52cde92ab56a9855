import { Kysely, type Migration, Migrator, PostgresDialect } from 'kysely'
import pg from 'pg'
import * as foundations from './0001-foundations'
import * as onCall from './0002-on-call'
import * as detector from './0003-detector'
import * as composing from './0004-composing'
import * as lists from './0005-lists'
import * as approvals from './0006-approvals'
import * as running from './0007-running'
import * as chat from './0008-chat'
import * as ruleBooks from './0009-rule-books'
import * as clockMarks from './0010-clock-marks'
import * as savedViews from './0011-saved-views'
import * as customers from './0012-customers'
import * as approvalPolicy from './0013-approval-policy'
import * as addressesOf from './0014-addresses-of'
import * as openCases from './0015-open-cases'
import * as urgentNotices from './0016-urgent-notices'

/** Forward only, in this order; a landed migration is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-foundations': { up: foundations.up },
  '0002-on-call': { up: onCall.up },
  '0003-detector': { up: detector.up },
  '0004-composing': { up: composing.up },
  '0005-lists': { up: lists.up },
  '0006-approvals': { up: approvals.up },
  '0007-running': { up: running.up },
  '0008-chat': { up: chat.up },
  '0009-rule-books': { up: ruleBooks.up },
  '0010-clock-marks': { up: clockMarks.up },
  '0011-saved-views': { up: savedViews.up },
  '0012-customers': { up: customers.up },
  '0013-approval-policy': { up: approvalPolicy.up },
  '0014-addresses-of': { up: addressesOf.up },
  '0015-open-cases': { up: openCases.up },
  '0016-urgent-notices': { up: urgentNotices.up },
}

export const migrationNames = Object.keys(MIGRATIONS)

/** Brings a database to the newest schema, or to an older one that is named. Safe with several processes at once: the migrator takes a lock, the others wait and find it done. */
export async function migrate(url: string, to?: string): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined) // a server that stops while we idle is met by the next query
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
    const { error, results } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to))
    if (error) throw error instanceof Error ? error : new Error(`migration failed: ${String(error)}`)
    return { applied: (results ?? []).map((r) => r.migrationName) }
  } finally {
    await db.destroy()
  }
}
