import { approvalActions } from './actions/approvals'
import { customerActions } from './actions/customers'
import type { Needs } from './actions/needs'
import type { Saying } from './actions/reply'
import type { Services } from './http/services'
import { approvalPolicies, lastAnswers, setApprovalPolicy } from './store/approval-policy'
import { chartReads } from './store/charts'
import { dayOf } from './store/day'
import { feedbackOf } from './store/day-feedback'
import type { Db } from './store/db'
import { addView, listViews, removeView } from './store/saved-views'
import { keepFirm, keepStep, readSetup } from './store/setup'

/** What the screens of the desk lean on beside the cases themselves. */
export const deskServices = (
  db: Db,
  needs: Needs,
  saying: Saying,
  forget: (tenant: string) => void,
): Pick<Services, 'approvals' | 'customers' | 'views' | 'day' | 'feedback' | 'charts' | 'setup'> => ({
  approvals: {
    ...approvalActions(needs, saying),
    setPolicy: (tenant, policy, by) => setApprovalPolicy(db, tenant, policy, by, needs.now()).then(() => forget(tenant)),
    policies: (tenant) => approvalPolicies(db, tenant),
    lastAnswers: (tenant) => lastAnswers(db, tenant, needs.now()),
  },
  charts: chartReads(db),
  setup: {
    read: (tenant) => readSetup(db, tenant),
    keepFirm: (tenant, firm, by) => keepFirm(db, tenant, firm, { by, at: needs.now() }).then(() => forget(tenant)),
    keepStep: (tenant, step, state, by) => keepStep(db, tenant, [step, state], { by, at: needs.now() }),
  },
  day: (tenant, wish) => dayOf(db, tenant, wish),
  feedback: (tenant, wish) => feedbackOf(db, tenant, wish),
  customers: customerActions(needs),
  views: {
    list: (tenant, userId) => listViews(db, tenant, userId),
    add: (tenant, view) => addView(db, tenant, view, needs.now()),
    remove: (tenant, id, by) => removeView(db, tenant, id, by),
  },
})
