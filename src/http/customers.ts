import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CustomerRow, CustomerView, SaidView } from '../actions/customer-reads'
import type { CustomerAnswer } from '../actions/customers'
import type { Directory } from '../actions/needs'
import { storable } from '../domain/intake'
import { iso, isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import type { Services } from './services'
import { type Sight, sightOf } from './sight'

const words = (max: number) => z.string().max(max).refine(storable, 'must be well-formed Unicode without U+0000')
const CustomersQuery = z.strictObject({
  q: words(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: words(60).optional(),
})
const SaidQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(90).optional(), cursor: words(100).optional() })
const MergeBody = z.strictObject({ other: words(60) })
const SplitBody = z.strictObject({
  join: words(60).optional(),
  identities: z
    .array(z.strictObject({ kind: words(40), value: words(400) }))
    .max(50)
    .optional(),
})
const PreferencesBody = z.strictObject({
  language: words(35).nullable(),
  channel: words(40).nullable(),
  avoids: z.array(words(40)).max(20),
  support_needs: z.array(words(300).refine((need) => need.trim() !== '', 'must not be empty')).max(20),
})

const addresses = (identities: CustomerRow['identities'], sight: Sight) =>
  identities.map(({ kind, value, shown }) => ({ kind, value: sight.whole ? value : null, shown: sight.address(shown) }))

const presentRow = (it: CustomerRow, sight: Sight) => ({
  id: show('con', it.id),
  name: sight.name(it.name),
  identities: addresses(it.identities, sight),
  language: it.language,
  followers: it.followers,
  verified: it.verified,
  cases: it.cases,
  open: it.open,
  last_at: isoOrNull(it.lastAt),
  demo: it.demo,
})

const nameOf = ({ people }: Directory, by: string) => people.find(({ id }) => id === by)?.name ?? null

const present = (d: Directory, it: CustomerView, sight: Sight) => ({
  ...presentRow(it, sight),
  bio: it.bio,
  created_at: iso(it.createdAt),
  messages: { all: it.messages, public: it.public },
  preferences: { language: it.language, channel: it.prefers, avoids: it.avoids },
  support_needs: it.supportNeeds.map((need) => {
    const from = it.needsFrom[need]
    return { need, by: from ? (nameOf(d, from.by) ?? 'API') : null, at: from ? iso(from.at) : null }
  }),
  joins: it.joins.map((join) => ({
    id: show('joi', join.id),
    customer: { id: show('con', join.joined), name: sight.name(join.name) },
    identities: addresses(
      it.identities.filter(({ kind, value }) => join.identities.some((one) => one.kind === kind && one.value === value)),
      sight,
    ),
    messages: join.messages,
    cases: join.cases,
    at: iso(join.at),
    by: nameOf(d, join.by) ?? 'API',
  })),
  etag: `"${it.version}"`,
})

const presentSaid = (it: SaidView) => ({
  id: show('msg', it.id),
  direction: it.direction,
  channel: it.channel,
  public: it.public,
  text: it.text,
  at: iso(it.at),
  author: it.author,
  case_reference: it.caseReference,
})

const contactId = (given: string) => {
  const id = read('con', given)
  if (!id) throw notFound('No customer')
  return id
}

/** An address of somebody who was joined to another leads to the other. */
async function find(services: Services, request: FastifyRequest): Promise<CustomerView> {
  const { tenant } = request.principal
  const it = await services.reads.customer(tenant, contactId((request.params as { id: string }).id))
  const main = it?.mergedInto ? await services.reads.customer(tenant, it.mergedInto) : it
  if (!main) throw notFound('No customer')
  return main
}

const getCustomers: Handler = async (services, request) => {
  const { q, limit, cursor } = request.query as z.infer<typeof CustomersQuery>
  const after = cursor === undefined ? null : read('con', cursor)
  if (cursor !== undefined && after === null) throw new Problem(422, 'bad_cursor', 'This cursor is not one of ours. Begin without it.')
  const sight = sightOf(request.principal)
  const page = await services.reads.customers(request.principal.tenant, { q: q?.trim() || null, addresses: sight.searches, limit, after })
  return {
    data: page.rows.map((row) => presentRow(row, sight)),
    page: { next_cursor: show('con', page.next), has_more: page.next !== null },
  }
}

const getCustomer: Handler = async (services, request, reply) => {
  const it = await find(services, request)
  reply.header('etag', `"${it.version}"`)
  return present(await services.directory(request.principal.tenant), it, sightOf(request.principal))
}

