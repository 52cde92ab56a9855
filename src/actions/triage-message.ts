import { Book } from './book'
import { newDeed, ONE_MS } from './deed'
import type { Desk } from './file-messages'
import { type Decision, type JudgeRefusal, judge } from './judge'
import type { FindingRow, Needs } from './needs'
import { peopleAt } from './people-at'

export type TriageInput = { messageId: string; decision: Decision; caseId: string | null; by: string }
export type TriageAnswer = { done: true; undo: string | null } | { done: false; refused: JudgeRefusal }

/** One message is decided in one transaction (`judge.ts` says how). */
export async function triageMessage(needs: Needs, tenant: string, { messageId, decision, caseId, by }: TriageInput): Promise<TriageAnswer> {
  const directory = await needs.store.directory(tenant)
  const result = await needs.store.write(tenant, async (tx): Promise<{ answer: TriageAnswer; finding: FindingRow | null }> => {
    const message = await tx.message(messageId)
    const joined = decision === 'duplicate' && caseId ? await tx.caseById(caseId) : null
    const now = needs.now()
    const book = new Book({ cases: joined ? [joined] : [], clocks: [], escalations: [] }, directory.policies)
    const desk: Desk = { needs, directory, people: peopleAt(directory, now), tx, now, book, links: [] }
    const judged = judge(desk, message, decision, by, joined)
    if ('refused' in judged) return { answer: { done: false, refused: judged.refused }, finding: null }
    const { finding, was, image } = judged
    const effects = book.effects()
    const deeds = image ? [newDeed(needs, by, decision, { messages: [image] }, ONE_MS)] : []
    const data = { decision, case: finding.caseId, was: was.disposition }
    await tx.commit({
      ...effects,
      findings: [finding],
      links: desk.links,
      deeds,
      audit: [...effects.audit, { at: now, actor: by, action: 'message.decided', subject: messageId, data }],
    })
    return { answer: { done: true, undo: deeds[0]?.id ?? null }, finding }
  })
  if (result.finding) {
    const { disposition } = result.finding
    needs.announce(tenant, { event: 'message.processed', id: messageId, caseId: caseId ?? null, disposition, severity: null })
  }
  return result.answer
}
