import type { Deed } from '../actions/needs'
import type { Moment } from '../domain/moment'
import type { Query } from './db'
import { toDeed } from './rows'

/** The deed itself, held until the transaction ends, so that nobody takes it back twice. */
export async function deedOf(query: Query, tenant: string, id: string): Promise<Deed | null> {
  const [row] = await query('select * from deed where tenant_id = $1 and id = $2 for update', [tenant, id])
  return row ? toDeed(row) : null
}

/** What can be taken back no more need not be kept: how things were before is told by the events and the audit. */
export const forgetDeeds = (query: Query, tenant: string, now: Moment) =>
  query(`delete from deed where tenant_id = $1 and until < to_timestamp($2::float8 / 1000)`, [tenant, now])
