import type { Answer } from '../domain/case/commands'
import type { CaseEvent } from '../domain/case/events'
import { factsOf } from '../domain/case/story'
import { type Clock, wantedClocks } from '../domain/regimes/clocks'
import { reconcile, type Step } from '../domain/regimes/reconcile'
import { nextWake } from '../domain/regimes/settle'
import { acting } from './case-actions'
import type { Needs, StoredCase, StoredClock, TenantTx } from './needs'
import type { Room } from './speak'

/** A clock that today's rule books and calendars would date otherwise, would bring, or no longer ask for (null). */
export type Rebased = { from: StoredClock | null; to: StoredClock | Clock | null }
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
        const steps = it ? await differing({ needs, directory, tx, now: needs.now() }, it, await tx.clocksOf([caseId])) : []
        return steps.map(shown)
      })
    },

    rebase: (tenant: string, { caseId, by, reason }: { caseId: string; by: string; reason: string }) =>
      act(tenant, caseId, async (room) => {
        const steps = await differing(room, room.it, room.book.clocksOf(caseId))
        const value = () => steps.map(shown)
        if (reason.trim() === '') return { answer: { done: false, refused: 'no_reason' } as Answer, value }
        if (steps.length === 0) return { answer: { done: false, refused: 'fact_unchanged' } as Answer, value }
        const events: CaseEvent[] = [{ kind: 'rebased', reason, by, at: room.now }]
        for (const step of steps) if (step.kind === 'move') events.push(moved(step, { by, at: room.now, reason }))
        for (const step of steps) if (step.kind === 'move') room.book.rewriteClock({ ...step.to, wakeAt: nextWake(step.to) })
        for (const event of events) room.book.happen(caseId, event)
        return { answer: { done: true, events } as Answer, value }
      }),
  }
}

const shown = (step: Step<StoredClock>): Rebased =>
  step.kind === 'move'
    ? { from: step.from, to: step.to }
    : step.kind === 'add'
      ? { from: null, to: step.clock }
      : { from: step.clock, to: null }

const moved = (
  { from, to }: Extract<Step<StoredClock>, { kind: 'move' }>,
  { by, at, reason }: { by: string; at: number; reason: string },
): CaseEvent => ({
  kind: 'clock_moved',
  clockId: from.id,
  milestone: from.milestone,
  regime: from.regime,
  dueAt: to.dueAt,
  wasDueAt: from.dueAt,
  class: to.class,
  wasClass: from.class,
  because: `rebased: ${reason}`,
  by,
  at,
})

/** What would be otherwise. Clocks come and go only where the rule book has another version now: that is what was decided about. */
async function differing(
  { needs, directory, tx, now }: Pick<Room, 'needs' | 'directory' | 'now'> & { tx: TenantTx },
  it: StoredCase,
  clocks: readonly StoredClock[],
): Promise<Step<StoredClock>[]> {
  if (it.imported || clocks.length === 0) return []
  const facts = factsOf(await tx.eventsOf(it.id), now)
  const all = { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics, rulesAt: now }
  const wanted = wantedClocks(directory.packs, all, directory.calendars, needs.tzVersion, it.closedAt)
  const versions = new Map(wanted.map(({ clock }) => [clock.regime, clock.regimeVersion]))
  const had = new Map(clocks.map(({ regime, regimeVersion }) => [regime, regimeVersion]))
  return reconcile(clocks, wanted, now).filter((step) =>
    step.kind === 'move' ? step.from.state !== 'cancelled' : versions.get(step.clock.regime) !== had.get(step.clock.regime),
  )
}
