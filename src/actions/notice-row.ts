import type { Moment } from '../domain/moment'
import type { NoticeKind } from '../domain/notices/facts'

export type NoticeState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled'
export type NoticeRow = {
  id: string
  /** kind : case : step : recipient. The same promise made twice is one row. */
  dedupeKey: string
  kind: NoticeKind
  audience: 'staff' | 'customer'
  userId: string | null
  toName: string | null
  toAddress: string | null
  channel: string | null
  caseId: string | null
  messageId: string | null
  subject: string
  body: string
  lang: string
  data: Record<string, unknown>
  state: NoticeState
  reason: string | null
  createdAt: Moment
  sendAfter: Moment
  attempts: number
  sentAt: Moment | null
  providerId: string | null
  /** When the last attempt began; missing on a row that is only being made. */
  claimedAt?: Moment | null
  demo: boolean
}
