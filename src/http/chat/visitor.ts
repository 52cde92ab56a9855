import type { FastifyRequest } from 'fastify'
import type { Directory } from '../../actions/needs'
import { sourceOf } from '../pages/limit'
import { readVisitor, signVisitor } from '../pages/stamp'
import { Problem } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'

/** Somebody in the chat window of a firm, once their token has been found to be ours. */
export type Visitor = { firm: Directory; tenant: string; address: string }

export async function firmOf(services: Services, request: FastifyRequest): Promise<Directory> {
  const firm = await services.forms.tenantBySlug((request.params as { slug: string }).slug)
  if (!firm) throw new Problem(404, 'not_found', 'No firm with this name has a chat window here. Check data-desk in the script tag.')
  return firm
}

/** A missing, a forged, an old and another firm's token get the same answer. */
export async function visitorOf(services: Services, request: FastifyRequest): Promise<Visitor> {
  const firm = await firmOf(services, request)
  const { id: tenant } = firm.tenant
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const address = readVisitor(await services.forms.secret(), tenant, token, services.needs.now())
  if (!address) throw new Problem(401, 'visitor_unknown', 'This conversation is not known here. Begin a new one.')
  return { firm, tenant, address }
}

const TEN_MINUTES = 600_000
const tooMany = () => new Problem(429, 'too_many', 'Too much at once. Try again in a minute.', { headers: { 'retry-after': '60' } })

export function within(services: Services, what: string, most: number, withinMs = TEN_MINUTES) {
  if (!services.forms.allows(`chat ${what}`, most, withinMs)) throw tooMany()
}

/** A new conversation: nothing is stored before something is said in it. */
export const postVisitor: Handler = async (services, request, reply) => {
  const { tenant } = await firmOf(services, request)
  within(services, `visitors ${sourceOf(request)}`, 30)
  const now = services.needs.now()
  const address = `visitor-${Buffer.from(services.needs.randomBytes(16)).toString('hex')}`
  reply.code(201).header('cache-control', 'no-store')
  return { token: signVisitor(await services.forms.secret(), tenant.id, address, now) }
}
