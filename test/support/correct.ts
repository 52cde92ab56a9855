import { type Db, inTenant } from '../../src/store/db'
import { newId } from '../../src/store/ids'

/** Keeps what a person says is wrong with a finding; the detector's training reads these. Null where there is no such message. */
export const correct = (
  db: Db,
  tenant: string,
  { messageId, by, data, at }: { messageId: string; by: string | null; data: Record<string, unknown>; at: number },
) =>
  inTenant(db, tenant, async (query) => {
    const id = newId(at)
    const rows = await query(
      `insert into correction (tenant_id, id, message_id, by_user, at, data)
       select $1, $2, m.id, $4, to_timestamp($5::float8 / 1000), $6 from message m where m.tenant_id = $1 and m.id = $3 returning 1`,
      [tenant, id, messageId, by, at, JSON.stringify(data)],
    )
    return rows.length ? id : null
  })
