import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Directory } from '../actions/needs'
import type { AlertView } from '../actions/reads'
import type { AlertDeed } from '../domain/escalation/alert'
import { PRACTICE } from '../domain/escalation/drill'
import { iso, isoOrNull } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { keyOf } from './cases'
import { signLink } from './pages/alert-link'
import { notFound, Problem, refused } from './problem'
import type { Handler } from './route'
import { MessageBody, toMessage } from './schemas'
import type { Services } from './services'

const words = (max: number) => z.string().max(max)
export const AlertsQuery = z.object({ state: z.enum(['open', 'all']).default('open') })
export const DeedBody = z.strictObject({ words: words(2_000).optional() })
export const DrillBody = z.strictObject({ language: z.enum(['en', 'th', 'zh', 'fa']).optional() })
export const QuestionBody = z.strictObject({
  to_name: words(200).min(1),
  to_address: words(254).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address'),
  text: words(4_000).min(1),
  shown: words(4_000).nullish(),
  due_at: z.iso.datetime({ offset: true }),
})
export const HandBackBody = z.strictObject({ feedback: words(2_000).min(1) })
export const TakeOverBody = z.strictObject({ reason: words(2_000).min(1) })

const DAY = 86_400_000
export const getAlerts: Handler = async (services, request) => {
  const { state } = request.query as z.infer<typeof AlertsQuery>
  const { tenant } = request.principal
  const [directory, now] = [await services.directory(tenant), services.needs.now()]
  const views = await services.reads.alerts(tenant, state === 'all' ? now - 7 * DAY : null)
  return { data: views.map((view) => presentAlert(directory, view)) }
}

export const getAlert: Handler = async (services, request) => {
  const { tenant } = request.principal
  return presentAlert(await services.directory(tenant), await findAlert(services, tenant, request.params))
}

async function findAlert(services: Services, tenant: string, params: unknown) {
  const id = read('alr', (params as { id: string }).id)
  const view = id ? await services.reads.alert(tenant, id) : null
  if (!view) throw notFound('No alert')
  return view
}

const LOOK_MS = 3_600_000
/** To the page that somebody on call would open from a telephone, for whoever is signed in and with nothing connected that could send its link. */
export const toPage: Handler = async (services, request, reply) => {
  const { tenant, userId: person } = request.principal
  const { id: about } = await findAlert(services, tenant, request.params)
  if (!person) throw new Problem(403, 'not_a_person', 'The page of an alert is for one person. Sign in as the one who reads it.')
  const until = services.needs.now() + LOOK_MS
  const token = signLink(await services.forms.secret(), { purpose: 'alert', tenant, about, person, until })
  return reply.code(303).header('cache-control', 'no-store').header('location', `/a/${token}`).send()
}

/** One of the four deeds, from the console or a script. */
export const postDeed =
  (deed: AlertDeed): Handler =>
  async (services, request, reply) => {
    const { tenant, actor } = request.principal
    const view = await findAlert(services, tenant, request.params)
    const said = (request.body as z.infer<typeof DeedBody> | null)?.words?.trim() ?? ''
    const answer = await services.alerts.act(tenant, { alertId: view.id, deed, by: actor, words: said, via: 'console' })
    if (!answer.done) throw refused(`alert_${answer.refused}`)
    reply.code(201)
    return presentAlert(await services.directory(tenant), await findAlert(services, tenant, request.params))
  }

