import type { AttachmentView, Reads, TurnView } from '../../actions/reads'
import type { CaseEvent } from '../../domain/case/events'
import type { LetterKind } from '../../domain/letters/letter'
import type { Contact } from '../../domain/message'
import type { Moment } from '../../domain/moment'
import { type Db, inTenant, inTenantBeside, type Query, type Row } from '../db'
import { toClock, toFinding, toNotice } from '../rows'
import { pageOf, where } from './page'

/** A case's messages in both directions, oldest first, each with how far an answer of ours has got. */
export const conversation = (db: Db, tenant: string, caseId: string) =>
  inTenant(db, tenant, async (query): Promise<TurnView[]> => {
    const rows = await query(
      `select m.id, m.direction, m.channel, m.public, m.text, m.lang, m.received_at, m.sent_at, m.contact, s.name as author, to_jsonb(f.*) as found, to_jsonb(n.*) as notice
         from case_message l join message m on m.tenant_id = $1 and m.id = l.message_id
         left join finding f on f.tenant_id = $1 and f.message_id = m.id
         left join staff s on s.tenant_id = $1 and s.id = m.author
         left join notice n on n.tenant_id = $1 and n.message_id = m.id and n.audience = 'customer' and m.direction = 'out'
        where l.tenant_id = $1 and l.case_id = $2 order by coalesce(m.sent_at, m.received_at), m.id limit 500`,
      [tenant, caseId],
    )
    const files = await query<AttachmentView>(
      `select a.id, a.message_id as "messageId", a.name, a.media_type as "mediaType", a.size from case_message l
         join attachment a on a.tenant_id = $1 and a.message_id = l.message_id where l.tenant_id = $1 and l.case_id = $2`,
      [tenant, caseId],
    )
    return rows.map((row) => turn(row, files))
  })

function turn(row: Row, files: AttachmentView[]): TurnView {
  const notice = row['notice'] as Row | null
  return {
    id: row['id'] as string,
    direction: row['direction'] as 'in' | 'out',
    channel: row['channel'] as string,
    public: row['public'] as boolean,
    text: row['text'] as string,
    lang: row['lang'] as string | null,
    at: (row['sent_at'] ?? row['received_at']) as Moment,
    author: row['author'] as string | null,
    contact: row['contact'] as Contact | null,
    finding: row['found'] ? toFinding(row['found'] as Row) : null,
    attachments: files.filter((f) => f.messageId === row['id']),
    notice: notice
      ? {
          id: String(notice['id']),
          state: notice['state'] as TurnView['notice'] extends infer N ? (N extends { state: infer S } ? S : never) : never,
          reason: notice['reason'] as string | null,
          sentAt: time(notice['sent_at']),
          sendAfter: time(notice['send_after']) ?? 0,
          letter: ((notice['data'] as Row)['letter'] as LetterKind | undefined) ?? null,
          readAt: notice['receipt'] === 'read' ? time(notice['receipt_at']) : null,
        }
      : null,
  }
}
const time = (value: unknown) => (typeof value === 'string' ? (value === 'infinity' ? Number.POSITIVE_INFINITY : Date.parse(value)) : null)

export const clocksOf = (db: Db, tenant: string, caseId: string) =>
  inTenant(db, tenant, async (query) =>
    (await query('select * from clock where tenant_id = $1 and case_id = $2 order by due_at nulls last, id', [tenant, caseId])).map(
      toClock,
    ),
  )

export const timeline = (db: Db, tenant: string, caseId: string) => inTenant(db, tenant, (query) => eventsIn(query, tenant, caseId))

/** Everything that happened to a case, in its order. */
export async function eventsIn(query: Query, tenant: string, caseId: string) {
  const rows = await query<{ seq: number; at: Moment; by: string; kind: string; data: Row }>(
    'select seq, at, by, kind, data from case_event where tenant_id = $1 and case_id = $2 order by seq',
    [tenant, caseId],
  )
  return rows.map(({ seq, at, by, kind, data }) => ({ seq, event: { ...data, at, by, kind } as CaseEvent }))
}

export const listNotices: (db: Db, ...args: Parameters<Reads['notices']>) => ReturnType<Reads['notices']> = (
  db,
  tenant,
  { states, caseId, channel, limit, after },
) => {
  const stored = states.flatMap((s) => (s === 'queued' ? ['queued', 'sending'] : s === 'failed' ? ['failed', 'cancelled'] : [s]))
  const { sql, values } = where(tenant, [
    stored.length ? ['n.state = any(?)', stored] : null,
    caseId ? ['n.case_id = ?::uuid', caseId] : null,
    channel ? ['n.channel = ?', channel] : null,
    after ? ['n.id < ?::uuid', after] : null,
  ])
  return inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select n.*, c.reference as case_reference from notice n left join cases c on c.tenant_id = $1 and c.id = n.case_id where n.tenant_id = $1 ${sql} order by n.id desc limit ${limit + 1}`,
      values,
    )
    return pageOf(
      rows.map((row) => ({ ...toNotice(row), caseReference: row['case_reference'] as string | null })),
      limit,
      (n) => n.id,
    )
  })
}

export const counts: (db: Db, ...args: Parameters<Reads['counts']>) => ReturnType<Reads['counts']> = (db, tenant, now) =>
  inTenantBeside(db, tenant, async (query) => {
    const [row] = await query<Awaited<ReturnType<Reads['counts']>>>(
      `select (select count(*)::int from finding where tenant_id = $1 and disposition = 'review' and decided_by is null) as triage,
              (select count(*)::int from finding where tenant_id = $1 and state = 'quarantined') as quarantine,
              (select count(*)::int from cases where tenant_id = $1 and kind = 'complaint' and state <> 'closed') as open,
              (select count(*)::int from cases where tenant_id = $1 and state <> 'closed' and breach_at > to_timestamp($2::float8 / 1000) and breach_at <= to_timestamp($2::float8 / 1000 + 14400)) as due_soon,
              (select count(*)::int from cases where tenant_id = $1 and state <> 'closed' and breach_at <= to_timestamp($2::float8 / 1000)) as missed,
              (select count(*)::int from notice where tenant_id = $1 and state in ('queued', 'sending', 'unknown')) as outbox_waiting,
              (select count(*)::int from approval where tenant_id = $1 and state = 'waiting') as approvals`,
      [tenant, now],
    )
    return row!
  })

export const openClocks: (db: Db, ...args: Parameters<Reads['openClocks']>) => ReturnType<Reads['openClocks']> = (
  db,
  tenant,
  until,
  limit,
) =>
  inTenant(db, tenant, async (query) => {
    const rows = await query(
      `select k.*, c.reference, c.number, c.severity, c.tier, s.name as owner from clock k join cases c on c.tenant_id = $1 and c.id = k.case_id
         left join staff s on s.tenant_id = $1 and s.id = c.owner
        where k.tenant_id = $1 and k.state in ('running', 'due_soon', 'missed') and k.met_at is null
          and (c.state <> 'closed' or k.kind in ('final_response', 'implement_outcome') and k.obligation = 'must')
          and ($2::float8 is null or k.due_at <= to_timestamp($2::float8 / 1000)) order by k.due_at nulls last limit $3`,
      [tenant, until, limit],
    )
    return rows.map((row) => ({
      ...toClock(row),
      reference: String(row['reference']),
      number: Number(row['number']),
      severity: String(row['severity']),
      tier: Number(row['tier']),
      owner: row['owner'] as string | null,
    }))
  })
