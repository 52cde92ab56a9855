import { z } from 'zod'
import { shownDates, shownMonth } from '../domain/regimes/date-changes'
import { notFound } from './problem'
import type { Handler, Route } from './route'

const AdoptionBody = z.strictObject({
  adopted: z.boolean(),
  /** Look at what it would change, and keep nothing. */
  preview: z.boolean().default(false),
})

/** Takes a rule book that ships into use for cases from now on, or lays it aside. */
const putAdoption: Handler = async (services, request) => {
  const { regime } = request.params as { regime: string }
  const { adopted, preview } = request.body as z.infer<typeof AdoptionBody>
  const { tenant, actor } = request.principal
  const change = await services.regimes.adopt(tenant, { id: regime, adopted, by: actor, keep: !preview })
  if (!change) throw notFound('No rule book')
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
