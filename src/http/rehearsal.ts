import { z } from 'zod'
import { beginning, climbs, rehearse } from '../actions/rehearse'
import { readPolicy } from '../domain/escalation/policy'
import { type Trigger, triggersFrom } from '../domain/escalation/triggers'
import { SEVERITIES } from '../domain/finding'
import { iso } from '../domain/moment'
import { Problem } from './problem'
import type { Handler, Route } from './route'

const RehearsalBody = z.strictObject({
  /** A policy as it is put; it need not be kept. */
  policy: z.looseObject({}),
  at: z.iso.datetime({ offset: true }),
  severity: z.enum(SEVERITIES).default('C'),
  /** What happens to the case, as `starts_on` of a policy writes it; the first that the policy waits for where nobody says. */
  happens: z.union([z.string().max(80), z.looseObject({})]).optional(),
})

/** Who would be told when, if this happened to a case that comes in at that moment and nobody acted. */
const postRehearsal: Handler = async (services, request) => {
  const { policy, at, severity, happens } = request.body as z.infer<typeof RehearsalBody>
  const read = readPolicy({ version: '1', id: 'rehearsal', ...policy })
  if (!read.ok) throw new Problem(422, 'invalid', read.problems.join(' '))
  const trigger = happens === undefined ? read.policy.startsOn[0]! : triggerFrom(happens)
  const directory = await services.directory(request.principal.tenant)
  const begun = beginning(directory, { policy: read.policy, trigger }, Date.parse(at), severity, services.needs.tzVersion)
  const steps = begun.at === null ? [] : rehearse(directory, read.policy, begun.at, severity)
  return {
    at,
    severity,
    begins_at: begun.at === null ? null : iso(begun.at),
    clock: begun.clock && { regime: begun.clock.regime, title: begun.clock.title, due_at: iso(begun.clock.dueAt!) },
    fits: climbs(read.policy, severity),
    steps: steps.map(({ at: due, level, again, takeOver, told }) => ({ at: iso(due), level, again, take_over: takeOver, told })),
    /** The steps at which nobody at all would be reached. */
    holes: steps.filter(({ told }) => told.every(({ person }) => person === null)).map(({ level }) => level),
  }
}

function triggerFrom(said: unknown): Trigger {
  const problems: string[] = []
  const [trigger] = triggersFrom([said], 'happens', problems)
  if (!trigger || problems.length > 0) throw new Problem(422, 'invalid', problems.join(' '))
  return trigger
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
