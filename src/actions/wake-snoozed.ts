import { wakeUp } from '../domain/case/snooze'
import { Book } from './book'
import type { Needs } from './needs'

/**
 * Cases whose sleep is over are in sight again by themselves; here it is written down, and open screens are
 * told. Any process may do it: whoever comes second finds them awake.
 */
export async function wakeSnoozed(needs: Needs, tenant: string, ids: readonly string[]): Promise<number> {
  const directory = await needs.store.directory(tenant)
  const woken = await needs.store.write(tenant, async (tx) => {
    const [now, cases] = [needs.now(), await tx.casesById([...ids])]
    const book = new Book({ cases: cases.values(), clocks: [], escalations: [], partial: true }, directory.policies)
    for (const it of cases.values()) {
      const answer = (it.snoozedUntil ?? Number.POSITIVE_INFINITY) <= now ? wakeUp(it, { by: 'engine', at: now, because: 'time' }) : null
      if (answer?.done) for (const event of answer.events) book.happen(it.id, event)
    }
    const effects = book.effects()
    await tx.commit(effects)
    return effects.cases.map(({ id }) => id)
  })
  for (const id of woken) needs.announce(tenant, { event: 'case.changed', id })
  return woken.length
}
