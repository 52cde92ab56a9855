import type { StoredApproval } from '../actions/approval-needs'
import type { Deed, FindingRow, NoticeRow, StoredCase, StoredClock, StoredEscalation, StoredMessage } from '../actions/needs'
import type { Alert } from '../domain/escalation/alert'
import type { Question } from '../domain/escalation/arranged'
import { type Contact, nobody } from '../domain/message'
import type { Row } from './db'

/**
 * What to select of `cases c`: a clock that warns or runs out adds its event without touching the case's row, which would cost more than all
 * else that it writes; the row's own `events` is how many there were when it was last written.
 */
export const CASE = `c.*, greatest(c.events, (select max(e.seq) from case_event e where e.tenant_id = c.tenant_id and e.case_id = c.id)) as events`
/** A case of which a final answer is owed although it was closed, as `actions/reopen.ts` means it. */
export const OWES_ANSWER = `exists (select from clock k where k.tenant_id = c.tenant_id and k.case_id = c.id and k.kind = 'final_response'
  and k.obligation = 'must' and k.met_at is null and k.state not in ('cancelled', 'history'))`

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const renamed = new Map<string, string>()

/** A row under our own names: `received_at` → `receivedAt`. The tables were written from the same names (`write.ts`). */
function named<T>(row: Row): T {
  const out: Record<string, unknown> = {}
  for (const key in row) {
    const name = renamed.get(key) ?? camel(key)
    renamed.set(key, name)
    out[name] = row[key]
  }
  return out as T
}

export const toCase = (row: Row) => named<StoredCase>(row)
export const toClock = (row: Row) => named<StoredClock>(row)
export const toEscalation = (row: Row) => named<StoredEscalation>(row)
export const toAlert = (row: Row) => named<Alert>(row)
export const toQuestion = (row: Row) => named<Question>(row)
export const toApproval = (row: Row) => named<StoredApproval>(row)
export const toDeed = (row: Row) => named<Deed>(row)
export const toNotice = (row: Row) => named<NoticeRow>(row)

/** From `to_jsonb(finding)`: moments arrive as text there. */
export function toFinding(row: Row): FindingRow {
  const found = named<FindingRow & { at: string | number }>(row)
  return { ...found, at: typeof found.at === 'string' ? Date.parse(found.at) : found.at }
}

export function toMessage(row: Row): StoredMessage {
  const { orderRef, contact, meta, ...rest } = named<StoredMessage & { orderRef: string | null; contact: Contact | null }>(row)
  return { ...rest, order: orderRef, contact: contact ? { ...nobody, ...contact } : nobody, meta: meta ?? {}, attachments: [] }
}
