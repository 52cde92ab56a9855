import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { clampSentAt, problemsOf } from '../domain/intake'
import type { Message } from '../domain/message'
import { iso } from '../domain/moment'
import { read, show } from '../domain/public-id'
import { readJson, textOf } from './json'
import { presentFullMessage, presentMessage } from './present'
import { notFound, Problem, refused } from './problem'
import type { Handler } from './route'
import {
  type CorrectionBody,
  MessageBody,
  type MessageInput,
  type MessagesQuery,
  type SnoozeBody,
  type TriageBody,
  toMessage,
} from './schemas'
import type { Services } from './services'
import { sightOf } from './sight'

/** The door for everything that a source sends: checked, stored durably, and only then answered. */
export const postMessage: Handler = async (services, request, reply) => {
  const answer = await receive(services, request.principal.tenant, request.body as MessageInput)
  reply.code(answer.state === 'accepted' ? 202 : 200)
  return answer
}

async function receive(services: Services, tenant: string, body: MessageInput) {
  const now = services.needs.now()
  const message = admitted(toMessage(body, now), now)
  refuseWhenFull(services)
  const { id, state } = await services.receive(tenant, { message, demo: false, raw: null })
  return { id: show('msg', id), state }
}

/** The message as it will be stored, or a 422 that names each field that keeps it out. */
export function admitted(message: Message, now: number): Message {
  const problems = problemsOf(message, now)
  if (problems.length) throw new Problem(422, problems[0]!.code, problems.map((p) => p.detail).join(' '), { errors: problems })
  return { ...message, sentAt: clampSentAt(message.sentAt, now) }
}

/** While there is still room to work in, new messages are sent back to their source, which keeps them. */
export function refuseWhenFull(services: Services) {
  if (services.health().disk?.low)
    throw new Problem(
      507,
      'disk_nearly_full',
      'The disk is nearly full, so nothing new is taken in. Free some space; the source should send this again.',
      { headers: { 'retry-after': '60' }, safeToRetry: true },
    )
}

const LINES = 1_000

/** NDJSON in, NDJSON out, a line for each line in the same order. A bad line is told so and stops nobody else. */
export const postBatch: Handler = async (services, request, reply) => {
  const lines = linesOf(request.body as Buffer)
  if (lines.length > LINES)
    throw new Problem(413, 'too_many_lines', `A batch takes at most ${LINES} lines; this one has ${lines.length}. Send it in parts.`)
  refuseWhenFull(services)
  await services.room()
  const answers = await Promise.all(lines.map((line, i) => batchLine(services, request.principal.tenant, line, i + 1)))
  reply.type('application/x-ndjson')
  return `${answers.map((a) => JSON.stringify(a)).join('\n')}\n`
}

/** Bytes between line feeds, without a byte-order mark and without a last line that is blank. */
function linesOf(body: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = body.indexOf(MARK) === 0 ? MARK.length : 0; from <= body.length; ) {
    const end = body.indexOf(10, from)
    lines.push(body.subarray(from, end < 0 ? body.length : end))
    from = end < 0 ? body.length + 1 : end + 1
  }
  return lines.at(-1)?.toString('latin1').trim() === '' ? lines.slice(0, -1) : lines
}
const MARK = Buffer.from('\uFEFF')

async function batchLine(services: Services, tenant: string, bytes: Buffer, line: number) {
  try {
    const parsed = MessageBody.safeParse(readJson(textOf(bytes, 'This line'), 'This line'))
    if (!parsed.success) {
      const detail = parsed.error.issues
        .map((i) => `/${i.path.join('/')} ${i.message}`)
        .slice(0, 3)
        .join('; ')
      return { line, state: 'rejected', id: null, error: { code: 'invalid', detail } }
    }
    return { line, ...(await receive(services, tenant, parsed.data)) }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return { line, state: 'rejected', id: null, error: { code: error.code, detail: error.detail } }
  }
}

/** What a query asks for; the page is asked for beside it. */
export const messageFilter = (
  { view, channel, lang, q, snoozed }: Omit<z.infer<typeof MessagesQuery>, 'limit' | 'cursor'>,
  now: number,
) => ({
  view,
  channel: channel ?? null,
  lang: lang ?? null,
  q: q ?? null,
  awakeAt: snoozed === 'no' ? now : null,
})

