import { z } from 'zod'
import { SKIP_REASONS } from '../actions/skip-case'
import { SEVERITIES } from '../domain/finding'
import { changed, find } from './cases'
import { getSimilar, postSnooze as postMessageSnooze } from './messages'
import { Problem } from './problem'
import type { Handler, Route } from './route'
import { SnoozeBody } from './schemas'

const words = (max: number) => z.string().max(max)
const Topics = z.strictObject({ topics: z.array(words(80)).max(10) })
const Grading = z.strictObject({ severity: z.enum(SEVERITIES), reason: words(400).nullish(), teach: z.boolean().default(false) })
const Skip = z.strictObject({ reason: z.enum(SKIP_REASONS), words: words(400).nullish() })

const postTopics: Handler = (services, request, reply) => {
  const { topics } = request.body as z.infer<typeof Topics>
  return changed(services, request, reply, (who) => services.cases.label(request.principal.tenant, { ...who, topics }))
}

const postSeverity: Handler = (services, request, reply) => {
  const { severity, reason, teach } = request.body as z.infer<typeof Grading>
  const { tenant, userId } = request.principal
  return changed(services, request, reply, (who) =>
    services.cases.regrade(tenant, { ...who, userId, severity, reason: reason ?? null, teach }),
  )
}

const postSnooze: Handler = (services, request, reply) => {
  const { until } = request.body as z.infer<typeof SnoozeBody>
  return changed(services, request, reply, (who) =>
    services.cases.snooze(request.principal.tenant, { ...who, until: until === null ? null : Date.parse(until) }),
  )
}

const postWaking: Handler = (services, request, reply) =>
  changed(services, request, reply, (who) => services.cases.wake(request.principal.tenant, who))

const postSkip: Handler = async (services, request, reply) => {
  const { reason, words: said } = request.body as z.infer<typeof Skip>
  const { it } = await find(services, request)
  const done = await services.lists.skip(request.principal.tenant, {
    caseId: it.id,
    by: request.principal.actor,
    reason,
    words: said ?? null,
  })
  if (!done) throw new Problem(409, 'case_unknown', 'The case is not there any more.')
  reply.code(201)
  return { reason }
}

const onCase = (noun: string, summary: string, handle: Handler, body?: z.ZodType): Route => ({
  method: 'POST',
  url: `/api/v1/cases/:id/${noun}`,
  who: 'cases:write',
  summary,
  handle,
  ...(body ? { schema: { body } } : {}),
  creates: true,
})

/** What a list does with one of its rows. */
export const CASE_LIST_ROUTES: Route[] = [
  onCase('topics', 'Say what a case is about', postTopics, Topics),
  onCase('severity', 'Say how grave a case is; a milder one needs a reason', postSeverity, Grading),
  onCase('snooze', 'Put a case out of sight until a time, or until the customer writes', postSnooze, SnoozeBody),
  onCase('waking', 'Bring a sleeping case back', postWaking),
  onCase('skips', 'Pass over a case, with a reason', postSkip, Skip),
  {
    method: 'GET',
    url: '/api/v1/messages/:id/similar',
    who: 'messages:read',
    summary: 'Messages that wait and read like this one',
    handle: getSimilar,
  },
  {
    method: 'POST',
    url: '/api/v1/messages/:id/snooze',
    who: 'messages:decide',
    summary: 'Put a message out of sight for a while',
    handle: postMessageSnooze,
    schema: { body: SnoozeBody },
    creates: true,
  },
]
