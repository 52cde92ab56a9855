import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { Who } from './guard'
import type { Services } from './services'

export type Handler = (services: Services, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** One line of the route table. `creates` marks POSTs that must not happen twice and so need an `Idempotency-Key`. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  who: Who
  summary: string
  handle: Handler
  schema?: FastifySchema
  bodyLimit?: number
  creates?: true
}

/** What a request asks for, as it stands in its address. */
export const askedFor = ({ url }: FastifyRequest) => url.split('?')[1] ?? ''
