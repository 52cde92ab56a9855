import type { Answer, Refusal } from '../domain/case/commands'
import * as command from '../domain/case/commands'
import type { Outcome, Remedy } from '../domain/case/events'
import { resolveTarget } from '../domain/escalation/who'
import { trigger } from './begin-climb'
import { Book } from './book'
import type { Needs, StoredCase } from './needs'
import { assignmentNotice, handUpNotice } from './notices'
import { peopleAt } from './people-at'
import { recount } from './recount'
import { restartLadderAndClocks } from './reopen'
import { answerCustomer, type ReplyInput, sent } from './reply'
import { acknowledgeToCustomer, applyTo, type Room } from './speak'

export type Done<T = StoredCase> = { done: true; value: T } | { done: false; refused: Refusal | 'case_unknown' }
type Who = { caseId: string; by: string }

export type CaseActions = ReturnType<typeof caseActions>

/** Whoever was handed it has to take it up; where nobody does, policies that wait for that begin. */
const handedOff = (room: Room) => trigger({ ...room, people: peopleAt(room.directory, room.now) }, room.it.id, { on: 'hand_off' })

/** One act on one case in one transaction: the work, the clocks that follow from it, the audit, and telling the screens. */
export const acting =
  (needs: Needs) =>
  async <T>(tenant: string, caseId: string, work: (room: Room) => Promise<{ answer: Answer; value: () => T }>): Promise<Done<T>> => {
    const directory = await needs.store.directory(tenant)
    const result = await needs.store.write(tenant, async (tx): Promise<Done<T>> => {
      const it = await tx.caseById(caseId)
      if (!it) return { done: false, refused: 'case_unknown' }
      const [clocks, escalations] = [await tx.clocksOf([caseId]), await tx.escalationsOf([caseId])]
      const alerts = it.highRisk ? await tx.alertsOf([caseId]) : []
      const book = new Book({ cases: [it], clocks, escalations, alerts }, directory.policies)
      const room: Room = { needs, directory, tx, book, it, now: needs.now(), outbound: [], links: [] }
      const { answer, value } = await work(room)
      if (!answer.done) return { done: false, refused: answer.refused }
      await recount(room, caseId)
      const { by, kind } = answer.events[0]!
      book.audit.push({
        at: room.now,
        actor: by,
        action: `case.${kind}`,
        subject: caseId,
        data: { events: answer.events.map(({ at: _, by: __, ...event }) => event) },
      })
      await tx.commit({ ...book.effects(), outbound: room.outbound, links: room.links, ...room.composing, approvals: room.approvals ?? [] })
      return { done: true, value: value() }
    })
    if (result.done) {
      needs.announce(tenant, { event: 'case.changed', id: caseId })
      needs.announce(tenant, { event: 'notice.changed', id: null })
    }
    return result
  }

/** What people do with a case. Each reads the case, asks the domain, and commits what it said together with all that follows from it. */
export function caseActions(needs: Needs, options: { undoMs: number }) {
  const act = acting(needs)
  return {
    /** "I have it": stops the escalation (also one that began after an earlier acknowledgement), keeps the acknowledgement clock, and tells the customer unless told not to. */
    acknowledge: (tenant: string, input: Who & { note: string | null; notifyCustomer: boolean }) =>
      act(tenant, input.caseId, async (room) => {
        const climbing = room.book.escalationsOf(room.it.id).some((e) => e.stoppedAt === null)
        const answer = command.acknowledge(climbing ? { ...room.it, acknowledgedAt: null } : room.it, {
          by: input.by,
          at: room.now,
          note: input.note,
        })
        if (answer.done) {
          applyTo(room, answer)
          if (input.notifyCustomer) await acknowledgeToCustomer(room, input.by)
        }
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    assign: (tenant: string, input: Who & { owner: string | null; team: string | null; reason: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const { owner, by } = input
        const answer = command.assign(room.it, {
          by,
          at: room.now,
          owner,
          ...(input.team ? { team: input.team } : {}),
          reason: input.reason ?? (owner === null ? null : 'assigned by hand'),
          people: room.directory.people,
        })
        if (answer.done) {
          applyTo(room, answer)
          const person = room.directory.people.find((p) => p.id === owner)
          if (person && person.id !== by) {
            room.book.notices.push(assignmentNotice(needs, room.directory, room.book.case(input.caseId), person))
            handedOff(room)
          }
        }
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    escalate: (tenant: string, input: Who & { reason: string; to: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const { directory, it } = room
        const above = input.to
          ? (peopleAt(directory, room.now).find((p) => p.id === input.to && p.available) ?? null)
          : resolveTarget('manager', peopleAt(directory, room.now), {
              owner: it.owner,
              exclude: it.owner ? [it.owner] : [],
              language: it.lang,
              team: it.team,
            })
        const level = 1 + Math.max(0, ...room.book.escalationsOf(it.id).map((e) => e.level))
        const answer = command.escalate(it, { by: input.by, at: room.now, reason: input.reason, to: above?.id ?? null, level })
        if (answer.done && above) {
          applyTo(room, answer)
          room.book.notices.push(handUpNotice(needs, directory, room.book.case(it.id), above, level, input.reason))
          handedOff(room)
        }
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    reply: (tenant: string, input: ReplyInput) => act(tenant, input.caseId, (room) => answerCustomer(room, input, options.undoMs)),

    note: (tenant: string, input: Who & { text: string }) =>
      act(tenant, input.caseId, async (room) => {
        const answer = command.note(room.it, { by: input.by, at: room.now, text: input.text })
        if (answer.done) {
          applyTo(room, answer)
          sent(room, input, 'note', [], '')
        }
        return { answer, value: () => ({ seq: room.book.case(input.caseId).events }) }
      }),

    close: (tenant: string, input: Who & { outcome: Outcome; remedy: Remedy; note: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const unsentReplies = (await room.tx.failedReplies(input.caseId)) + ((await room.tx.openApproval(input.caseId)) ? 1 : 0)
        const answer = command.close(room.it, {
          by: input.by,
          at: room.now,
          outcome: input.outcome,
          remedy: input.remedy,
          note: input.note,
          unsentReplies,
        })
        if (answer.done) applyTo(room, answer)
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    reopen: (tenant: string, input: Who & { reason: string }) =>
      act(tenant, input.caseId, async (room) => {
        const answer = command.reopen(room.it, { by: input.by, at: room.now, reason: input.reason })
        if (answer.done) {
          applyTo(room, answer)
          await restartLadderAndClocks(room, input.caseId)
        }
        return { answer, value: () => room.book.case(input.caseId) }
      }),
  }
}
