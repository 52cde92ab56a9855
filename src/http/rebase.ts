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

const present = (reference: string, { from, to }: Rebased) => {
  const { milestone, regime, basis } = (from ?? to)!
  const [was, wouldBe] = [from?.dueAt ?? null, to?.dueAt ?? null]
  return {
    case: reference,
    clock: show('clk', from?.id ?? null),
    milestone,
    regime,
    basis,
    version: { was: from?.regimeVersion ?? null, would_be: to?.regimeVersion ?? null },
    was: isoOrNull(was),
    would_be: isoOrNull(wouldBe),
    later: was !== null && (wouldBe === null || wouldBe > was),
  }
}

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
