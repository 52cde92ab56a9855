import type { Needs } from './actions/needs'
import { waysTo } from './actions/way'
import type { Services } from './http/services'
import { draftsOf, keepDraft, pendingSends } from './store/composing'
import type { Db } from './store/db'
import { writeTenant } from './store/tenant-tx'

/** What writing an answer asks of the machine beside the deed itself. */
export const composingServices = (db: Db, needs: Needs): Pick<Services, 'ways' | 'composing'> => ({
  ways: (tenant, caseId) =>
    writeTenant(db, tenant, async (tx) => {
      const it = await tx.caseById(caseId)
      return it ? waysTo(tx, it) : []
    }),
  composing: {
    drafts: (tenant, { userId, caseId }) => draftsOf(db, tenant, userId, caseId),
    keep: (tenant, draft) => keepDraft(db, tenant, draft),
    pending: (tenant, userId) => pendingSends(db, tenant, userId, needs.now()),
  },
})
