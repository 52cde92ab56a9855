import { outcomeOf } from '../domain/approvals/approval'
import { type ApprovalReason, NO_APPROVALS, reasonsToWait, streakOf } from '../domain/approvals/policy'
import type { Answer } from '../domain/case/commands'
import type { HeldReply, StoredApproval } from './approval-needs'
import { approvalWaitingNotices } from './approval-notices'
import { applyTo, type Room } from './speak'
import type { Way } from './way'

const MINUTE = 60_000

/** Why the firm's rules want another pair of eyes on this answer; empty where it may go. */
export async function reasonsToHold(room: Room, { by, public: open }: { by: string; public: boolean }): Promise<ApprovalReason[]> {
  const policy = room.directory.approvals ?? NO_APPROVALS
  const { severity } = room.it
  const role = room.directory.people.find(({ id }) => id === by)?.role
  const learning = role === 'agent' && policy.newcomers > 0
  const streak = learning ? streakOf((await room.tx.decidedFor(by, severity, policy.newcomers)).map(outcomeOf)) : null
  return reasonsToWait(policy, { severity, public: open, streak })
}

/** Puts an answer aside until somebody else has read it: nothing of it is in the outbox. */
export async function hold(
  room: Room,
  input: HeldReply & { by: string; text: string; way: Way; seen: string | null; reasons: ApprovalReason[] },
): Promise<{ answer: Answer; id: string; dueAt: number }> {
  const { needs, it, now } = room
  const { by, text, way, seen, reasons } = input
  const id = needs.newId()
  const dueAt = dueFor(room)
  if (await room.tx.openApproval(it.id)) return { answer: { done: false, refused: 'approval_waiting' }, id, dueAt }
  const held: StoredApproval = {
    ...{ id, caseId: it.id, author: by, state: 'waiting', reasons, version: 1, text, way: placeOf(way, input.public), seenMessageId: seen },
    ...{ submittedAt: now, dueAt, steps: [{ did: 'submitted', at: now, by, version: 1, text }] },
    ...{ severity: it.severity, reply: wishOf(input), decidedAt: null, noticeId: null, demo: it.demo },
  }
  room.approvals = [held]
  room.book.notices.push(...approvalWaitingNotices(needs, room.directory, it, held))
  const answer: Answer = { done: true, events: [{ kind: 'approval_requested', approvalId: id, version: 1, reasons, by, at: now }] }
  applyTo(room, answer)
  return { answer, id, dueAt }
}

const wishOf = ({ final, public: open, files, channel, letter }: HeldReply): HeldReply => ({
  ...{ final, public: open, files: files ?? [], channel: channel ?? null },
  ...(letter ? { letter } : {}),
})

export const placeOf = ({ channel, address }: Way, open: boolean) => ({ channel, address, public: open })
/** An approver's time ends at the latest when the customer's does, unless that is over already. */
export const dueFor = ({ now, it, directory }: Room) => {
  const due = now + (directory.approvals ?? NO_APPROVALS).minutes * MINUTE
  return it.breachAt !== null && it.breachAt > now ? Math.min(due, it.breachAt) : due
}
