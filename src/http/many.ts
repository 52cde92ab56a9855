import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CaseChange, ManyAnswer } from '../actions/many'
import type { Matching } from '../actions/reads'
import { OUTCOMES, REMEDIES } from '../domain/case/events'
import { iso, isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { caseFilter } from './case-filter'
import { staffId } from './cases'
import { messageFilter } from './messages'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import { CasesQuery, MessagesQuery } from './schemas'
import { type Sight, sightOf } from './sight'

/** So many at once; who has more narrows the filter. */
const MOST = 2_000
const NAMED = 20
const words = (max: number) => z.string().max(max)
const moment = z.iso.datetime({ offset: true, error: 'must be a time with offset such as 2026-11-16T13:51:00+07:00' })

const list = z.array(words(80)).min(1).max(MOST)
const Decisions = z.strictObject({
  decision: z.enum(['noise', 'abuse']),
  ids: list.optional(),
  filter: MessagesQuery.omit({ limit: true, cursor: true }).strict().optional(),
  as_of: moment.optional(),
})
const Change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), owner: words(80).nullable(), reason: words(1_000).nullish() }),
  z.strictObject({ kind: z.literal('label'), topics: z.array(words(80)).max(10) }),
  z.strictObject({ kind: z.literal('close'), outcome: z.enum(OUTCOMES), remedy: z.enum(REMEDIES), note: words(4_000).nullish() }),
  z.strictObject({ kind: z.literal('snooze'), until: moment.nullable() }),
])
const Changes = z.strictObject({
  change: Change,
  ids: list.optional(),
  filter: CasesQuery.omit({ limit: true, cursor: true }).strict().optional(),
  as_of: moment.optional(),
})

type Which = { ids?: string[] | undefined; as_of?: string | undefined }

/** The rows that a request names, one by one or by a filter as it stood when somebody looked. */
async function chosen({ ids, as_of }: Which, prefix: 'msg' | 'case', now: number, matching: null | ((by: number) => Promise<Matching[]>)) {
  if ((ids === undefined) === (matching === null)) throw new Problem(422, 'invalid', 'Name either ids or a filter.')
  if (!matching) return (ids ?? []).map((id) => read(prefix, id) ?? unknown(id))
  const found = await matching(as_of ? Math.min(Date.parse(as_of), now) : now)
  if (found.length > MOST) throw new Problem(422, 'too_many_at_once', `At most ${MOST} at once; narrow the filter.`)
  return found.map(({ id }) => id)
}
const unknown = (id: string): never => {
  throw new Problem(422, 'invalid', `"${id.slice(0, 40)}" is no id of this kind.`)
}

const presentMany = (prefix: 'msg' | 'case', { done, leftOut, undo, until }: ManyAnswer) => ({
  done: done.length,
  left_out: leftOut.map(({ id, why }) => ({ id: show(prefix, id), why })),
  undo: show('ded', undo),
  undo_until: isoOrNull(until),
})

/** How many a filter finds, and whom a deed on all of them would leave out. */
function presentMatching(prefix: 'msg' | 'case', found: readonly Matching[], now: number, sight: Sight) {
  const part = (of: readonly Matching[]) => ({
    count: of.length,
    named: of.slice(0, NAMED).map(({ id, name, address }) => ({ id: show(prefix, id), name: sight.name(name) ?? sight.address(address) })),
  })
  const counted = found.slice(0, MOST)
  return {
    count: counted.length,
    more: found.length > MOST,
    as_of: iso(now),
    severe: part(counted.filter(({ severity }) => severity === 'A')),
    promised: part(counted.filter(({ severity, promised }) => severity !== 'A' && promised)),
  }
}

const getMatchingMessages: Handler = async (services, request) => {
  const now = services.needs.now()
  const filter = messageFilter(request.query as z.infer<typeof MessagesQuery>, now)
  return presentMatching(
    'msg',
    await services.reads.matchingMessages(request.principal.tenant, filter, now, MOST + 1),
    now,
    sightOf(request.principal),
  )
}

