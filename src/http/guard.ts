import type { FastifyReply, FastifyRequest } from 'fastify'
import { holders, type Scope } from '../domain/rights'
import { Problem } from './problem'
import type { Principal, Services } from './services'

/** Who may call a route: a right, or `public` for pages that a customer or somebody who is not signed in yet must reach. */
export type Who = Scope | 'public' | 'signed-in'

export const COOKIE = 'redress_session'

/** Looks the caller up and lets them in or not, before any body is read. Wrong keys all get the same answer. */
export function guard(services: Services, who: Who) {
  return async (request: FastifyRequest, _reply: FastifyReply) => {
    if (who === 'public') return
    const principal = await identify(services, request)
    if (who !== 'signed-in' && !principal.scopes.includes(who)) throw forbidden(who)
    request.principal = principal
  }
}

async function identify(services: Services, request: FastifyRequest): Promise<Principal> {
  const header = request.headers.authorization
  if (header !== undefined) {
    const secret = /^Bearer\s+(\S{1,200})$/i.exec(header)?.[1]
    const principal = secret ? await services.keyPrincipal(secret) : null
    if (!principal) throw unauthorised('This key is unknown or revoked. Make one with: redress key create --scope messages:write.')
    return principal
  }
  const cookie = request.cookies[COOKIE]
  const principal = cookie ? await services.sessionPrincipal(cookie) : null
  if (!principal) throw unauthorised('Sign in, or send Authorization: Bearer KEY.')
  if (request.method !== 'GET' && request.method !== 'HEAD') sameSite(services, request)
  return principal
}

/** A write that a cookie authorises must come from our own pages: a header that no form can set, and our own origin where one is named. */
function sameSite(services: Services, request: FastifyRequest) {
  const origin = request.headers.origin
  const ours = origin === undefined || sameHost(origin, request.headers.host) || origin === new URL(services.baseUrl()).origin
  if (request.headers['x-redress'] !== '1' || !ours) throw new Problem(403, 'cross_site', 'This request did not come from the console.')
}
const sameHost = (origin: string, host: string | undefined) => URL.canParse(origin) && new URL(origin).host === host

const unauthorised = (detail: string) =>
  new Problem(401, 'not_signed_in', detail, { headers: { 'www-authenticate': 'Bearer realm="redress"' } })
const forbidden = (scope: Scope) =>
  new Problem(403, 'not_allowed', `This needs the right "${scope}". Roles that hold it: ${holders(scope).join(', ')}.`)

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal
  }
}
