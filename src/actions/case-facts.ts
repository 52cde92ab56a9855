import { chooseClass, sayFact, tellHappening } from '../domain/case/facts'
import { factsOf } from '../domain/case/story'
import type { FactValue } from '../domain/regimes/facts'
import { acting } from './case-actions'
import type { Needs } from './needs'
import { applyTo } from './speak'

type Who = { caseId: string; by: string }
export type CaseFactActions = ReturnType<typeof caseFactActions>

/** What people tell a case that its rule books ask for: answers, happenings outside, and the class. The clocks follow in the same transaction. */
export function caseFactActions(needs: Needs) {
  const act = acting(needs)
  return {
    say: (tenant: string, input: Who & { name: string; value: FactValue | null; reason: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const { facts } = factsOf(await room.tx.eventsOf(input.caseId), room.now)
        const answer = sayFact(room.it, { ...input, at: room.now, was: facts?.[input.name] ?? null })
        if (answer.done) applyTo(room, answer)
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    happened: (tenant: string, input: Who & { name: string; happenedAt: number; reason: string | null }) =>
      act(tenant, input.caseId, async (room) => {
        const answer = tellHappening(room.it, { ...input, at: room.now })
        if (answer.done) applyTo(room, answer)
        return { answer, value: () => room.book.case(input.caseId) }
      }),

    classify: (tenant: string, input: Who & { regime: string; classId: string | null; reason: string }) =>
      act(tenant, input.caseId, async (room) => {
        const { classIds } = factsOf(await room.tx.eventsOf(input.caseId), room.now)
        const answer = chooseClass(room.it, { ...input, at: room.now, was: classIds?.[input.regime] ?? null })
        if (answer.done) applyTo(room, answer)
        return { answer, value: () => room.book.case(input.caseId) }
      }),
  }
}
