import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { CaseKey, CaseView } from '../actions/reads'
import type { Way } from '../actions/way'
import type { CaseEvent } from '../domain/case/events'
import { factsOf } from '../domain/case/story'
import { isVisitor } from '../domain/chat'
import type { Moment } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { parseReference } from '../domain/reference'
import { type CaseFacts, packOf, storyOf } from '../domain/regimes/clocks'
import { explainClock } from '../domain/regimes/explain'
import { inWishedOrder } from '../domain/wishes'
import { caseFilter } from './case-filter'
import { notSaid } from './not-said'
import { presentCase, presentClock, presentEvent, presentReplied, presentTurn, presentWhy } from './present'
import { notFound, Problem, refused } from './problem'

import type { Handler } from './route'
import type { Acknowledgement, Assignment, CasesQuery, Closure, Escalation, Note, Reopening, Reply } from './schemas'
import type { Services } from './services'
import { sightOf } from './sight'

export const getCases: Handler = async (services, request) => {
  const { limit, cursor, ...q } = request.query as z.infer<typeof CasesQuery>
  const { tenant } = request.principal
  const directory = await services.directory(tenant)
  const page = await services.reads.cases(tenant, {
    ...caseFilter(q, request.principal, services.needs.now()),
    limit,
    after: cursor ?? null,
  })
  return {
    data: page.rows.map((it) => presentCase(directory, it, services.needs.now(), sightOf(request.principal))),
    page: { next_cursor: page.next, has_more: page.next !== null },
  }
}

export const getCase: Handler = async (services, request, reply) => {
  const { it, directory } = await find(services, request)
  const { ways, lastMessage } = await services.ways(request.principal.tenant, it.id)
  const [way, ...others] = inWishedOrder(ways)
  const open = ways.find((one) => one.public)
  const sight = sightOf(request.principal)
  reply.header('etag', `"${it.events}"`)
  return {
    ...presentCase(directory, it, services.needs.now(), sight),
    support_needs: it.contact.supportNeeds,
    preferences: { channel: it.contact.prefers, avoids: it.contact.avoids },
    last_message_id: show('msg', lastMessage),
    alert_id: show('alr', it.alertId ?? null),
    reply_channel: way
      ? {
          channel: way.channel,
          to: sight.address(way.address) ?? sight.name(way.name),
          public: open !== undefined,
          available: true,
          why: whyChat(services, way),
        }
      : { channel: it.channel, to: null, public: false, available: false, why: 'no_way_to_answer' },
    /** Where an answer in public goes: it stays where they spoke. */
    public_channel: open?.channel ?? null,
    other_ways: others.map(({ channel, address, name }) => ({ channel, to: sight.address(address) ?? sight.name(name) })),
  }
}

/** Whether somebody in the chat window sees the answer come, and what becomes of it where they have gone. */
const whyChat = ({ chat }: Services, { channel, address, mail }: Way) =>
  channel !== 'chat' || !isVisitor(address) ? null : chat.isHere(address) ? 'in_chat' : mail ? 'left_chat_mailed' : 'left_chat'

export const getConversation: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const turns = await services.reads.conversation(request.principal.tenant, it.id)
  return { data: turns.map((turn) => presentTurn(turn, sightOf(request.principal))) }
}

export const getClocks: Handler = async (services, request) => {
  const { it, directory } = await find(services, request)
  const clocks = await services.reads.clocks(request.principal.tenant, it.id)
  const facts = await caseFacts(services, request.principal.tenant, it)
  return {
    data: clocks.map((clock) => {
      const pack = packOf(directory.packs, clock)
      const why = pack ? explainClock(pack, directory.calendars, clock, storyOf(facts, pack)) : null
      return presentClock(clock, services.needs.now(), why && presentWhy(why))
    }),
  }
}

/** What the rule books may know of a case now, told by its events. */
export const caseFacts = async (services: Services, tenant: string, it: CaseView): Promise<CaseFacts> =>
  factsIn(
    (await services.reads.timeline(tenant, it.id)).map(({ event }) => event),
    it,
    services.needs.now(),
  )

/** The same from events that were read already; a case of older days says itself what its first event does not. */
export function factsIn(events: readonly CaseEvent[], it: Pick<CaseView, 'channel' | 'topics'>, now: Moment): CaseFacts {
  const facts = factsOf(events, now)
  return { ...facts, channel: facts.channel || it.channel, topics: facts.topics.length > 0 ? facts.topics : it.topics }
}

export const getTimeline: Handler = async (services, request) => {
  const { it, directory } = await find(services, request)
  return { data: (await services.reads.timeline(request.principal.tenant, it.id)).map((e) => presentEvent(directory, e)) }
}

export const postAcknowledgement: Handler = async (services, request, reply) => {
  const { note, notify_customer } = request.body as z.infer<typeof Acknowledgement>
  return changed(services, request, reply, (who) =>
    services.cases.acknowledge(request.principal.tenant, { ...who, note: note ?? null, notifyCustomer: notify_customer }),
  )
}

