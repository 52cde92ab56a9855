import { z } from 'zod'
import { type Message, nobody } from '../../domain/message'

/** A message as the hook understood it; the caller adds when it was received. */
export type Received =
  | { ok: true; message: Omit<Message, 'receivedAt'> }
  | { ok: false; code: 'bad_utf8' | 'bad_json' | 'bad_shape' | 'bad_text' | 'other_event'; pointer: string; detail: string }

const text = z.string().nullish()
const Contact = z.strictObject({
  name: text,
  handles: z.array(z.strictObject({ kind: z.string().min(1), value: z.string().min(1) })).nullish(),
  language: text,
  followers: z.int().min(0).nullish(),
  verified: z.boolean().nullish(),
  bio: text,
})
const Attachment = z.strictObject({ name: z.string(), media_type: z.string(), data_base64: z.base64() })
const Body = z
  .strictObject({
    channel: z.string().min(1).nullish(),
    external_id: z.string().min(1).nullish(),
    text,
    sent_at: z.iso.datetime({ offset: true }).nullish(),
    public: z.boolean().nullish(),
    lang: text,
    in_reply_to: text,
    contact: Contact.nullish(),
    attachments: z.array(Attachment).nullish(),
    product: text,
    order: text,
    meta: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine((body) => (body.text ?? '').trim() !== '' || (body.attachments ?? []).length > 0, {
    path: ['text'],
    error: 'text or an attachment is needed',
  })

/**
 * The JSON of a signed call, the same as `POST /messages` takes or that in an event `{type: 'message.received', timestamp, data}`. The channel
 * is `webhook` unless the body names one; without an external id the call's own id stands in, so that a repeat of the call is a duplicate.
 */
export function receiveWebhook(rawBody: Buffer, webhookId: string): Received {
  const parsed = parse(rawBody)
  if ('ok' in parsed) return parsed
  const event = unwrap(parsed.json)
  if ('ok' in event) return event
  const body = Body.safeParse(event.data)
  if (!body.success) return shapeProblem(body.error, event.pointer)
  return { ok: true, message: messageOf(body.data, webhookId) }
}

type Refusal = Extract<Received, { ok: false }>
const refuse = (code: Refusal['code'], pointer: string, detail: string): Refusal => ({ ok: false, code, pointer, detail })

class BadText extends Error {}

function parse(rawBody: Buffer): { json: unknown } | Refusal {
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(rawBody)
  } catch {
    return refuse('bad_utf8', '', 'the body is not UTF-8')
  }
  try {
    return { json: JSON.parse(source, soundText) }
  } catch (error) {
    return error instanceof BadText ? refuse('bad_text', '', error.message) : refuse('bad_json', '', 'the body is not JSON')
  }
}

/** Refuses what the store cannot hold or a careless merge would obey: NUL, half a surrogate pair, a key called `__proto__`. */
function soundText(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new BadText('a key may not be called __proto__')
  for (const each of [key, value]) {
    if (typeof each === 'string' && /\0|[\uD800-\uDFFF]/u.test(each))
      throw new BadText('text may hold neither NUL nor half a surrogate pair')
  }
  return value
}

function unwrap(json: unknown): { data: unknown; pointer: string } | Refusal {
  if (typeof json !== 'object' || json === null || !('type' in json)) return { data: json, pointer: '' }
  if (json.type !== 'message.received') return refuse('other_event', '/type', 'only message.received is taken here')
  return { data: 'data' in json ? json.data : undefined, pointer: '/data' }
}

function shapeProblem(error: z.ZodError, base: string): Refusal {
  const first = error.issues[0]
  const path = (first?.path ?? []).map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
  return refuse('bad_shape', base + path, first?.message ?? 'wrong shape')
}

function messageOf(body: z.infer<typeof Body>, webhookId: string): Omit<Message, 'receivedAt'> {
  return {
    channel: body.channel ?? 'webhook',
    externalId: body.external_id ?? webhookId,
    text: body.text ?? '',
    sentAt: body.sent_at ? Date.parse(body.sent_at) : null,
    public: body.public ?? false,
    lang: body.lang ?? null,
    inReplyTo: body.in_reply_to ?? null,
    contact: body.contact ? contactOf(body.contact) : nobody,
    attachments: (body.attachments ?? []).map((each) => ({
      name: each.name,
      mediaType: each.media_type,
      bytes: new Uint8Array(Buffer.from(each.data_base64, 'base64')),
    })),
    product: body.product ?? null,
    order: body.order ?? null,
    meta: body.meta ?? {},
  }
}

function contactOf(contact: z.infer<typeof Contact>): Message['contact'] {
  return {
    name: contact.name ?? null,
    handles: contact.handles ?? [],
    language: contact.language ?? null,
    followers: contact.followers ?? null,
    verified: contact.verified ?? false,
    bio: contact.bio ?? null,
  }
}
