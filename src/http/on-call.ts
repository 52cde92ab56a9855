import { z } from 'zod'
import type { Directory } from '../actions/needs'
import { strangersIn } from '../domain/escalation/named'
import { readPolicy } from '../domain/escalation/policy'
import { readPreferences } from '../domain/escalation/preferences'
import { readRota } from '../domain/escalation/read-rota'
import { type Absence, gaps, type Override, onCall, turns } from '../domain/escalation/rota'
import { writePolicy } from '../domain/escalation/write-policy'
import { iso } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { ADDRESS_KINDS } from '../domain/ways-out'
import { notFound, Problem } from './problem'
import type { Handler } from './route'
import type { ArrangementKind, Services } from './services'

const time = z.iso.datetime({ offset: true })
export const OnCallQuery = z.object({ at: time.optional() })
export const OverrideBody = z.strictObject({
  person: z.string().max(400).nullable(),
  from: time,
  to: time,
  reason: z.string().max(400).default(''),
})
export const AbsenceBody = z.strictObject({ person: z.string().max(400), from: time, to: time, cover: z.string().max(400).nullish() })
export const TellingBody = z.strictObject({
  preferences: z.unknown().optional(),
  addresses: z
    .array(z.strictObject({ kind: z.enum(ADDRESS_KINDS), label: z.string().max(80).default(''), address: z.string().max(4_000) }))
    .max(20)
    .optional(),
})

const DAY = 86_400_000
const names = ({ people }: Directory, id: string | null) => people.find((p) => p.id === id)?.name ?? id
const calendarOf = ({ calendars }: Directory) => calendars.get('office') ?? null

/** Who is on call now, who follows, and where nobody is within a week. */
export const getOnCall: Handler = async (services, request) => {
  const directory = await services.directory(request.principal.tenant)
  const asked = (request.query as z.infer<typeof OnCallQuery>).at
  const at = asked ? Date.parse(asked) : services.needs.now()
  const cover = { overrides: directory.onCall?.overrides ?? [], absences: directory.onCall?.absences ?? [] }
  const calendar = calendarOf(directory)
  return {
    at: iso(at),
    ...(await arranged(services, directory, at)),
    data: (directory.onCall?.rotas ?? []).map((rota) => {
      const on = onCall(rota, at, cover, calendar)
      return {
        id: rota.id,
        title: rota.title,
        version: rota.version,
        time_zone: rota.timeZone,
        layers: rota.layers.map((layer) => ({ ...layer, people: layer.people.map((id) => names(directory, id)) })),
        on_call: on ? { person: names(directory, on.person), layer: on.layer, because: on.because } : null,
        turns: turns(rota, at, at + 7 * DAY, cover, calendar).map((t) => ({
          from: iso(t.from),
          to: iso(t.to),
          person: t.on ? names(directory, t.on.person) : null,
          because: t.on?.because ?? null,
        })),
        gaps: gaps(rota, at, at + 7 * DAY, cover, calendar).map((gap) => ({ from: iso(gap.from), to: iso(gap.to) })),
      }
    }),
  }
}

/** Who is away and who stands in for somebody, now or later. */
async function arranged(services: Services, directory: Directory, at: number) {
  const all = await services.telling.arrangements(directory.tenant.id)
  const ahead = <T extends { from: number; to: number; person: string | null }>(kind: ArrangementKind) =>
    all
      .filter((it) => it.kind === kind && (it.body as T).to > at)
      .map(({ id, body }) => ({ id, ...(body as T), person: names(directory, (body as T).person) }))
      .sort((a, b) => a.from - b.from)
      .map((it) => ({ ...it, from: iso(it.from), to: iso(it.to) }))
  return {
    absences: ahead<Absence>('absence').map((it) => ({ ...it, cover: names(directory, it.cover) })),
    overrides: ahead<Override>('override'),
  }
}

/** People in what is sent may be ids, names or addresses. */
const personIn = ({ people }: Directory, said: string) =>
  read('usr', said) ?? people.find((p) => p.id === said || p.name === said || p.email === said)?.id ?? null

function withIds(directory: Directory, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('layers' in body) || !Array.isArray(body.layers)) return body
  const layers = body.layers.map((layer: unknown) =>
    typeof layer === 'object' && layer !== null && 'people' in layer && Array.isArray(layer.people)
      ? { ...layer, people: layer.people.map((said: unknown) => (typeof said === 'string' ? (personIn(directory, said) ?? said) : said)) }
      : layer,
  )
  return { ...body, layers }
}

const invalid = (problems: readonly string[]) => new Problem(422, 'invalid', problems.join(' '))

export const putRota: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { id } = request.params as { id: string }
  const directory = await services.directory(tenant)
  const said = withIds(directory, { ...(request.body as object), id })
  const rota = readRota(said, new Set(directory.people.map((p) => p.id)), directory.tenant.timeZone)
  if (!rota.ok) throw invalid(rota.problems)
  const version = await services.telling.arrange(tenant, { kind: 'rota', id, body: rota.value, by: actor })
  return { id, version }
}

