import { correctMessage, similarTo } from './actions/correct-message'
import { changeMany, decideMany } from './actions/many'
import type { Needs } from './actions/needs'
import { skipCase } from './actions/skip-case'
import { snoozeMessage } from './actions/snooze-message'
import { undo } from './actions/undo'
import { wakeSnoozed } from './actions/wake-snoozed'
import type { ListServices, Services } from './http/services'
import type { Db } from './store/db'
import { overslept } from './store/due'
import { readsOf } from './store/reads'

const LOOK_MS = 5_000

/** Wakes what has slept enough, every few seconds and whenever it is called. */
function rousing(db: Db, needs: Needs) {
  const rouse = async () => {
    for (const [tenant, ids] of await overslept(db, needs.now())) await wakeSnoozed(needs, tenant, ids)
  }
  setInterval(() => void rouse().catch(() => undefined), LOOK_MS).unref()
  return rouse
}

/** What people do with lists: many at once, taking back, out of sight, passing over. */
export const listServices = (db: Db, needs: Needs): ListServices & Pick<Services, 'correct'> & { rouse(): Promise<void> } => ({
  correct: (tenant, input) => correctMessage(needs, tenant, input),
  rouse: rousing(db, needs),
  decide: (tenant, input) => decideMany(needs, tenant, input),
  change: (tenant, input) => changeMany(needs, tenant, input),
  undo: (tenant, input) => undo(needs, tenant, input),
  similar: (tenant, messageId) => similarTo(readsOf(db), tenant, messageId),
  snoozeMessage: (tenant, input) => snoozeMessage(needs, tenant, input),
  skip: (tenant, input) => skipCase(needs, tenant, input),
})