export const postAssignment: Handler = async (services, request, reply) => {
  const { owner, team, reason } = request.body as z.infer<typeof Assignment>
  const id = owner === null ? null : staffId(await services.directory(request.principal.tenant), owner)
  return changed(services, request, reply, (who) =>
    services.cases.assign(request.principal.tenant, { ...who, owner: id, team: team ?? null, reason: reason ?? null }),
  )
}

/** A person may be named by id, by name or by e-mail address; somebody unknown is left to the domain to refuse. */
export const staffId = ({ people }: Awaited<ReturnType<Services['directory']>>, owner: string) =>
  read('usr', owner) ?? people.find((p) => p.name === owner || p.email === owner)?.id ?? owner

export const postEscalation: Handler = async (services, request, reply) => {
  const { reason, to } = request.body as z.infer<typeof Escalation>
  const target = to ? staffId(await services.directory(request.principal.tenant), to) : null
  return changed(services, request, reply, (who) => services.cases.escalate(request.principal.tenant, { ...who, reason, to: target }))
}

export const postClosure: Handler = (services, request, reply) => {
  const { outcome, remedy, note, satisfied = false } = request.body as z.infer<typeof Closure>
  return changed(services, request, reply, (who) =>
    services.cases.close(request.principal.tenant, { ...who, outcome, remedy, note: note ?? null, satisfied }),
  )
}

export const postReopening: Handler = (services, request, reply) => {
  const { reason } = request.body as z.infer<typeof Reopening>
  return changed(services, request, reply, (who) => services.cases.reopen(request.principal.tenant, { ...who, reason }))
}

export const postReply: Handler = async (services, request, reply) => {
  const { text, final, public: open, last_seen_message_id: seen, files, channel: wanted, ...more } = request.body as z.infer<typeof Reply>
  const { it } = await find(services, request)
  const { tenant, userId } = request.principal
  const lastSeen = seen ? { lastSeen: read('msg', seen) } : {}
  const answer = await services.cases.reply(tenant, {
    caseId: it.id,
    by: request.principal.actor,
    text,
    final,
    public: open,
    files: files.map(fileId),
    channel: wanted ?? null,
    anyway: more.anyway,
    writing: userId ? services.presence.writerBeside(tenant, it.id, userId) : null,
    complete: more.complete,
    confirmed: more.confirm ?? null,
    ...lastSeen,
  })
  if (!answer.done) throw await notSaid(services, tenant, it.id, text, answer.refused)
  if (userId) services.presence.released(tenant, it.id, userId)
  reply.code(201)
  return presentReplied(answer.value, sightOf(request.principal))
}

const fileId = (given: string) => {
  const id = read('att', given)
  if (!id) throw refused('file_gone')
  return id
}

export const postNote: Handler = async (services, request, reply) => {
  const { it } = await find(services, request)
  const answer = await services.cases.note(request.principal.tenant, {
    caseId: it.id,
    by: request.principal.actor,
    text: (request.body as z.infer<typeof Note>).text,
  })
  if (!answer.done) throw refused(answer.refused)
  reply.code(201)
  return answer.value
}

/** Does something to the case of a request, unless it has changed since the caller read it, and answers with the case. */
export async function changed(
  services: Services,
  request: FastifyRequest,
  reply: Parameters<Handler>[2],
  act: (who: { caseId: string; by: string }) => Promise<{ done: true; undo?: string | null } | { done: false; refused: string }>,
) {
  const { it } = await find(services, request)
  const expected = request.headers['if-match']
  if (expected !== undefined && expected !== '*' && expected !== `"${it.events}"`) {
    throw new Problem(412, 'changed_meanwhile', 'The case has changed since you read it. Read it again, then decide.', {
      headers: { etag: `"${it.events}"` },
    })
  }
  const answer = await act({ caseId: it.id, by: request.principal.actor })
  if (!answer.done) throw answer.refused === 'case_unknown' ? notFound('No case') : refused(answer.refused)
  reply.code(201)
  const now = await services.reads.case(request.principal.tenant, { id: it.id })
  const shown = presentCase(await services.directory(request.principal.tenant), now!, services.needs.now(), sightOf(request.principal))
  return { ...shown, undo: show('ded', answer.undo ?? null) }
}

/** The case that a request names, by id, number or reference. */
export async function find(
  services: Services,
  request: FastifyRequest,
): Promise<{ it: CaseView; directory: Awaited<ReturnType<Services['directory']>> }> {
  const { tenant } = request.principal
  const key = keyOf((request.params as { id: string }).id)
  const [it, directory] = await Promise.all([key ? services.reads.case(tenant, key) : null, services.directory(tenant)])
  if (!it) throw notFound('No case')
  return { it, directory }
}

/** `case_…`, `C-12` or the customer's reference: whatever a person has at hand. */
export function keyOf(text: string): CaseKey | null {
  const id = read('case', text)
  if (id) return { id }
  const number = /^c-(\d{1,15})$/i.exec(text)
  if (number) return { number: Number(number[1]) }
  const reference = parseReference(text)
  return reference ? { reference } : null
}
