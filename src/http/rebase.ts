import { z } from 'zod'
import type { Rebased } from '../actions/rebase'
import { storable } from '../domain/intake'
import { isoOrNull } from '../domain/moment'
import { show } from '../domain/public-id'
import type { Handler, Route } from './route'

const RebaseBody = z.strictObject({
  /** Without it the answer is a preview and nothing moves. */
  apply: z.boolean().optional(),
  reason: z.string().min(1).max(2_000).refine(storable, 'must be well-formed Unicode without U+0000'),
})
const MOST = 10_000

/** What another calendar or rule book would move, case by case; moved only where `apply` says so. */
const postRebase: Handler = async (services, request) => {
  const { apply = false, reason } = request.body as z.infer<typeof RebaseBody>
  const { tenant, actor } = request.principal
  const open = await services.reads.openClocks(tenant, null, MOST)
  const references = new Map(open.map(({ caseId, reference }) => [caseId, reference]))
  const moved: ReturnType<typeof present>[] = []
  for (const [caseId, reference] of references) {
    const found = await services.rebase.look(tenant, caseId)
    if (found.length === 0) continue
    if (apply) await services.rebase.rebase(tenant, { caseId, by: actor, reason })
    moved.push(...found.map((one) => present(reference, one)))
  }
  return { applied: apply, looked_at: references.size, moved }
}

const present = (reference: string, { from, to }: Rebased) => ({
  case: reference,
  clock: show('clk', from.id),
  milestone: from.milestone,
  regime: from.regime,
  basis: from.basis,
  was: isoOrNull(from.dueAt),
  would_be: isoOrNull(to.dueAt),
  later: from.dueAt !== null && (to.dueAt === null || to.dueAt > from.dueAt),
})

export const REBASE_ROUTES: Route[] = [
  {
    method: 'POST',
    url: '/api/v1/clocks/rebase',
    who: 'admin',
    summary: "Preview what today's rule books and calendars would move, or move it with a reason",
    handle: postRebase,
    schema: { body: RebaseBody },
    creates: true,
  },
]