const getMatchingCases: Handler = async (services, request) => {
  const now = services.needs.now()
  const filter = caseFilter(request.query as z.infer<typeof CasesQuery>, request.principal, now)
  return presentMatching(
    'case',
    await services.reads.matchingCases(request.principal.tenant, filter, now, MOST + 1),
    now,
    sightOf(request.principal),
  )
}

const postDecisions: Handler = async (services, request, reply) => {
  const { decision, filter, ...which } = request.body as z.infer<typeof Decisions>
  const { tenant, actor } = request.principal
  const now = services.needs.now()
  const matching = filter ? (by: number) => services.reads.matchingMessages(tenant, messageFilter(filter, now), by, MOST + 1) : null
  const ids = await chosen(which, 'msg', now, matching)
  reply.code(201)
  return presentMany('msg', await services.lists.decide(tenant, { ids, decision, by: actor }))
}

const postChanges: Handler = async (services, request, reply) => {
  const { change, filter, ...which } = request.body as z.infer<typeof Changes>
  const { tenant, actor } = request.principal
  const now = services.needs.now()
  const matching = filter
    ? (by: number) => services.reads.matchingCases(tenant, caseFilter(filter, request.principal, now), by, MOST + 1)
    : null
  const ids = await chosen(which, 'case', now, matching)
  const wish = await changeOf(services, request, change)
  reply.code(201)
  return presentMany('case', await services.lists.change(tenant, { ids, by: actor, change: wish }))
}

async function changeOf(services: Parameters<Handler>[0], request: FastifyRequest, change: z.infer<typeof Change>): Promise<CaseChange> {
  if (change.kind === 'label') return change
  if (change.kind === 'snooze') return { kind: 'snooze', until: change.until === null ? null : Date.parse(change.until) }
  if (change.kind === 'close') return { ...change, note: change.note ?? null }
  const owner = change.owner === null ? null : staffId(await services.directory(request.principal.tenant), change.owner)
  return { kind: 'assign', owner, team: null, reason: change.reason ?? null }
}

const postUndo: Handler = async (services, request, reply) => {
  const id = read('ded', (request.params as { id: string }).id)
  const answer = id ? await services.lists.undo(request.principal.tenant, { id, by: request.principal.actor }) : null
  if (!answer || (!answer.done && answer.refused === 'deed_unknown')) throw notFound('No deed')
  if (!answer.done) throw refused(answer.refused)
  reply.code(201)
  return { kind: answer.kind, undone: answer.undone, kept: answer.kept }
}

const querystring = (shape: typeof MessagesQuery | typeof CasesQuery) => ({ querystring: shape })
/** Many at once, and taking back. */
export const MANY_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/messages/matching',
    who: 'messages:read',
    summary: 'How many messages a filter finds, and which a deed on all of them would leave out',
    handle: getMatchingMessages,
    schema: querystring(MessagesQuery),
  },
  {
    method: 'POST',
    url: '/api/v1/messages/judgements',
    who: 'messages:decide',
    summary: 'Decide many messages alike, with one undo',
    handle: postDecisions,
    schema: { body: Decisions },
    creates: true,
    bodyLimit: 1024 * 1024,
  },
  {
    method: 'GET',
    url: '/api/v1/cases/matching',
    who: 'cases:read',
    summary: 'How many cases a filter finds, and which a deed on all of them would leave out',
    handle: getMatchingCases,
    schema: querystring(CasesQuery),
  },
  {
    method: 'POST',
    url: '/api/v1/cases/changes',
    who: 'cases:write',
    summary: 'Change many cases alike, with one undo',
    handle: postChanges,
    schema: { body: Changes },
    creates: true,
    bodyLimit: 1024 * 1024,
  },
  {
    method: 'POST',
    url: '/api/v1/deeds/:id/undo',
    who: 'cases:write',
    summary: 'Take back what you did, while nothing else has happened to it',
    handle: postUndo,
    creates: true,
  },
]
