import type { Answer } from '../domain/case/commands'
import type { CaseEvent } from '../domain/case/events'
import { factsOf } from '../domain/case/story'
import { wantedClocks } from '../domain/regimes/clocks'
import { reconcile } from '../domain/regimes/reconcile'
import { nextWake } from '../domain/regimes/settle'
import { acting } from './case-actions'
import type { Needs, StoredCase, StoredClock, TenantTx } from './needs'
import type { Room } from './speak'

/** A clock that today's rule books and calendars would date otherwise. */
export type Rebased = { from: StoredClock; to: StoredClock }
export type RebaseActions = ReturnType<typeof rebaseActions>

/**
 * Counts the open clocks of a case again with the rule books and calendars of today. Nothing else ever moves an old clock because a policy
 * or a list of holidays changed: it is looked at first, and done by somebody who says why; event and audit keep both dates and the reason.
 */
export function rebaseActions(needs: Needs) {
  const act = acting(needs)
  return {
    look: async (tenant: string, caseId: string): Promise<Rebased[]> => {
      const directory = await needs.store.directory(tenant)
      return needs.store.write(tenant, async (tx) => {
        const it = await tx.caseById(caseId)
        return it ? differing({ needs, directory, tx, now: needs.now() }, it, await tx.clocksOf([caseId])) : []
      })
    },

    rebase: (tenant: string, { caseId, by, reason }: { caseId: string; by: string; reason: string }) =>
      act(tenant, caseId, async (room) => {
        const moved = await differing(room, room.it, room.book.clocksOf(caseId))
        if (reason.trim() === '') return { answer: { done: false, refused: 'no_reason' } as Answer, value: () => moved }
        if (moved.length === 0) return { answer: { done: false, refused: 'fact_unchanged' } as Answer, value: () => moved }
        const events = moved.map(({ from, to }): CaseEvent => {
          room.book.rewriteClock({ ...to, wakeAt: nextWake(to) })
          const event: CaseEvent = {
            ...{
              kind: 'clock_moved',
              clockId: from.id,
              milestone: from.milestone,
              regime: from.regime,
              dueAt: to.dueAt,
              wasDueAt: from.dueAt,
            },
            ...{ class: to.class, wasClass: from.class, because: `rebased: ${reason}`, by, at: room.now },
          }
          room.book.happen(caseId, event)
          return event
        })
        return { answer: { done: true, events } as Answer, value: () => moved }
      }),
  }
}

async function differing(
  { needs, directory, tx, now }: Pick<Room, 'needs' | 'directory' | 'now'> & { tx: TenantTx },
  it: StoredCase,
  clocks: readonly StoredClock[],
): Promise<Rebased[]> {
  if (it.imported) return []
  const facts = factsOf(await tx.eventsOf(it.id), now)
  const all = { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics }
  const wanted = wantedClocks(directory.packs, all, directory.calendars, needs.tzVersion, it.closedAt)
  return reconcile(clocks, wanted, now).flatMap((step) =>
    step.kind === 'move' && step.from.state !== 'cancelled' ? [{ from: step.from, to: step.to }] : [],
  )
}
