import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Refusal } from '../domain/case/commands'

export type FieldProblem = { pointer: string; code: string; detail: string }

/** An answer that is not what the caller hoped for, as RFC 9457 wants it. Thrown anywhere in `http/`, met once below. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: { errors?: FieldProblem[]; headers?: Record<string, string>; safeToRetry?: boolean } = {},
  ) {
    super(detail)
  }
}

export const notFound = (what = 'Nothing') =>
  new Problem(404, 'not_found', `${what} with this id is here. Check the id and the key's tenant.`)
export const notJson = () => new Problem(415, 'unsupported_media_type', 'Send application/json (or application/x-ndjson to a batch).')
/** The domain said no, by name. */
export const refused = (code: string) => new Problem(409, code, REFUSALS[code] ?? `Refused: ${code.replaceAll('_', ' ')}.`)

/** Each refusal of a case has its sentence here, and those of other things beside them. */
const REFUSALS: Record<Refusal, string> & Record<string, string> = {
  already_acknowledged: 'This case is acknowledged already.',
  already_closed: 'This case is closed. Reopen it first.',
  not_closed: 'This case is not closed, so there is nothing to reopen.',
  owner_unchanged: 'This person owns the case already.',
  owner_unknown: 'There is nobody with this id on the staff.',
  no_reason: 'Say why, in a few words.',
  text_empty: 'Write a text.',
  nobody_to_escalate_to: 'Nobody is left to escalate to. Add a lead or a manager: redress user add NAME --role manager --email E.',
  no_way_to_answer: 'This person left no address that can be answered.',
  way_unwanted: 'The customer asked us not to write to them this way. Name it in "channel" to answer so all the same.',
  newer_message: 'The customer wrote again after the message that you saw. Read it, then send again.',
  somebody_writing: 'A colleague is writing to this customer just now. Send it with "anyway": true, or let them finish.',
  file_gone: 'A file of this answer is not there any more. Add it again.',
  files_large: 'The files of one answer may have 15 MiB together.',
  view_locked: 'This view is locked. Its maker or a lead can remove it.',
  approval_waiting: 'Another answer of this case waits for approval. Withdraw it, or hand in another text there.',
  approval_unknown: 'There is no such approval.',
  approval_over: 'It was decided or withdrawn already.',
  approval_changed: 'The author handed in another text, or somebody read it again, since you read it. Read it, then decide.',
  approval_stale:
    'Something has changed since it was written: the customer wrote again, or the way back to them is another. Read it again first.',
  own_reply: 'Nobody approves their own words.',
  not_the_author: 'Only its author can do that.',
  letter_as_written: 'A letter holds what its rule books ask for. Send it back instead of rewording it.',
  not_yours_to_change:
    'This saved reply belongs to somebody else, to another team, or is locked. Leads, managers and administrators may change it.',
  text_unfilled: 'The text still has a gap such as {{order}}. Fill it in first.',
  already_sent: 'It has left already and cannot be taken back.',
  already_decided: 'Somebody decided this message already.',
  topics_unchanged: 'The case has these topics already.',
  clock_too_near: 'A clock of this case runs out so soon that it may not sleep: it wakes two hours before.',
  not_in_future: 'This moment is past.',
  not_asleep: 'This case is not asleep.',
  same_contact: 'This is the same customer already.',
  joined_already: 'One of the two was joined to another customer meanwhile. Look again.',
  join_unknown: 'Nothing was joined to this customer under this id.',
  parted_already: 'Somebody took this out again already.',
  nothing_chosen: 'Name addresses that this customer has.',
  would_be_empty: 'One address at least stays with the customer.',
  too_late_to_undo: 'This can be taken back no more: its time is over, or it was taken back already.',
  grade_unchanged: 'The case has this severity already.',
  never_lowered_by_rule: 'Only a person makes a case less severe.',
  kind_unchanged: 'The case is of this kind already.',
  no_outcome: 'Say how it ended.',
  no_remedy: 'Say what the customer gets; "none" is an answer.',
  remedy_without_outcome: 'Say how it ended as well as what the customer gets.',
  outcome_does_not_fit: 'A case of this kind does not end that way: won and lost are for leads, upheld and not upheld for complaints.',
  remedy_does_not_fit: 'Nobody gets this with that outcome; choose another remedy or another outcome.',
  open_reply_unsent: 'An answer has failed or waits for approval. Send it again, say what became of it, or withdraw it; then close.',
  survey_over: 'It was answered too long ago to be changed.',
  fact_unchanged: 'It was said so already, and nothing changes.',
  class_unchanged: 'The case is in this class already.',
  happened_in_future: 'Only what has happened can be told.',
  content_missing: 'A rule book asks for something that these words do not say.',
  content_advised: 'A rule book expects something that these words do not say.',
  not_a_lead: 'Only a lead, a manager or an administrator may confirm it.',
  too_late: 'The time in which it would have counted is over.',
  no_ground: 'Confirm a reason that the rule book permits.',
  statutory_clock_open: 'A clock of the law still runs. Close this case by itself.',
  due_in_the_past: 'The time for the answer has passed already. Name a later one.',
  not_understood_yet: 'The message has not been read yet. Try again in a moment.',
  alert_over: 'The alert is over; nothing is left to do here.',
  alert_taken: 'Somebody has taken the alert already.',
  alert_no_words: 'Write the words of the guidance.',
  alert_nobody_to_escalate_to: 'Nobody is left to escalate to. Add a lead or a manager: redress user add NAME --role manager --email E.',
  changed_meanwhile: 'Something has happened since, so it cannot be taken back as if nothing had.',
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Refused',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not understood',
  429: 'Too many requests',
  500: 'Our mistake',
  503: 'Not available',
  507: 'Disk nearly full',
}

