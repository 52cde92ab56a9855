import type { Answer, Refusal } from '../domain/case/commands'
import * as command from '../domain/case/commands'
import { resolveTarget } from '../domain/escalation/who'
import { mentioned } from '../domain/mentions'
import { Book } from './book'
import { assignIn, type CloseWish, closeIn, handedOff, labelIn, snoozeIn, wakeIn } from './case-deeds'
import { imageOf, newDeed, ONE_MS } from './deed'
import type { Needs, StoredCase } from './needs'
import { handUpNotice, mentionNotice } from './notices'
import { peopleAt } from './people-at'
import { recount } from './recount'
import { type RegradeWish, regradeIn } from './regrade-case'
import { answerOwed, restartLadderAndClocks } from './reopen'
import { answerCustomer, type ReplyInput, type Saying, sent } from './reply'
import { acknowledgeIn, applyTo, type Room } from './speak'
import { askNobody } from './survey'

export type Done<T = StoredCase> = { done: true; value: T; undo: string | null } | { done: false; refused: Refusal | 'case_unknown' }
type Who = { caseId: string; by: string }

export type CaseActions = ReturnType<typeof caseActions>

/** Whoever a note calls by name is told, with the note's words. */
function tellMentioned({ needs, directory, book, it }: Room, by: string, text: string) {
  const writer = directory.people.find(({ id }) => id === by)?.name ?? 'API'
  for (const id of mentioned(text, directory.people, by)) {
    const person = directory.people.find((one) => one.id === id)
    if (person) book.notices.push(mentionNotice(needs, directory, book.case(it.id), person, writer, text))
  }
}

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
      const image = imageOf(book, { it, clocks, escalations, alerts }, kind)
      const corrections = room.corrections ?? []
      const before = image && { cases: [image], corrections: corrections.map(({ id }) => id) }
      const deeds = before ? [newDeed(needs, by, kind, before, ONE_MS)] : []
      book.audit.push({
        at: room.now,
        actor: by,
        action: `case.${kind}`,
        subject: caseId,
        data: { events: answer.events.map(({ at: _, by: __, ...event }) => event) },
      })
      const approvals = room.approvals ?? []
      await tx.commit({ ...book.effects(), outbound: room.outbound, links: room.links, deeds, approvals, corrections, ...room.composing })
      return { done: true, value: value(), undo: deeds[0]?.id ?? null }
    })
    if (result.done) {
      needs.announce(tenant, { event: 'case.changed', id: caseId })
      needs.announce(tenant, { event: 'notice.changed', id: null })
    }
    return result
  }

/** What people do with a case. Each reads the case, asks the domain, and commits what it said together with all that follows from it. */
export function caseActions(needs: Needs, options: Saying) {
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
        if (answer.done) await acknowledgeIn(room, answer, { by: input.by, notify: input.notifyCustomer })
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    assign: (tenant: string, input: Who & { owner: string | null; team: string | null; reason: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const answer = assignIn(room, input)
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

    reply: (tenant: string, input: ReplyInput) => act(tenant, input.caseId, (room) => answerCustomer(room, input, options)),

    note: (tenant: string, input: Who & { text: string }) =>
      act(tenant, input.caseId, async (room) => {
        const answer = command.note(room.it, { by: input.by, at: room.now, text: input.text })
        if (answer.done) {
          applyTo(room, answer)
          tellMentioned(room, input.by, input.text)
          sent(room, input, 'note', [], '')
        }
        return { answer, value: () => ({ seq: room.book.case(input.caseId).events }) }
      }),

    close: (tenant: string, input: Who & Omit<CloseWish, 'by'>) =>
      act(tenant, input.caseId, async (room) => {
        const answer = await closeIn(room, input)
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    regrade: (tenant: string, input: Who & RegradeWish) =>
      act(tenant, input.caseId, async (room) => ({ answer: await regradeIn(room, input), value: () => room.book.case(input.caseId) })),

    label: (tenant: string, input: Who & { topics: readonly string[] }) =>
      act(tenant, input.caseId, async (room) => ({ answer: labelIn(room, input), value: () => room.book.case(input.caseId) })),

    /** Out of sight until a time, or until the customer writes (null); never past two hours before the next clock. */
    snooze: (tenant: string, input: Who & { until: number | null }) =>
      act(tenant, input.caseId, async (room) => ({ answer: snoozeIn(room, input), value: () => room.book.case(input.caseId) })),

    wake: (tenant: string, input: Who) =>
      act(tenant, input.caseId, async (room) => ({
        answer: wakeIn(room, { by: input.by, because: 'person' }),
        value: () => room.book.case(input.caseId),
      })),

    reopen: (tenant: string, input: Who & { reason: string }) =>
      act(tenant, input.caseId, async (room) => {
        const goesOn = answerOwed(room.book, input.caseId)
        const answer = command.reopen(room.it, { by: input.by, at: room.now, reason: input.reason, goesOn })
        if (answer.done) {
          applyTo(room, answer)
          await askNobody(room)
          await restartLadderAndClocks(room, input.caseId, goesOn)
        }
        return { answer, value: () => room.book.case(input.caseId) }
      }),
  }
}
