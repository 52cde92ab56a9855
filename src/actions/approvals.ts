import * as approvals from '../domain/approvals/approval'
import type { Answer } from '../domain/case/commands'
import type { CaseEvent } from '../domain/case/events'
import { wayFor } from '../domain/wishes'
import type { StoredApproval } from './approval-needs'
import { approvalReturnedNotice, approvalWaitingNotices } from './approval-notices'
import { acting } from './case-actions'
import { dueFor, placeOf } from './hold'
import type { Needs } from './needs'
import { answerCustomer, type Saying } from './reply'
import { applyTo, type Room } from './speak'
import { waysTo } from './way'

type Of = { caseId: string; approvalId: string; by: string }
export type ApprovalActions = ReturnType<typeof approvalActions>

/** What becomes of an answer that waits. Only `approve` lets it go, in the same transaction that writes down who allowed it. */
export function approvalActions(needs: Needs, options: Saying) {
  const act = acting(needs)
  const change = (tenant: string, of: Of, decide: (it: StoredApproval, room: Room) => Promise<Change>) =>
    act(tenant, of.caseId, async (room) => {
      const it = await room.tx.approval(of.approvalId)
      if (!it || it.caseId !== of.caseId) return { answer: { done: false, refused: 'approval_unknown' }, value: () => of.approvalId }
      const { decided, event, more } = await decide(it, room)
      if (!decided.done) return { answer: { done: false, refused: decided.refused }, value: () => of.approvalId }
      const answer: Answer = { done: true, events: event ? [event(decided.approval)] : [] }
      applyTo(room, answer)
      const sent = await more?.()
      if (sent && !sent.answer.done) return { answer: sent.answer, value: () => of.approvalId }
      const noticeId = sent?.value().noticeId ?? null
      room.approvals = [
        { ...it, ...decided.approval, noticeId: noticeId ?? it.noticeId, decidedAt: decidedAt(it, decided.approval, room.now) },
      ]
      return { answer, value: () => of.approvalId }
    })
  return {
    approve: (tenant: string, input: Of & { version: number; text: string | null }) =>
      change(tenant, input, async (it, room) => {
        const text = input.text === it.text ? null : input.text
        if (it.reply.letter && text !== null) return refused('letter_as_written')
        const decided = approvals.approve(it, await presentOf(room, it), { ...input, text, at: room.now })
        const said = text ?? it.text
        return {
          decided,
          event: ({ version }) => event(room, input, { kind: 'approval_granted', approvalId: it.id, version, edited: text !== null }),
          more: () =>
            answerCustomer(room, { ...it.reply, caseId: it.caseId, by: it.author, text: said, lastSeen: it.seenMessageId }, options, true),
        }
      }),

    giveBack: (tenant: string, input: Of & { version: number; reason: approvals.ReturnReason; note: string | null }) =>
      change(tenant, input, async (it, room) => ({
        decided: approvals.giveBack(it, { ...input, at: room.now }),
        event: ({ version }) => {
          room.book.notices.push(...approvalReturnedNotice(needs, room.directory, room.it, it, input))
          const { reason, note } = input
          return event(room, input, { kind: 'approval_returned', approvalId: it.id, version, reason, note })
        },
      })),

    resubmit: (tenant: string, input: Of & { text: string }) =>
      change(tenant, input, async (it, room) => {
        if (it.reply.letter && input.text !== it.text) return refused('letter_as_written')
        const decided = approvals.resubmit(it, await presentOf(room, it), { ...input, at: room.now, dueAt: dueFor(room) })
        return {
          decided,
          event: (next) => {
            room.book.notices.push(...approvalWaitingNotices(needs, room.directory, room.it, next))
            return event(room, input, { kind: 'approval_requested', approvalId: it.id, version: next.version, reasons: it.reasons })
          },
        }
      }),

    review: (tenant: string, input: Of & { seen: string | null }) =>
      change(tenant, input, async (it, room) => ({
        decided: approvals.review(it, await presentOf(room, it), { ...input, at: room.now }),
        event: ({ version }) => event(room, input, { kind: 'approval_reviewed', approvalId: it.id, version }),
      })),

    withdraw: (tenant: string, input: Of) =>
      change(tenant, input, async (it, room) => ({
        decided: approvals.withdraw(it, { ...input, at: room.now }),
        event: () => event(room, input, { kind: 'approval_withdrawn', approvalId: it.id }),
      })),
  }
}

type Change = {
  decided: approvals.Decided
  event?: (next: approvals.Approval) => CaseEvent
  more?: () => ReturnType<typeof answerCustomer>
}
type ApprovalEvent = Extract<CaseEvent, { kind: `approval_${string}` }>
type Told<T> = T extends unknown ? Omit<T, 'by' | 'at'> : never
const event = ({ now }: Room, { by }: Of, told: Told<ApprovalEvent>) => ({ ...told, by, at: now }) as CaseEvent
const refused = (code: approvals.ApprovalRefusal): Change => ({ decided: { done: false, refused: code } })

const decidedAt = (before: StoredApproval, after: approvals.Approval, now: number) =>
  after.state !== before.state && (after.state === 'approved' || after.state === 'returned') ? now : before.decidedAt

/** How the case stands now, by the way that the answer was meant for. */
async function presentOf({ tx, directory, it }: Room, { way, reply }: StoredApproval): Promise<approvals.Present> {
  const [ways, newest] = [await waysTo(tx, directory, it), await tx.lastInbound(it.id)]
  const now = wayFor(ways, { channel: reply.channel ?? null, public: reply.public }) ?? null
  return { newestMessageId: newest?.id ?? null, way: now && placeOf(now, way.public), closed: it.state === 'closed' }
}
