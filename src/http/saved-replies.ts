import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { storable } from '../domain/intake'
import { read, show } from '../domain/public-id'
import { type Asker, mayChange, mayUse, type SavedReply, SCOPES_OF_REPLIES } from '../domain/saved-replies'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import type { Services } from './services'

const words = (max: number) => z.string().max(max).refine(storable, 'must be well-formed Unicode without U+0000')
const StepBody = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('acknowledge'), tell: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('take') }),
  z.strictObject({ do: z.literal('hand_to'), team: words(80).min(1), reason: words(1_000).min(1) }),
  z.strictObject({ do: z.literal('note'), text: words(20_000).min(1) }),
  z.strictObject({ do: z.literal('insert'), reply: words(80) }),
])
const SavedBody = z.strictObject({
  kind: z.enum(['reply', 'macro']).default('reply'),
  scope: z.enum(SCOPES_OF_REPLIES),
  team: words(80).nullish(),
  locked: z.boolean().default(false),
  title: words(120).min(1),
  texts: z.record(z.string().regex(/^[a-z]{2,3}$/), words(20_000)).default({}),
  topics: z.array(words(80)).max(20).default([]),
  channels: z.array(words(40)).max(20).default([]),
  steps: z.array(StepBody).max(12).default([]),
})

async function askerOf(services: Services, { principal }: FastifyRequest): Promise<Asker> {
  const person = (await services.directory(principal.tenant)).people.find(({ id }) => id === principal.userId)
  return { userId: principal.userId, team: person?.team ?? null, leads: principal.scopes.includes('notices:write') }
}

const present = (it: SavedReply, asker: Asker) => ({
  ...it,
  id: show('svr', it.id),
  owner: show('usr', it.owner),
  may_change: mayChange(it, asker),
})

const getSaved: Handler = async (services, request) => {
  const asker = await askerOf(services, request)
  const all = await services.saved.list(request.principal.tenant)
  return { data: all.filter((it) => mayUse(it, asker)).map((it) => present(it, asker)) }
}

/** The saved reply as a body wishes it, made sure that it is this person's to make; `before` is what it was. */
function wished(body: z.infer<typeof SavedBody>, asker: Asker, id: string, before: SavedReply | null): SavedReply {
  const { scope, locked, texts, ...rest } = body
  const said = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
  const empty = body.kind === 'reply' ? Object.keys(said).length === 0 : body.steps.length === 0
  if (empty) throw new Problem(422, 'nothing_in_it', 'A saved reply needs words in one language at least, a macro needs a step.')
  const team = scope === 'team' ? (body.team ?? asker.team) : null
  if (scope === 'team' && team === null) throw new Problem(422, 'team_needed', 'Say whose team it is for.')
  const names = Object.values(before?.titles ?? {}).includes(rest.title) ? before : null
  const it = {
    ...rest,
    ...(names?.titles && { title: names.title, titles: names.titles }),
    id,
    scope,
    team,
    texts: said,
    locked: locked && asker.leads,
    owner: scope === 'mine' ? asker.userId : null,
    used: before?.used ?? 0,
  }
  if (!mayChange({ ...it, locked: false }, asker)) throw refused('not_yours_to_change')
  return it
}

const postSaved: Handler = async (services, request, reply) => {
  const asker = await askerOf(services, request)
  const it = wished(request.body as z.infer<typeof SavedBody>, asker, services.needs.newId(), null)
  await services.saved.put(request.principal.tenant, it, request.principal.actor)
  reply.code(201)
  return present(it, asker)
}

const putSaved: Handler = async (services, request) => {
  const { asker, it } = await found(services, request)
  if (!mayChange(it, asker)) throw refused('not_yours_to_change')
  const next = { ...wished(request.body as z.infer<typeof SavedBody>, asker, it.id, it), kind: it.kind }
  await services.saved.put(request.principal.tenant, next, request.principal.actor)
  return present(next, asker)
}

const deleteSaved: Handler = async (services, request) => {
  const { asker, it } = await found(services, request)
  if (!mayChange(it, asker)) throw refused('not_yours_to_change')
  await services.saved.remove(request.principal.tenant, it.id)
  return { id: show('svr', it.id) }
}

/** Counts that somebody put it into an answer; what is used more is offered earlier. */
const postUse: Handler = async (services, request, reply) => {
  const { it } = await found(services, request)
  await services.saved.used(request.principal.tenant, it.id)
  reply.code(201)
  return { id: show('svr', it.id), used: it.used + 1 }
}

/** One that this caller may see; others are not there for them. */
async function found(services: Services, request: FastifyRequest) {
  const asker = await askerOf(services, request)
  const id = read('svr', (request.params as { id: string }).id)
  const it = id ? await services.saved.one(request.principal.tenant, id) : null
  if (!it || !mayUse(it, asker)) throw notFound('No saved reply')
  return { asker, it }
}

const at = (url: string) => `/api/v1/saved-replies${url}`
export const SAVED_ROUTES: Route[] = [
  { method: 'GET', url: at(''), who: 'cases:write', summary: 'Saved replies and macros that I may use', handle: getSaved },
  {
    method: 'POST',
    url: at(''),
    who: 'cases:write',
    summary: 'Save a reply or a macro',
    handle: postSaved,
    schema: { body: SavedBody },
    creates: true,
  },
  { method: 'PUT', url: at('/:id'), who: 'cases:write', summary: 'Change a saved reply', handle: putSaved, schema: { body: SavedBody } },
  { method: 'DELETE', url: at('/:id'), who: 'cases:write', summary: 'Remove a saved reply', handle: deleteSaved },
  { method: 'POST', url: at('/:id/uses'), who: 'cases:write', summary: 'Count one use', handle: postUse, creates: true },
]
