import { show } from '../domain/public-id'
import { readJson, textOf } from './json'
import { admitted, refuseWhenFull } from './messages'
import { notFound, Problem } from './problem'
import type { Handler } from './route'
import { MessageBody, toMessage } from './schemas'

const WHY: Record<string, string> = {
  missing_header: 'webhook-id, webhook-timestamp and webhook-signature are needed.',
  bad_timestamp: 'webhook-timestamp must be seconds since 1970.',
  too_old: 'webhook-timestamp is more than five minutes old. Check the clock of the sender.',
  too_new: 'webhook-timestamp lies more than five minutes ahead. Check the clock of the sender.',
  bad_signature: 'The signature does not fit. Sign "{id}.{timestamp}.{raw body}" with the secret of this hook.',
}

/** Takes a signed message from any source. The signature is checked over the raw bytes before anything is parsed; `webhook-id` makes a repeat harmless. */
export const postHook: Handler = async (services, request, reply) => {
  const hook = await services.hooks.find((request.params as { id: string }).id)
  if (!hook) throw notFound('No hook')
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.from(String(request.body ?? ''))
  const now = services.needs.now()
  const verdict = services.hooks.verify({
    secrets: hook.secret.split(/\s+/),
    headers: request.headers,
    rawBody: raw,
    now,
    toleranceMs: 300_000,
  })
  if (!verdict.ok) throw new Problem(401, verdict.code, WHY[verdict.code] ?? 'The signature does not fit.')
  refuseWhenFull(services)
  const parsed = MessageBody.safeParse(payload(raw))
  if (!parsed.success)
    throw new Problem(
      422,
      'invalid',
      parsed.error.issues
        .map((i) => `/${i.path.join('/')} ${i.message}`)
        .slice(0, 3)
        .join('; '),
    )
  const body = { ...parsed.data, channel: parsed.data.channel ?? hook.channel, external_id: parsed.data.external_id ?? verdict.id }
  const { id, state } = await services.receive(hook.tenant, { message: admitted(toMessage(body, now), now), demo: false, raw: null })
  reply.code(state === 'accepted' ? 202 : 200)
  return { id: show('msg', id), state }
}

/** The message itself, or an event envelope around it. */
function payload(raw: Buffer): unknown {
  const value = readJson(textOf(raw, 'The body'), 'The body')
  const isEnvelope = typeof value === 'object' && value !== null && 'type' in value && 'data' in value
  return isEnvelope ? value.data : value
}
