import { z } from 'zod'
import { iso } from '../domain/moment'
import { ROLES } from '../domain/people'
import { read, show } from '../domain/public-id'
import { type StaffRefusal, USUAL_TIER } from '../domain/staff'
import { COOKIE } from './guard'
import { notFound, Problem } from './problem'
import type { Handler } from './route'

const tongue = z.string().regex(/^[a-z]{2,3}$/, 'must be a language such as en, th, zh or fa')
const word = z.string().trim().min(1).max(60)
const facts = {
  email: z.email().max(254).nullish(),
  role: z.enum(ROLES).optional(),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  team: word.optional(),
  languages: z.array(tongue).min(1).max(20).optional(),
  language: tongue.optional(),
  skills: z.array(word).max(40).optional(),
  capacity: z.int().min(0).max(10_000).optional(),
  available: z.boolean().optional(),
}
const name = z.string().trim().min(1).max(120)
export const NewPerson = z.strictObject({ name, ...facts })
export const PersonChange = z.strictObject({ name: name.optional(), ...facts })
export const Departure = z.strictObject({ hand_over_to: z.string().max(40).nullable() })
export const LinkBody = z.strictObject({ mail: z.boolean().default(false) })
export const MeChange = z.strictObject({ language: tongue })

export const postPerson: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const said = request.body as z.infer<typeof NewPerson>
  const directory = await services.directory(tenant)
  const { role = 'agent', language = directory.tenant.language } = said
  const added = accepted(
    await services.people.add(
      tenant,
      {
        ...{ name: said.name, email: said.email ?? null, role, tier: said.tier ?? USUAL_TIER[role], team: said.team ?? 'complaints' },
        ...{ languages: said.languages ?? [...new Set([language, 'en'])], language, skills: said.skills ?? [] },
        ...{ capacity: said.capacity ?? 50, available: said.available ?? true },
      },
      actor,
    ),
  )
  reply.code(201)
  return { id: show('usr', added.id), name: said.name, role }
}

export const putPerson: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const said = request.body as z.infer<typeof PersonChange>
  const change = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  const { id } = accepted(await services.people.change(tenant, personIn(request.params), change, actor))
  return { id: show('usr', id) }
}

/** The answer carries a secret, so it is kept nowhere: asked again, it makes another link. */
export const postLink: Handler = async (services, request, reply) => {
  const { mail } = request.body as z.infer<typeof LinkBody>
  const link = await services.people.link(request.principal.tenant, personIn(request.params), mail)
  if (!link) throw notFound('Nobody')
  reply.code(201).header('cache-control', 'no-store')
  return { sign_in: link.url, until: iso(link.until), mailed: mail }
}

export const postDeparture: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const { hand_over_to: said } = request.body as z.infer<typeof Departure>
  const id = personIn(request.params)
  const heir = said === null ? null : (await services.directory(tenant)).people.find((p) => p.id === read('usr', said) && p.available)
  if (heir === undefined || heir?.id === id)
    throw new Problem(422, 'owner_unknown', 'Hand the cases to somebody who is here, or to nobody.')
  const { handedOver, kept } = accepted(await services.people.leave(tenant, id, heir?.id ?? null, actor))
  reply.code(201)
  return { id: show('usr', id), handed_over: handedOver, kept }
}

export const deleteDeparture: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { id } = accepted(await services.people.change(tenant, personIn(request.params), { left: false }, actor))
  return { id: show('usr', id) }
}

/** What somebody may change about themselves. */
export const putMe: Handler = async (services, request) => {
  const { tenant, userId, actor } = request.principal
  if (!userId) throw notFound('Nobody')
  accepted(await services.people.change(tenant, userId, request.body as z.infer<typeof MeChange>, actor))
  return request.body
}

export const getSessions: Handler = async (services, request) => {
  const { tenant, userId } = request.principal
  const cookie = request.cookies[COOKIE]
  const here = cookie ? services.people.sessionId(cookie) : null
  const sessions = userId ? await services.people.sessions(tenant, userId) : []
  return {
    data: sessions.map(({ id, createdAt, expiresAt, agent }) => ({
      ...{ id, created_at: iso(createdAt), expires_at: iso(expiresAt), agent, here: id === here },
    })),
  }
}

export const deleteSession: Handler = async (services, request) => {
  const { tenant, userId } = request.principal
  const { id } = request.params as { id: string }
  if (!userId || !(await services.people.endSession(tenant, userId, id))) throw notFound('No session')
  return { id, ended: true }
}

const personIn = (params: unknown) => {
  const id = read('usr', (params as { id: string }).id)
  if (!id) throw notFound('Nobody')
  return id
}

const REFUSALS: Record<Exclude<StaffRefusal, 'unknown'>, string> = {
  name_taken: 'Somebody of this name is on the staff already.',
  email_taken: 'Somebody else signs in with this address already.',
  last_administrator: 'This is the last administrator: nobody would be left to run the desk. Make another first.',
}
function accepted<T extends object>(answer: T | { refused: StaffRefusal }): T {
  if (!('refused' in answer)) return answer
  const { refused } = answer as { refused: StaffRefusal }
  if (refused === 'unknown') throw notFound('Nobody')
  throw new Problem(409, refused, REFUSALS[refused])
}
