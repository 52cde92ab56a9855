import { z } from 'zod'
import { shownDates, shownMonth } from '../domain/regimes/date-changes'
import { notFound, Problem } from './problem'
import type { Handler, Route } from './route'

const AdoptionBody = z.strictObject({
  adopted: z.boolean(),
  /** Look at what it would change, and keep nothing. */
  preview: z.boolean().default(false),
})

const REFUSED = {
  pack_withdrawn: 'This rule book of yours was withdrawn. Bring it again, as a new version: POST /api/v1/regimes/packs.',
  pack_of_policy: 'This rule book comes from the service policy. Change that (PUT /api/v1/service-policy), or lay service-desk aside.',
}

/** Takes a rule book into use for cases from now on, or lays it aside. */
const putAdoption: Handler = async (services, request) => {
  const { regime } = request.params as { regime: string }
  const { adopted, preview } = request.body as z.infer<typeof AdoptionBody>
  const { tenant, actor } = request.principal
  const change = await services.regimes.adopt(tenant, { id: regime, adopted, by: actor, keep: !preview })
  if (!change) throw notFound('No rule book')
  if ('refused' in change) throw new Problem(409, change.refused, REFUSED[change.refused])
  return {
    ...{ id: change.id, adopted, changed: change.changed, kept: !preview },
    open_clocks: change.openClocks,
    open_cases: change.openCases,
    moved: 0,
    new_cases: shownDates(change.newCases),
    last_month: shownMonth(change.lastMonth),
  }
}

export const ADOPTION_ROUTES: Route[] = [
  {
    method: 'PUT',
    url: '/api/v1/regimes/:regime/adoption',
    who: 'admin',
    summary: 'Take a rule book into use for new cases, or lay it aside; clocks that run keep their dates',
    handle: putAdoption,
    schema: { body: AdoptionBody },
  },
]
