import type { FastifySchema, RouteOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { ROUTES } from './routes'

type Document = Parameters<typeof jsonSchemaTransform>[0] & { route: RouteOptions }

/** What the published contract says of a route beside its own schemas: the key that it needs, what it answers, and how it refuses. */
export function described(document: Document) {
  const { schema, url } = jsonSchemaTransform(document)
  const { route } = document
  const creates = ROUTES.some((r) => r.creates && r.url === route.url && r.method === route.method)
  const special = SPECIAL[`${String(route.method)} ${route.url}`]
  const more = {
    ...(creates ? { headers: IDEMPOTENCY_KEY } : {}),
    response: { ...(route.method === 'GET' ? { 200: DONE } : { '2xx': DONE }), ...(creates ? { 409: REFUSED } : {}), default: PROBLEM },
    ...special,
  }
  return { schema: { ...schema, ...more } as FastifySchema, url }
}

const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({ type: 'object', properties, required })
const text = { type: 'string' }
const as = (type: string, description: string, schema: object) => ({ description, content: { [type]: { schema } } })

const IDEMPOTENCY_KEY = object({ 'Idempotency-Key': { type: 'string', minLength: 1, maxLength: 200 } })
const problem = object(
  { type: text, title: text, status: { type: 'integer' }, code: text, detail: text, errors: { type: 'array', items: { type: 'object' } } },
  ['type', 'title', 'status', 'code', 'detail'],
)
const DONE = { description: 'Done.' }
const REFUSED = as('application/problem+json', 'Refused; code says why.', problem)
const PROBLEM = as('application/problem+json', 'Not done; code says why.', problem)

const receipt = (description: string, state: string) => as('application/json', description, object({ id: text, state: { const: state } }))
const SPECIAL: Record<string, object> = {
  'POST /api/v1/messages': {
    response: {
      202: receipt('On disk.', 'accepted'),
      200: receipt('Known already: the id is that of the first.', 'duplicate'),
      default: PROBLEM,
    },
  },
  'POST /api/v1/messages/batch': {
    consumes: ['application/x-ndjson'],
    body: text,
    response: { 200: as('application/x-ndjson', 'A line for each line, in their order.', text), default: PROBLEM },
  },
}