export const putPolicy: Handler = async (services, request) => {
  const { tenant, actor } = request.principal
  const { id } = request.params as { id: string }
  const read = readPolicy({ version: '1', ...(request.body as object), id })
  if (!read.ok) throw invalid(read.problems)
  const { people, teams, onCall, notifiers } = await services.directory(tenant)
  const firm = { people, teams, rotas: (onCall?.rotas ?? []).map((rota) => rota.id), ways: notifiers.map(({ name }) => name) }
  const strangers = strangersIn(read.policy, firm)
  if (strangers.length > 0) throw invalid(strangers)
  const version = await services.telling.arrange(tenant, { kind: 'policy', id, body: read.policy, by: actor })
  return { id, version: String(version) }
}

export const getPolicies: Handler = async (services, request) => {
  const { tenant } = request.principal
  const { policies } = await services.directory(tenant)
  const own = new Set((await services.telling.arrangements(tenant, 'policy')).map(({ id }) => id))
  return { data: policies.map((policy) => ({ ...writePolicy(policy), own: own.has(policy.id) })) }
}

export const deleteArrangement =
  (kind: 'rota' | 'policy' | 'override' | 'absence'): Handler =>
  async (services, request) => {
    const { tenant, actor } = request.principal
    const { id } = request.params as { id: string }
    const there = (await services.telling.arrangements(tenant, kind)).some((it) => it.id === id)
    if (!there) throw notFound(`No ${kind}`)
    await services.telling.arrange(tenant, { kind, id, body: null, by: actor })
    return { id, gone: true }
  }

/** Somebody else for a while, or nobody at all. */
export const postOverride: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const { id } = request.params as { id: string }
  const said = request.body as z.infer<typeof OverrideBody>
  const directory = await services.directory(tenant)
  if (!directory.onCall?.rotas.some((rota) => rota.id === id)) throw notFound('No rota')
  const person = said.person === null ? null : known(directory, said.person)
  const span = spanOf(said)
  const key = services.needs.newId()
  await services.telling.arrange(tenant, { kind: 'override', id: key, body: { rota: id, person, ...span, reason: said.reason }, by: actor })
  reply.code(201)
  return { id: key, rota: id, person: names(directory, person), from: iso(span.from), to: iso(span.to) }
}

export const postAbsence: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const said = request.body as z.infer<typeof AbsenceBody>
  const directory = await services.directory(tenant)
  const person = known(directory, said.person)
  const cover = said.cover ? known(directory, said.cover) : null
  if (cover === person) throw invalid(['Nobody covers for themselves.'])
  const span = spanOf(said)
  const key = services.needs.newId()
  await services.telling.arrange(tenant, { kind: 'absence', id: key, body: { person, cover, ...span }, by: actor })
  reply.code(201)
  return { id: key, person: names(directory, person), cover: names(directory, cover), from: iso(span.from), to: iso(span.to) }
}

function known(directory: Directory, said: string) {
  const id = personIn(directory, said)
  if (!id || !directory.people.some((p) => p.id === id)) throw invalid([`"${said}" is not on the staff.`])
  return id
}

function spanOf(said: { from: string; to: string }) {
  const [from, to] = [Date.parse(said.from), Date.parse(said.to)]
  if (to <= from) throw invalid(['The end must be after the beginning.'])
  return { from, to }
}

/** One's own wishes and addresses, or as an administrator somebody else's. */
async function tellingOf(services: Services, request: Parameters<Handler>[1]) {
  const { tenant, userId, scopes } = request.principal
  const said = (request.params as { id: string }).id
  const directory = await services.directory(tenant)
  const id = said === 'me' ? userId : personIn(directory, said)
  if (!id || !directory.people.some((p) => p.id === id)) throw notFound('Nobody')
  if (id !== userId && !scopes.includes('admin'))
    throw new Problem(403, 'not_allowed', 'Only administrators arrange how somebody else is told.')
  return { tenant, id, directory }
}

export const getTelling: Handler = (services, request) => told(services, request)

async function told(services: Services, request: Parameters<Handler>[1]) {
  const { tenant, id, directory } = await tellingOf(services, request)
  return {
    person: show('usr', id),
    preferences: directory.onCall?.wishes.get(id) ?? { ways: {}, quiet: null },
    addresses: (directory.onCall?.addresses.get(id) ?? []).map(({ kind, label, address }) => ({
      kind,
      label,
      address: kind === 'push' ? 'a browser' : address,
    })),
    connected: directory.notifiers.map(({ name, kind }) => ({ name, kind })),
    push_key: await services.telling.pushKey(tenant),
  }
}

export const putTelling: Handler = async (services, request) => {
  const { tenant, id, directory } = await tellingOf(services, request)
  const said = request.body as z.infer<typeof TellingBody>
  if (said.preferences !== undefined) {
    const wishes = readPreferences(
      said.preferences,
      directory.notifiers.map((n) => n.name),
    )
    if (!wishes.ok) throw invalid(wishes.problems)
    await services.telling.arrange(tenant, { kind: 'preferences', id, body: wishes.value, by: request.principal.actor })
  }
  for (const each of said.addresses ?? []) await services.telling.address(tenant, { userId: id, ...each })
  return told(services, request)
}
