import type { NoticeRow } from '../../../src/actions/needs'
import { type Db, inTenant } from '../../../src/store/db'
import * as real from '../../../src/store/outbox'
import { toNotice } from '../../../src/store/rows'
import { isOn } from './which'

export * from '../../../src/store/outbox'

const AGAIN = 3
const handed = new Map<string, number>()

/** Where fault tests stop or kill a process: right after its claim is committed and before anything is sent. */
const afterClaim = (claimed: NoticeRow[]) => {
  const signal = process.env.REDRESS_AFTER_CLAIM as NodeJS.Signals | undefined
  if (!signal || claimed.length === 0) return
  delete process.env.REDRESS_AFTER_CLAIM
  process.kill(process.pid, signal)
}

/** `send before commit`: notices are handed to the sender without a committed claim, so that nothing remembers that they are on their way. */
export const claimNotices: typeof real.claimNotices = async (db, tenant, now, epoch, limit) => {
  const claimed = isOn('send before commit')
    ? (await unclaimed(db, tenant, now)).filter(({ id }) => count(id) <= AGAIN)
    : await real.claimNotices(db, tenant, now, epoch, limit)
  afterClaim(claimed)
  return claimed
}

const unclaimed = (db: Db, tenant: string, now: number) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select * from notice where tenant_id = $1 and state = 'queued' and send_after <= to_timestamp($2::float8 / 1000)`,
      [tenant, now],
    )
    return rows.map(toNotice).map((notice) => ({ ...notice, attempts: notice.attempts + 1 }))
  })

const count = (id: string) => {
  const times = (handed.get(id) ?? 0) + 1
  handed.set(id, times)
  return times
}
