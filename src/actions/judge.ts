import { supportNeedsOf } from '../domain/message'
import { type Triage, triage } from '../domain/triage/triage'
import type { MessageImage } from './deed'
import type { Desk } from './file-messages'
import type { FindingRow, StoredCase, TenantTx } from './needs'
import { openCase } from './open-case'

export type Decision = 'complaint' | 'duplicate' | 'noise' | 'opportunity' | 'abuse'
export type JudgeRefusal = 'message_unknown' | 'case_unknown' | 'already_decided' | 'not_understood_yet'
export type Judged = { refused: JudgeRefusal } | { finding: FindingRow; was: FindingRow; image: MessageImage | null }
type Found = NonNullable<Awaited<ReturnType<TenantTx['message']>>>

const MARKED = { complaint: 'complaint', duplicate: 'duplicate', noise: 'not_a_case', opportunity: 'opportunity', abuse: 'abuse' } as const

/**
 * A person says what a message is. A complaint or an opportunity opens a case at the severity that the engine saw; a duplicate joins the
 * named case; noise and abuse open none, and can be taken back. What was decided with a case on it stays: change the case instead.
 */
export function judge(desk: Desk, message: Found | null, decision: Decision, by: string, joined: StoredCase | null): Judged {
  if (!message) return { refused: 'message_unknown' }
  const was = message.finding
  if (!was?.finding) return { refused: 'not_understood_yet' }
  if (was.caseId !== null) return { refused: 'already_decided' }
  if (decision === 'duplicate' && !joined) return { refused: 'case_unknown' }
  const caseId = caseFor(desk, message, was, decision, by, joined)
  const decidedBy = /^[0-9a-f-]{36}$/.test(by) ? by : null
  const finding: FindingRow = { ...was, disposition: MARKED[decision], decidedBy, caseId, reason: 'decided_by_person' }
  const { messageId, disposition, reason } = was
  const image = caseId === null ? { messageId, disposition, decidedBy: was.decidedBy, reason, judged: finding.disposition } : null
  return { finding, was, image }
}

function caseFor(desk: Desk, message: Found, was: FindingRow, decision: Decision, by: string, joined: StoredCase | null): string | null {
  const { finding } = was
  if (finding && (decision === 'complaint' || decision === 'opportunity')) {
    const graded = gradedBy(desk, message, finding, decision)
    return openCase(desk, { message, finding }, graded, decision, was.contactId)
  }
  if (!joined || decision !== 'duplicate') return null
  const { book, links, now } = desk
  book.happen(joined.id, { kind: 'message_attached', messageId: message.id, because: 'duplicate', by, at: now })
  book.change(joined.id, {
    messages: joined.messages + 1,
    lastMessageAt: Math.max(joined.lastMessageAt, message.sentAt ?? message.receivedAt),
  })
  links.push({ caseId: joined.id, messageId: message.id })
  return joined.id
}

function gradedBy(desk: Desk, message: Found, finding: NonNullable<FindingRow['finding']>, decision: Decision): Triage {
  const graded = triage({
    finding: { ...finding, complaint: { ...finding.complaint, value: decision === 'complaint' ? 'yes' : 'no' } },
    text: message.text,
    public: message.public,
    contact: message.contact,
    history: { openCases: [], contactsLast30d: 0, earlierCases: 0 },
    supportNeeds: supportNeedsOf(message),
    now: desk.now,
  })
  return { ...graded, because: [...graded.because, { code: 'decided_by_person', evidence: 'a person said so' }] }
}
