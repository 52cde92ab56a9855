import { z } from 'zod'
import { storable } from '../domain/intake'
import { iso } from '../domain/moment'
import { shownDates, shownMonth } from '../domain/regimes/date-changes'
import { SERVICE_FORMAT } from '../domain/regimes/service-policy'
import { notFound, Problem } from './problem'
import type { Handler, Route } from './route'
import type { OwnAnswer, OwnChange, OwnVersion } from './services'

const PackBody = z.strictObject({
  /** A rule book, a calendar or a service policy, as YAML or JSON. */
  source: z.string().min(1).max(400_000).refine(storable, 'must be well-formed Unicode without U+0000'),
  /** What the file is called, for the sentences that name it. */
  file: z.string().max(200).optional(),
  /** Look at what it would change, and keep nothing. */
  preview: z.boolean().optional(),
})
const PolicyBody = z.looseObject({ preview: z.boolean().optional() })

/** Everything that the firm wrote for itself, each version with what is wrong with it today. */
const getOwn: Handler = async (services, request) => ({
  data: (await services.regimes.own(request.principal.tenant)).map(presentVersion),
})
const presentVersion = ({ kind, id, seq, version, gone, madeAt, madeBy, problems }: OwnVersion) => ({
  ...{ kind, id, seq, version, withdrawn: gone, at: iso(madeAt), by: madeBy, problems },
})

const presentChange = ({ kind, id, version, seq, replaces, openClocks, newCases, lastMonth }: OwnChange) => ({
  kind,
  id,
  version: version ?? (seq === null ? null : String(seq)),
  kept: seq !== null,
  replaces,
  /** Clocks of cases that are open keep their dates; `POST /api/v1/clocks/rebase` is the way to move them. */
  open_clocks: openClocks,
  moved: 0,
  new_cases: shownDates(newCases),
  last_month: shownMonth(lastMonth),
})

function answered(answer: OwnAnswer) {
  if (answer.ok) return presentChange(answer.change)
  const errors = answer.problems.map((detail) => ({ pointer: '/source', code: answer.refused ?? 'lint', detail }))
  throw new Problem(
    answer.refused ? 409 : 422,
    answer.refused ?? 'bad_rule_book',
    `${answer.problems.join(' ')} What was in force stays in force.`,
    {
      errors,
    },
  )
}

const postOwn: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const { source, file = 'source', preview = false } = request.body as z.infer<typeof PackBody>
  const change = answered(await services.regimes.add(tenant, { file, text: source, by: actor, keep: !preview }))
  reply.code(preview ? 200 : 201)
  return change
}

const deleteOwn: Handler = async (services, request) => {
  const { id } = request.params as { id: string }
  if (!(await services.regimes.retire(request.principal.tenant, { id, by: request.principal.actor })))
    throw notFound('No rule book of your own')
  return { id, withdrawn: true }
}

/** The service policy as fields; what ships where the firm has none of its own. */
const getPolicy: Handler = async (services, request) => {
  const policy = await services.regimes.servicePolicy(request.principal.tenant)
  return { own: policy !== null, policy: policy ?? USUAL }
}
const USUAL = {
  format: SERVICE_FORMAT,
  title: 'Service desk, replies in opening hours',
  ...{ first_response: '4bh', next_response: '8bh', update_every: '5bd', resolution: '10bd' },
  pause: { reasons: ['waiting_for_customer', 'waiting_for_third_party', 'out_of_office'], longest: '10bd' },
}

/** Promises, hours and branches of the service clocks, for cases from now on. */
const putPolicy: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { preview = false, ...policy } = request.body as z.infer<typeof PolicyBody>
  const text = JSON.stringify({ ...policy, format: SERVICE_FORMAT }, null, 2)
  return answered(await services.regimes.add(tenant, { file: 'service policy', text, by: actor, keep: !preview }))
}

export const OWN_REGIME_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/regimes/packs',
    who: 'cases:read',
    summary: 'Rule books, calendars and service policies of the firm, every version with what is wrong with it',
    handle: getOwn,
  },
  {
    method: 'POST',
    url: '/api/v1/regimes/packs',
    who: 'admin',
    summary: 'Bring a rule book, a calendar or a service policy; checked first, and taken by new cases only',
    handle: postOwn,
    schema: { body: PackBody },
    creates: true,
  },
  { method: 'DELETE', url: '/api/v1/regimes/packs/:id', who: 'admin', summary: 'New cases no longer take it', handle: deleteOwn },
  {
    method: 'GET',
    url: '/api/v1/service-policy',
    who: 'cases:read',
    summary: 'Promises, hours and branches of the service clocks',
    handle: getPolicy,
  },
  {
    method: 'PUT',
    url: '/api/v1/service-policy',
    who: 'admin',
    summary: 'Change them for cases from now on; clocks that run keep their dates',
    handle: putPolicy,
    schema: { body: PolicyBody },
  },
]