export function problemHandler(app: FastifyInstance) {
  app.setErrorHandler((error: unknown, request, reply) => send(request, reply, toProblem(error, request)))
  app.setNotFoundHandler((request, reply) =>
    send(
      request,
      reply,
      new Problem(
        404,
        'no_such_route',
        `There is no ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}. See /api/v1/openapi.json.`,
      ),
    ),
  )
}

/** An address that cannot be decoded (`%ff`) meets no route, and so not the handler above either. */
export const unreadableAddress = (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
  void send(request, reply, new Problem(400, 'malformed', 'The address could not be read: what follows a % in it is no UTF-8.'))

/** Somebody followed a link in a browser: no program, and none of our own screens, asks for a page first. */
const isVisit = ({ method, headers }: FastifyRequest) => method === 'GET' && headers.accept?.startsWith('text/html') === true

function send(request: FastifyRequest, reply: FastifyReply, p: Problem) {
  if (p.status === 401 && isVisit(request)) return reply.header('cache-control', 'no-store').redirect('/sign-in', 303)
  for (const [name, value] of Object.entries(p.extra.headers ?? {})) reply.header(name, value)
  return reply
    .status(p.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:redress:problem:${p.code}`,
        title: TITLES[p.status] ?? 'Problem',
        status: p.status,
        code: p.code,
        detail: p.detail,
        instance: request.url.split('?')[0],
        trace_id: request.id,
        safe_to_retry: p.extra.safeToRetry ?? p.status >= 500,
        ...(p.extra.errors ? { errors: p.extra.errors } : {}),
      }),
    )
}

/** What an error says to whoever called; pages turn it into words of their own. */
export function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((v) => ({
      pointer: v.instancePath || '/',
      code: String(v.keyword),
      detail: v.message ?? 'is not valid',
    }))
    return new Problem(
      422,
      'invalid',
      `Not understood: ${errors
        .map((e) => `${e.pointer} ${e.detail}`)
        .slice(0, 3)
        .join('; ')}.`,
      { errors },
    )
  }
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413)
    return new Problem(413, 'too_large', 'The body is larger than this route takes: 1 MiB, 8 MiB for a batch, 10 MiB for a file.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return notJson()
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem(400, 'malformed', `The request could not be read: ${message ?? 'malformed'}.`)
  if (code === STORE_AWAY)
    return new Problem(503, 'store_away', 'The database does not answer just now. Send it again: what was stored already is recognised.', {
      headers: { 'retry-after': '2' },
      safeToRetry: true,
    })
  if (code?.startsWith('22'))
    return new Problem(
      422,
      'not_understood',
      'The database could not read a value of this request. A cursor must be one of ours, and of the same list.',
    )
  if (code === '53100' || code === 'ENOSPC')
    return new Problem(507, 'disk_full', 'The disk is full. Nothing was stored; send it again later.', { headers: { 'retry-after': '60' } })
  request.log.error({ err: error }, 'unexpected')
  return new Problem(
    500,
    'unexpected',
    'Something went wrong on our side. Nothing was changed by this request; the log has it under this trace id.',
  )
}

/** What the store calls every way of not answering (`store/db.ts`). */
const STORE_AWAY = 'STORE_AWAY'
