import { supportNeedsOf } from '../domain/message'
import { type Triage, triage } from '../domain/triage/triage'
import { Book } from './book'
import type { Desk } from './file-messages'
import type { FindingRow, Needs } from './needs'
import { openCase } from './open-case'
import { peopleAt } from './people-at'

export type TriageInput = {
  messageId: string
  decision: 'complaint' | 'duplicate' | 'noise' | 'opportunity' | 'abuse'
  caseId: string | null
  by: string
}
export type TriageAnswer =
  | { done: true }
  | { done: false; refused: 'message_unknown' | 'case_unknown' | 'already_decided' | 'not_understood_yet' }

const MARKED = { complaint: 'complaint', duplicate: 'duplicate', noise: 'not_a_case', opportunity: 'opportunity', abuse: 'abuse' } as const

/**
 * A person says what a message is. A complaint or an opportunity opens a case at the severity that the engine saw; a duplicate joins the
 * named case; noise and abuse open none. What was decided with a case on it stays: change the case instead.
 */
export async function triageMessage(needs: Needs, tenant: string, { messageId, decision, caseId, by }: TriageInput): Promise<TriageAnswer> {
  const directory = await needs.store.directory(tenant)
  const answer = await needs.store.write(tenant, async (tx): Promise<TriageAnswer> => {
    const message = await tx.message(messageId)
    if (!message) return { done: false, refused: 'message_unknown' }
    const before = message.finding
    if (!before?.finding) return { done: false, refused: 'not_understood_yet' }
    if (before.caseId !== null) return { done: false, refused: 'already_decided' }
    const joined = decision === 'duplicate' && caseId ? await tx.caseById(caseId) : null
    if (decision === 'duplicate' && !joined) return { done: false, refused: 'case_unknown' }
    const now = needs.now()
    const book = new Book({ cases: joined ? [joined] : [], clocks: [], escalations: [] }, directory.policies)
    const desk: Desk = { needs, directory, people: peopleAt(directory, now), tx, now, book, links: [] }
    let opened: string | null = null
    if (decision === 'complaint' || decision === 'opportunity') {
      const graded: Triage = triage({
        finding: { ...before.finding, complaint: { ...before.finding.complaint, value: decision === 'complaint' ? 'yes' : 'no' } },
        text: message.text,
        public: message.public,
        contact: message.contact,
        history: { openCases: [], contactsLast30d: 0, earlierCases: 0 },
        supportNeeds: supportNeedsOf(message),
        now,
      })
      opened = openCase(
        desk,
        { message, finding: before.finding },
        { ...graded, because: [...graded.because, { code: 'decided_by_person', evidence: 'a person said so' }] },
        decision,
        before.contactId,
      )
    } else if (joined) {
      opened = joined.id
      book.happen(joined.id, { kind: 'message_attached', messageId, because: 'duplicate', by, at: now })
      book.change(joined.id, {
        messages: joined.messages + 1,
        lastMessageAt: Math.max(joined.lastMessageAt, message.sentAt ?? message.receivedAt),
      })
      desk.links.push({ caseId: joined.id, messageId })
    }
    const decidedBy = /^[0-9a-f-]{36}$/.test(by) ? by : null
    const finding: FindingRow = { ...before, disposition: MARKED[decision], decidedBy, caseId: opened, reason: 'decided_by_person' }
    const effects = book.effects()
    await tx.commit({
      ...effects,
      findings: [finding],
      links: desk.links,
      audit: [
        ...effects.audit,
        { at: now, actor: by, action: 'message.decided', subject: messageId, data: { decision, case: opened, was: before.disposition } },
      ],
    })
    return { done: true }
  })
  if (answer.done)
    needs.announce(tenant, { event: 'message.processed', id: messageId, caseId, disposition: MARKED[decision], severity: null })
  return answer
}
