import { z } from 'zod'
import { unknownDays } from '../domain/regimes/alarms'
import { sayDue } from '../domain/regimes/due'
import type { Pack } from '../domain/regimes/pack'
import { takenAt } from '../domain/regimes/versions'
import { toBeConfirmed } from '../domain/regimes/vocabulary'
import { valuesOfRule } from '../domain/regimes/why-values'
import { notFound, Problem } from './problem'
import type { Handler, Route } from './route'

const many = z
  .union([z.string().max(400), z.array(z.string().max(400)).max(100)])
  .optional()
  .transform((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]))
const SimulationQuery = z.strictObject({
  received: z.string().max(40),
  class: z.string().max(80).optional(),
  fact: many,
  event: many,
  calendar: z.string().max(40).optional(),
  channel: z.string().max(40).optional(),
  now: z.string().max(40).optional(),
})

const getRegimes: Handler = async (services, request) => {
  const { tenant } = request.principal
  const { packs, calendars, ruleAlarms = [] } = await services.directory(tenant)
  const now = services.needs.now()
  const taken = packs.filter((pack) => takenAt(pack, now))
  const inUse = ({ id, version }: Pack) => taken.some((pack) => pack.id === id && pack.version === version)
  const mine = new Set((await services.regimes.own(tenant)).map(({ id, version }) => `${id}@${version}`))
  return {
    data: (await services.regimes.all(tenant)).map((pack) => ({
      ...presentPack(pack),
      own: mine.has(`${pack.id}@${pack.version}`) || /^own-\d+$/.test(pack.version),
      in_use: inUse(pack),
    })),
    calendars: [...calendars.values()].map(({ id, version, timeZone, holidays, holidaysKnown }) => ({
      ...{ id, version, time_zone: timeZone, holidays: holidays.size, known: holidaysKnown },
    })),
    alarms: ruleAlarms,
    unknown_days: unknownDays(taken, calendars, now),
  }
}

const presentPack = (pack: Pack) => ({
  id: pack.id,
  version: pack.version,
  title: pack.title,
  regulator: pack.regulator,
  jurisdiction: pack.jurisdiction,
  evidence: pack.evidence,
  to_be_confirmed: toBeConfirmed(pack.evidence),
  checked: pack.checked,
  effective: { from: pack.effective.from, to: pack.effective.to },
  superseded_by: pack.supersededBy,
  classes: pack.classes.map(({ id, title, when }) => ({ id, title, when: when.source })),
  external_bodies: pack.externalBodies.map(({ id, name, web, email, phone, post, evidence }) => ({
    id,
    name,
    web,
    email,
    phone,
    post,
    evidence,
  })),
  duties: pack.duties,
  milestones: pack.milestones.map(({ id, title, due, obligation, reference, evidence }) => ({
    ...{ id, title, obligation, reference, to_be_confirmed: toBeConfirmed(evidence) },
    ...{ rule: due === null ? null : sayDue(due), rule_values: due === null ? null : valuesOfRule(due) },
  })),
})

/** The same simulation as `redress clocks simulate`, with the firm's own days where no others are named. */
const getSimulation: Handler = async (services, request) => {
  const { regime } = request.params as { regime: string }
  const all = await services.regimes.all(request.principal.tenant)
  if (!all.some((pack) => pack.id === regime.split('@')[0])) throw notFound('No rule book')
  const { received, class: classId, fact, event, calendar, channel, now } = request.query as z.infer<typeof SimulationQuery>
  const found = await services.regimes.simulate(request.principal.tenant, {
    regime,
    received,
    facts: fact,
    events: event,
    ...(classId === undefined ? {} : { class: classId }),
    ...(calendar === undefined ? {} : { calendar }),
    ...(channel === undefined ? {} : { channel }),
    ...(now === undefined ? {} : { now }),
  })
  if (!found.ok) throw new Problem(422, 'invalid', found.problem)
  return found.value
}

export const REGIME_ROUTES: Route[] = [
  {
    method: 'GET',
    url: '/api/v1/regimes',
    who: 'cases:read',
    summary: 'The rule books, and which of them this firm keeps',
    handle: getRegimes,
  },
  {
    method: 'GET',
    url: '/api/v1/regimes/:regime/simulation',
    who: 'cases:read',
    summary: 'Every milestone of a case that does not exist',
    handle: getSimulation,
    schema: { querystring: SimulationQuery },
  },
]