export const getMessages: Handler = async (services, request) => {
  const { cursor, limit, ...filter } = request.query as z.infer<typeof MessagesQuery>
  const { tenant } = request.principal
  const directory = await services.directory(tenant)
  const page = await services.reads.messages(tenant, { ...messageFilter(filter, services.needs.now()), limit, after: cursor ?? null })
  return {
    data: page.rows.map((m) => presentMessage(directory, m, sightOf(request.principal))),
    page: { next_cursor: page.next, has_more: page.next !== null },
  }
}

export const getMessage: Handler = async (services, request) => {
  const { tenant } = request.principal
  const message = await services.reads.message(tenant, messageId(request.params))
  if (!message) throw notFound('No message')
  return presentFullMessage(await services.directory(tenant), message, sightOf(request.principal))
}

export const getAttachment: Handler = async (services, request, reply) => {
  const id = read('att', (request.params as { id: string }).id)
  const file = id ? await services.reads.attachment(request.principal.tenant, id) : null
  if (!file) throw notFound('No attachment')
  return download(reply, file)
}

/** As bytes to keep, never as a page of ours that a browser would run. */
export function download(reply: FastifyReply, { name, bytes }: { name: string; bytes: Uint8Array }) {
  const shown = encodeURIComponent(name.replace(/[\u0000-\u001f/\\]/g, '_'))
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${shown}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
  return reply.type('application/octet-stream').send(Buffer.from(bytes))
}

export const postTriage: Handler = async (services, request, reply) => {
  const { decision, case_id } = request.body as z.infer<typeof TriageBody>
  const { tenant, actor } = request.principal
  const id = messageId(request.params)
  const caseId = case_id ? read('case', case_id) : null
  if (decision === 'duplicate' && caseId === null)
    throw new Problem(422, 'case_needed', 'A duplicate needs case_id: the case that it repeats.')
  const answer = await services.triage(tenant, { messageId: id, decision, caseId, by: actor })
  if (!answer.done) throw answer.refused === 'message_unknown' || answer.refused === 'case_unknown' ? notFound() : refused(answer.refused)
  reply.code(201)
  return { ...((await getMessage(services, request, reply)) as object), undo: show('ded', answer.undo) }
}

export const postCorrection: Handler = async (services, request, reply) => {
  const { also = [], ...data } = request.body as z.infer<typeof CorrectionBody>
  if (Object.keys(data).length === 0)
    throw new Problem(422, 'invalid', 'Say what is wrong: complaint, severity, topic, intent or sentiment.')
  const others = also.flatMap((id) => read('msg', id) ?? [])
  const { tenant, userId } = request.principal
  const done = await services.correct(tenant, { messageId: messageId(request.params), by: userId, data, also: others })
  if (!done) throw notFound('No message')
  reply.code(201)
  return { id: show('cor', done.id), corrected: done.corrected, undo: show('ded', done.undo) }
}

/** Messages that wait and read like this one, for "correct them all". */
export const getSimilar: Handler = async (services, request) => {
  const similar = await services.lists.similar(request.principal.tenant, messageId(request.params))
  if (!similar) throw notFound('No message')
  return { data: similar.map((one) => ({ id: show('msg', one.id), text: one.text.slice(0, 160) })), count: similar.length }
}

export const postSnooze: Handler = async (services, request, reply) => {
  const { until } = request.body as z.infer<typeof SnoozeBody>
  const { tenant, actor } = request.principal
  const wish = { messageId: messageId(request.params), by: actor, until: until === null ? null : Date.parse(until) }
  const answer = await services.lists.snoozeMessage(tenant, wish)
  if (!answer.done) throw answer.refused === 'message_unknown' ? notFound('No message') : refused(answer.refused)
  reply.code(201)
  return { until: iso(answer.until), capped: answer.capped }
}

const messageId = (params: unknown) => {
  const id = read('msg', (params as { id: string }).id)
  if (!id) throw notFound('No message')
  return id
}
