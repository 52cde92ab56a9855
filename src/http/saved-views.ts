import { z } from 'zod'
import { storable } from '../domain/intake'
import { read, show } from '../domain/public-id'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import type { Principal } from './services'

const words = (max: number) => z.string().max(max).refine(storable, 'must be well-formed Unicode without U+0000')
const ViewBody = z.strictObject({
  name: words(80).refine((name) => name.trim() !== '', 'must not be empty'),
  /** As the address bar has it, without the question mark. */
  search: words(2_000),
  team: z.boolean().default(false),
  locked: z.boolean().default(false),
})

/** A view as the services hand it over; without an owner it is the team's. */
export type ViewRow = { id: string; owner: string | null; name: string; search: string; locked: boolean; madeBy: string }
const present = (view: ViewRow, { actor, scopes }: Principal) => ({
  id: show('viw', view.id),
  name: view.name,
  search: view.search,
  team: view.owner === null,
  locked: view.locked,
  may_remove: !view.locked || view.madeBy === actor || scopes.includes('notices:write'),
})

const getViews: Handler = async (services, request) => {
  const { tenant, userId } = request.principal
  return { data: (await services.views.list(tenant, userId)).map((view) => present(view, request.principal)) }
}

/** A program has no views of its own: what it keeps is the team's. */
const postView: Handler = async (services, request, reply) => {
  const { tenant, userId, actor } = request.principal
  const { name, search, team, locked } = request.body as z.infer<typeof ViewBody>
  const owner = team ? null : userId
  const view = await services.views.add(tenant, { owner, name: name.trim(), search, locked: owner === null && locked, madeBy: actor })
  if (!view) throw new Problem(409, 'name_taken', 'There is a view of this name already.')
  reply.code(201)
  return present(view, request.principal)
}

const deleteView: Handler = async (services, request) => {
  const { tenant, userId, actor, scopes } = request.principal
  const id = read('viw', (request.params as { id: string }).id)
  const answer = id ? await services.views.remove(tenant, id, { userId, actor, unlocks: scopes.includes('notices:write') }) : 'unknown'
  if (answer === 'unknown') throw notFound('No view')
  if (answer === 'locked') throw refused('view_locked')
  return { id: (request.params as { id: string }).id, removed: true }
}

export const VIEW_ROUTES: Route[] = [
  { method: 'GET', url: '/api/v1/views', who: 'cases:read', summary: 'Views of the case list: mine and the team’s', handle: getViews },
  {
    method: 'POST',
    url: '/api/v1/views',
    who: 'cases:read',
    summary: 'Keep a view of the case list under a name',
    handle: postView,
    schema: { body: ViewBody },
    creates: true,
  },
  { method: 'DELETE', url: '/api/v1/views/:id', who: 'cases:read', summary: 'Forget a view', handle: deleteView },
]