const names = ({ people }: Directory, id: string | null) => people.find((p) => p.id === id)?.name ?? id
export const presentAlert = (d: Directory, a: AlertView) => {
  const climb = a.climbs.filter((e) => e.stoppedAt === null && e.nextAt !== null).sort((x, y) => (x.nextAt ?? 0) - (y.nextAt ?? 0))[0]
  const [first] = a.stories
  return {
    id: show('alr', a.id),
    cause: a.cause,
    severity: a.severity,
    state: a.overAt !== null ? 'over' : a.acknowledgedAt !== null ? 'acknowledged' : 'open',
    over_because: a.overBecause,
    opened_at: iso(a.openedAt),
    updated_at: iso(a.updatedAt),
    acknowledged_at: isoOrNull(a.acknowledgedAt),
    acknowledged_by: names(d, a.acknowledgedBy),
    over_at: isoOrNull(a.overAt),
    customers: a.cases.length,
    quote: first?.summary ?? null,
    channel: first?.channel ?? null,
    public: first?.public ?? false,
    followers: first?.followers ?? null,
    because: first?.because ?? [],
    cases: a.stories.map(({ id, reference, number, severity }) => ({ id: show('case', id), number: `C-${number}`, reference, severity })),
    next: climb ? { at: isoOrNull(climb.nextAt), person: names(d, climb.nextPerson), level: climb.level + 1 } : null,
    clocks: a.clocks.map((c) => ({ title: c.title, kind: c.kind, due_at: isoOrNull(c.dueAt), state: c.state })),
    told: a.told.map((t) => ({
      to: t.to,
      way: t.channel,
      state: t.state === 'sending' ? 'queued' : t.state,
      at: isoOrNull(t.at),
      receipt: t.receipt,
    })),
  }
}

/** A made-up customer with a severe complaint: what follows is no rehearsal, but the very alert that a real one would raise. */
export const postDrill: Handler = async (services, request, reply) => {
  const now = services.needs.now()
  const id = `drill-${randomUUID()}`
  const body = MessageBody.parse({
    channel: 'manual',
    external_id: id,
    text: PRACTICE,
    lang: 'en',
    contact: { name: 'Drill', handles: [{ kind: 'drill', value: id }] },
    meta: { drill: true, by: request.principal.actor },
  })
  const received = await services.receive(request.principal.tenant, { message: toMessage(body, now), demo: false, raw: null })
  reply.code(202)
  return { message_id: show('msg', received.id), says: PRACTICE }
}

async function caseOf(services: Services, tenant: string, params: unknown) {
  const key = keyOf((params as { id: string }).id)
  const it = key ? await services.reads.case(tenant, key) : null
  if (!it) throw notFound('No case')
  return it
}

/** One question to somebody without an account. */
export const postQuestion: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const it = await caseOf(services, tenant, request.params)
  const said = request.body as z.infer<typeof QuestionBody>
  const answer = await services.alerts.ask(tenant, {
    caseId: it.id,
    by: actor,
    toName: said.to_name,
    toAddress: said.to_address,
    text: said.text,
    shown: said.shown ?? null,
    dueAt: Date.parse(said.due_at),
  })
  if (!answer.done) throw refused(answer.refused)
  reply.code(201)
  const { id, toName, dueAt } = answer.question
  return { id: show('qst', id), to: toName, due_at: iso(dueAt), state: 'asked' }
}

/** Back to whoever handed it up, with what they can do better; both are on the case. */
export const postHandBack: Handler = async (services, request, reply) => {
  const { tenant, actor } = request.principal
  const it = await caseOf(services, tenant, request.params)
  const events = await services.reads.timeline(tenant, it.id)
  const up = events
    .map(({ event }) => event)
    .findLast((event) => event.kind === 'escalated' && event.policy === 'manual' && event.to === it.owner)
  if (!up) throw new Problem(409, 'nobody_handed_up', 'Nobody handed this case up to its owner. Give it to somebody by name instead.')
  const { feedback } = request.body as z.infer<typeof HandBackBody>
  return given(services, request.principal.tenant, reply, it.id, { by: actor, owner: up.by, reason: `handed back: ${feedback}` })
}

/** "I take it from here." */
export const postTakeOver: Handler = async (services, request, reply) => {
  const { tenant, actor, userId } = request.principal
  const it = await caseOf(services, tenant, request.params)
  if (!userId) throw new Problem(403, 'not_a_person', 'A key cannot take a case over. Sign in as the person who does.')
  const { reason } = request.body as z.infer<typeof TakeOverBody>
  return given(services, tenant, reply, it.id, { by: actor, owner: userId, reason: `taken over: ${reason}` })
}

async function given(
  services: Services,
  tenant: string,
  reply: Parameters<Handler>[2],
  caseId: string,
  to: { by: string; owner: string; reason: string },
) {
  const answer = await services.cases.assign(tenant, { caseId, team: null, ...to })
  if (!answer.done) throw refused(answer.refused)
  reply.code(201)
  const directory = await services.directory(tenant)
  return { id: show('case', caseId), owner: names(directory, answer.value.owner), reason: answer.value.routingReason }
}
