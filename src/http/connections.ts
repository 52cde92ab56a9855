import { z } from 'zod'
import { CHANNELS } from '../domain/channels'
import { iso, isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { SCOPES } from '../domain/rights'
import { wayProblem } from '../domain/way-problems'
import { WAY_KINDS, type WayOut } from '../domain/ways-out'
import { notFound, Problem } from './problem'
import type { Handler, Route } from './route'

const name = z.string().trim().min(1).max(60)
/** What signs and opens comes from the caller and is answered never: nothing that is kept of an answer can hold a secret. */
const NewHook = z.strictObject({
  name,
  channel: z.enum(CHANNELS).default('webhook'),
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and the base64 of at least 24 bytes'),
})
const NewNotifier = z.strictObject({
  name: name.optional(),
  kind: z.enum(WAY_KINDS as [WayOut, ...WayOut[]]),
  url: z.string().min(1).max(2_000),
  secret: z.string().min(1).max(4_000).nullish(),
  from: z.string().min(1).max(254).nullish(),
  allow_private: z.boolean().default(false),
})
const NotifierChange = z.strictObject({ enabled: z.boolean().default(true) })
const NewKey = z.strictObject({ name, scopes: z.array(z.enum(SCOPES)).min(1) })

/** What comes in, by which doors, and when last. */
const getWaysIn: Handler = async (services, request) => {
  const { tenant } = request.principal
  const [directory, hooks, channels] = await Promise.all([
    services.directory(tenant),
    services.connections.hooks(tenant),
    services.connections.arrivals(tenant),
  ])
  const base = services.baseUrl()
  return {
    firm: directory.tenant.slug,
    form: `${base}/f/${directory.tenant.slug}`,
    api: `${base}/api/v1/messages`,
    hooks: hooks.map(({ id, name, channel, createdAt }) => ({
      ...{ id: `${tenant}.${id}`, name, channel, url: `${base}/api/v1/hooks/${tenant}.${id}`, created_at: iso(createdAt) },
    })),
    channels: channels.map(({ channel, messages, lastAt }) => ({ channel, messages, last_at: iso(lastAt) })),
  }
}

const postHook: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const id = await services.connections.addHook(tenant, request.body as z.infer<typeof NewHook>, actor)
  if (!id) throw new Problem(409, 'name_taken', 'A door of this name is there already.')
  reply.code(201)
  return { id: `${tenant}.${id}`, url: `${services.baseUrl()}/api/v1/hooks/${tenant}.${id}` }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const deleteHook: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { id } = request.params as { id: string }
  const [of, hook = ''] = id.split('.')
  if (of !== tenant || !UUID.test(hook) || !(await services.connections.removeHook(tenant, hook, actor))) throw notFound('No door')
  return { id, gone: true }
}

const postNotifier: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const { kind, url, secret, from, allow_private: allowPrivate, name: said } = request.body as z.infer<typeof NewNotifier>
  const name = said ?? kind
  const problem = await services.connections.connect(
    tenant,
    { name, kind, url, secret: secret ?? null, from: from ?? null, allowPrivate },
    actor,
  )
  if (problem) throw new Problem(422, problem, wayProblem(problem).says)
  reply.code(201)
  return { name, kind }
}

const putNotifier: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { enabled } = request.body as z.infer<typeof NotifierChange>
  const id = read('nfr', (request.params as { id: string }).id)
  if (!id || !(await services.connections.enable(tenant, id, enabled, actor))) throw notFound('No notifier')
  return { id: show('nfr', id), enabled }
}

const getKeys: Handler = async (services, request) => ({
  data: (await services.connections.keys(request.principal.tenant)).map(({ id, name, scopes, createdAt, revokedAt }) => ({
    ...{ id: show('key', id), name, scopes, created_at: iso(createdAt), revoked_at: isoOrNull(revokedAt) },
  })),
})

/** The answer carries the key, so it is kept nowhere: asked again, it makes another one. */
const postKey: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const { name, scopes } = request.body as z.infer<typeof NewKey>
  const { id, secret } = await services.connections.makeKey(tenant, name, scopes, actor)
  reply.code(201).header('cache-control', 'no-store')
  return { id: show('key', id), api_key: secret, name, scopes }
}

const deleteKey: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const id = read('key', (request.params as { id: string }).id)
  if (!id || !(await services.connections.revokeKey(tenant, id, actor))) throw notFound('No key')
  return { id: show('key', id), revoked: true }
}

const admin = (method: Route['method'], url: string, summary: string, handle: Handler, body?: unknown): Route => ({
  ...{ method, url, who: 'admin', summary, handle },
  ...(body ? { schema: { body } } : {}),
})
const creating = (route: Route): Route => ({ ...route, creates: true })

/** Ways in, ways out and keys, as an administrator connects them without the command line. */
export const CONNECTION_ROUTES: Route[] = [
  admin('GET', '/api/v1/ways-in', 'Doors for messages, and what came through them this week', getWaysIn),
  creating(admin('POST', '/api/v1/hooks', 'An incoming signed webhook for any source; the secret is yours to make', postHook, NewHook)),
  admin('DELETE', '/api/v1/hooks/:id', 'Remove an incoming webhook', deleteHook),
  creating(admin('POST', '/api/v1/notifiers', 'Connect a way out, or change the one of that name', postNotifier, NewNotifier)),
  admin('PUT', '/api/v1/notifiers/:id', 'Stop a way out, or let it go on', putNotifier, NotifierChange),
  admin('GET', '/api/v1/keys', 'API keys, by name and rights; never the keys themselves', getKeys),
  admin('POST', '/api/v1/keys', 'Make a key; it is shown this once', postKey, NewKey),
  admin('DELETE', '/api/v1/keys/:id', 'Revoke a key', deleteKey),
]
