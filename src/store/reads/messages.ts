import type { AttachmentView, MessageFilter, MessageView, Page } from '../../actions/reads'
import { type Db, inTenant, type Row } from '../db'
import { toFinding, toMessage } from '../rows'
import { type Condition, escapeLike, pageOf, where } from './page'

const SELECT = `select m.*, 0 as attempts, to_jsonb(f.*) as found, c.reference as case_reference
  from message m left join finding f on f.tenant_id = $1 and f.message_id = m.id
  left join cases c on c.tenant_id = $1 and c.id = f.case_id`

/** The inbox newest first; triage the most severe and then the oldest first, because that is the order to work in. */
export function listMessages(db: Db, tenant: string, filter: MessageFilter): Promise<Page<MessageView>> {
  return filter.view === 'inbox' ? inbox(db, tenant, filter) : waiting(db, tenant, filter)
}

const OF_VIEW = {
  inbox: `m.direction = 'in'`,
  triage: `f.disposition = 'review' and f.decided_by is null`,
  quarantine: `f.state = 'quarantined'`,
} as const

/** What a filter asks of a message, whatever the order and the page. */
export const conditions = ({ view, channel, lang, q, awakeAt = null }: Omit<MessageFilter, 'limit' | 'after'>): Condition[] => [
  [OF_VIEW[view]],
  channel ? ['m.channel = ?', channel] : null,
  lang ? [`coalesce(f.finding #>> '{lang,value}', m.lang) = ?`, lang] : null,
  q ? ['(m.text ilike ? or m.external_id = upper(?))', `%${escapeLike(q)}%`, q.trim()] : null,
  awakeAt === null ? null : [`coalesce(f.snoozed_until, '-infinity') <= to_timestamp(?::float8 / 1000)`, awakeAt],
]

function inbox(db: Db, tenant: string, filter: MessageFilter) {
  const { limit, after } = filter
  const { sql, values } = where(tenant, [...conditions(filter), after ? ['m.id < ?::uuid', after] : null])
  return inTenant(db, tenant, async (query) =>
    pageOf(
      (await query(`${SELECT} where m.tenant_id = $1 ${sql} order by m.id desc limit ${limit + 1}`, values)).map(view),
      limit,
      (row) => row.id,
    ),
  )
}

function waiting(db: Db, tenant: string, filter: MessageFilter) {
  const { limit, after } = filter
  const [severity, id] = after?.split('~') ?? []
  const { sql, values } = where(tenant, [
    ...conditions(filter),
    severity && id ? [`(coalesce(f.severity, 'E'), f.message_id) > (?, ?::uuid)`, severity, id] : null,
  ])
  return inTenant(db, tenant, async (query) => {
    const rows = await query(
      `${SELECT} where m.tenant_id = $1 ${sql} order by coalesce(f.severity, 'E'), f.message_id limit ${limit + 1}`,
      values,
    )
    return pageOf(rows.map(view), limit, (row) => `${row.found?.severity ?? 'E'}~${row.id}`)
  })
}

export const oneMessage = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query): Promise<(MessageView & { attachments: AttachmentView[] }) | null> => {
    const [row] = await query(`${SELECT} where m.tenant_id = $1 and m.id = $2`, [tenant, id])
    if (!row) return null
    const attachments = await query<AttachmentView>(
      'select id, message_id as "messageId", name, media_type as "mediaType", size from attachment where tenant_id = $1 and message_id = $2 order by id',
      [tenant, id],
    )
    return { ...view(row), attachments }
  })

export const messageBySource = (db: Db, tenant: string, channel: string, externalId: string) =>
  inTenant(db, tenant, async (query): Promise<MessageView | null> => {
    const [row] = await query(`${SELECT} where m.tenant_id = $1 and m.channel = $2 and m.source_key = $3`, [tenant, channel, externalId])
    return row ? view(row) : null
  })

export const oneAttachment = (db: Db, tenant: string, id: string) =>
  inTenant(db, tenant, async (query) => {
    const [row] = await query<{ name: string; mediaType: string; bytes: Uint8Array }>(
      'select name, media_type as "mediaType", bytes from attachment where tenant_id = $1 and id = $2',
      [tenant, id],
    )
    return row ?? null
  })

function view(row: Row): MessageView {
  const found = row['found'] ? toFinding(row['found'] as Row) : null
  return {
    ...toMessage(row),
    found,
    caseReference: (row['case_reference'] as string | null) ?? null,
    quarantined: found?.state === 'quarantined',
  }
}