const getLikely: Handler = async (services, request) => {
  const { id } = await find(services, request)
  const likely = await services.reads.likelyTheSame(request.principal.tenant, id)
  return { data: likely.map((one) => ({ ...presentRow(one, sightOf(request.principal)), because: one.because })) }
}

const DAY = 86_400_000
const PAGE = 100
const getSaid: Handler = async (services, request) => {
  const { id } = await find(services, request)
  const { days, cursor } = request.query as z.infer<typeof SaidQuery>
  const after = cursor ?? null
  if (after !== null && !/^\d{1,16}(\.\d{1,6})?~[0-9a-f-]{36}$/.test(after))
    throw new Problem(422, 'bad_cursor', 'This cursor is not one of ours. Begin without it.')
  const since = days === undefined ? null : services.needs.now() - days * DAY
  const page = await services.reads.saidBy(request.principal.tenant, { id, since, after, limit: PAGE })
  return { data: page.rows.map(presentSaid), page: { next_cursor: page.next, has_more: page.next !== null } }
}

/** Which version of a customer the caller has read; null where they did not say. */
const seenBy = ({ headers }: FastifyRequest) => {
  const seen = /^"(\d{1,9})"$/.exec(String(headers['if-match'] ?? ''))?.[1]
  return seen === undefined ? null : Number(seen)
}

async function answered(services: Services, request: FastifyRequest, answer: CustomerAnswer) {
  if (!answer.done) throw answer.refused === 'contact_unknown' ? notFound('No customer') : refused(answer.refused)
  const { tenant } = request.principal
  const now = await services.reads.customer(tenant, answer.id)
  return present(await services.directory(tenant), now!, sightOf(request.principal))
}

const postMerge: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const main = contactId((request.params as { id: string }).id)
  const other = contactId((request.body as z.infer<typeof MergeBody>).other)
  const answer = await services.customers.merge(tenant, { main, other, by: actor, seen: seenBy(request) })
  reply.code(201)
  return answered(services, request, answer)
}

/** Answers with whom was taken out, so that a screen can go there. */
const postSplit: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const main = contactId((request.params as { id: string }).id)
  const { join, identities } = request.body as z.infer<typeof SplitBody>
  const how = { main, by: actor, seen: seenBy(request) }
  const answer =
    join === undefined
      ? await services.customers.takeOut(tenant, { ...how, identities: identities ?? [] })
      : await services.customers.part(tenant, { ...how, join: read('joi', join) ?? main })
  reply.code(201)
  return answered(services, request, answer)
}

const putPreferences: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { support_needs, ...wish } = request.body as z.infer<typeof PreferencesBody>
  const supportNeeds = [...new Set(support_needs.map((need) => need.trim()))]
  const id = contactId((request.params as { id: string }).id)
  const answer = await services.customers.prefer(tenant, { id, by: actor, seen: seenBy(request), wish: { ...wish, supportNeeds } })
  return answered(services, request, answer)
}

const at = (url: string) => `/api/v1/customers${url}`
export const CUSTOMER_ROUTES: Route[] = [
  {
    method: 'GET',
    url: at(''),
    who: 'cases:read',
    summary: 'The people who write to us, by name or address',
    handle: getCustomers,
    schema: { querystring: CustomersQuery },
  },
  {
    method: 'GET',
    url: at('/:id'),
    who: 'cases:read',
    summary: 'One customer; one who was joined leads to the main one',
    handle: getCustomer,
  },
  { method: 'GET', url: at('/:id/likely'), who: 'cases:read', summary: 'Who may be the same person, and why', handle: getLikely },
  {
    method: 'GET',
    url: at('/:id/timeline'),
    who: 'cases:read',
    summary: 'What a customer said and heard in all channels',
    handle: getSaid,
    schema: { querystring: SaidQuery },
  },
  {
    method: 'POST',
    url: at('/:id/merge'),
    who: 'cases:write',
    summary: 'Join another customer to this one',
    handle: postMerge,
    schema: { body: MergeBody },
    creates: true,
  },
  {
    method: 'POST',
    url: at('/:id/split'),
    who: 'cases:write',
    summary: 'Take a joined customer, or addresses, out again',
    handle: postSplit,
    schema: { body: SplitBody },
    creates: true,
  },
  {
    method: 'PUT',
    url: at('/:id/preferences'),
    who: 'cases:write',
    summary: 'How a customer wants to be answered, and what they need',
    handle: putPreferences,
    schema: { body: PreferencesBody },
  },
]
