import type { CaseFilter, Matching, MessageFilter } from '../../actions/reads'
import type { Moment } from '../../domain/moment'
import { type Db, inTenant } from '../db'
import { conditions as ofCases } from './cases'
import { conditions as ofMessages } from './messages'
import { where } from './page'

const BY = (column: string) => `${column} <= to_timestamp(?::float8 / 1000)`

/** All that a filter finds and that was there by a moment: what arrives while somebody makes up their mind is not decided with the rest. */
export function matchingMessages(db: Db, tenant: string, filter: Omit<MessageFilter, 'limit' | 'after'>, by: Moment, most: number) {
  const { sql, values } = where(tenant, [...ofMessages(filter), [BY('m.received_at'), by]])
  return inTenant(db, tenant, (query) =>
    query<Matching>(
      `select m.id, m.contact ->> 'name' as name, m.contact #>> '{handles,0,value}' as address, f.severity, false as promised
         from message m left join finding f on f.tenant_id = $1 and f.message_id = m.id
        where m.tenant_id = $1 ${sql} order by coalesce(f.severity, 'E'), m.id limit ${most}`,
      values,
    ),
  )
}

/** `promised` says that the law waits for something in this case. */
export function matchingCases(db: Db, tenant: string, filter: Omit<CaseFilter, 'limit' | 'after'>, by: Moment, most: number) {
  const { sql, values } = where(tenant, [...ofCases(filter), [BY('c.opened_at'), by]])
  return inTenant(db, tenant, (query) =>
    query<Matching>(
      `select c.id, c.reference as name, null as address, c.severity, exists (select from clock k where k.tenant_id = $1 and k.case_id = c.id and k.basis = 'statutory'
          and k.obligation <> 'may' and k.met_at is null and k.state in ('running', 'due_soon', 'paused', 'missed')) as promised
         from cases c where c.tenant_id = $1 ${sql} order by c.severity, c.id limit ${most}`,
      values,
    ),
  )
}
