import { z } from 'zod'
import { rehearse } from '../actions/rehearse'
import { readPolicy } from '../domain/escalation/policy'
import { SEVERITIES } from '../domain/finding'
import { iso } from '../domain/moment'
import { Problem } from './problem'
import type { Handler, Route } from './route'

const RehearsalBody = z.strictObject({
  /** A policy as it is put; it need not be kept. */
  policy: z.looseObject({}),
  at: z.iso.datetime({ offset: true }),
  severity: z.enum(SEVERITIES).default('C'),
})

/** Who would be told when, if a case began to climb at that moment and nobody acted. */
const postRehearsal: Handler = async (services, request) => {
  const { policy, at, severity } = request.body as z.infer<typeof RehearsalBody>
  const read = readPolicy({ version: '1', id: 'rehearsal', ...policy })
  if (!read.ok) throw new Problem(422, 'invalid', read.problems.join(' '))
  const steps = rehearse(await services.directory(request.principal.tenant), read.policy, Date.parse(at), severity)
  return {
    at,
    severity,
    steps: steps.map(({ at: due, level, again, takeOver, told }) => ({ at: iso(due), level, again, take_over: takeOver, told })),
    /** The steps at which nobody at all would be reached. */
    holes: steps.filter(({ told }) => told.every(({ person }) => person === null)).map(({ level }) => level),
  }
}

export const REHEARSAL_ROUTES: Route[] = [
  {
    method: 'POST',
    url: '/api/v1/policies/rehearsal',
    who: 'cases:read',
    summary: 'Who would be told when, under a policy that need not be kept; nothing is written',
    handle: postRehearsal,
    schema: { body: RehearsalBody },
  },
]
