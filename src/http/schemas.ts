import { z } from 'zod'
import { OUTCOMES, REMEDIES } from '../domain/case/events'
import { CHANNELS } from '../domain/channels'
import { EMOTIONS, URGENCIES } from '../domain/finding'
import { storable } from '../domain/intake'
import { type Message, nobody } from '../domain/message'
import type { Moment } from '../domain/moment'

/** A message's own words are checked with the message, which then names every field that no database can hold. */
const words = (max: number) => z.string().max(max)
const text = (max: number) => words(max).refine(storable, 'must be well-formed Unicode without U+0000')
const zone = z.iso.datetime({ offset: true, error: 'must be a time with offset such as 2026-11-16T13:51:00+07:00' })

export const Handle = z.strictObject({ kind: words(40).min(1), value: words(400).min(1) })
export const ContactBody = z.strictObject({
  name: words(400).nullish(),
  handles: z.array(Handle).max(20).nullish(),
  language: words(35).nullish(),
  followers: z.int().min(0).max(2_000_000_000).nullish(),
  verified: z.boolean().nullish(),
  bio: words(4_000).nullish(),
})
export const AttachmentBody = z.strictObject({ name: words(400).min(1), media_type: words(200).min(1), data_base64: z.base64() })
export const MessageBody = z.strictObject({
  channel: words(40).optional(),
  external_id: words(400).min(1).nullish(),
  text: words(1024 * 1024).nullish(),
  sent_at: zone.nullish(),
  public: z.boolean().nullish(),
  lang: words(35).nullish(),
  in_reply_to: words(400).nullish(),
  contact: ContactBody.nullish(),
  attachments: z.array(AttachmentBody).max(20).nullish(),
  product: words(400).nullish(),
  order: words(400).nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
})
export type MessageInput = z.infer<typeof MessageBody>

export const toMessage = (body: MessageInput, now: Moment): Message => ({
  channel: body.channel ?? 'api',
  externalId: body.external_id ?? null,
  text: body.text ?? '',
  sentAt: body.sent_at ? Date.parse(body.sent_at) : null,
  receivedAt: now,
  public: body.public ?? false,
  lang: body.lang ?? null,
  inReplyTo: body.in_reply_to ?? null,
  contact: body.contact
    ? {
        name: body.contact.name ?? null,
        handles: body.contact.handles ?? [],
        language: body.contact.language ?? null,
        followers: body.contact.followers ?? null,
        verified: body.contact.verified ?? false,
        bio: body.contact.bio ?? null,
      }
    : nobody,
  attachments: (body.attachments ?? []).map((a) => ({
    name: a.name,
    mediaType: a.media_type,
    bytes: Buffer.from(a.data_base64, 'base64'),
  })),
  product: body.product ?? null,
  order: body.order ?? null,
  meta: body.meta ?? {},
})

const list = <T extends string>(allowed: readonly T[]) =>
  z
    .string()
    .optional()
    .transform((value, context) => {
      const parts = (value ?? '').split(',').filter((p) => p !== '')
      const wrong = parts.find((p) => !(allowed as readonly string[]).includes(p))
      if (wrong === undefined) return parts as T[]
      context.addIssue({ code: 'custom', message: `"${wrong.slice(0, 40)}" is not one of ${allowed.join(', ')}` })
      return z.NEVER
    })
const limit = z.coerce.number().int().min(1).max(200).default(50)

export const MessagesQuery = z.object({
  view: z.enum(['inbox', 'triage', 'quarantine']).default('inbox'),
  channel: z.enum(CHANNELS).optional(),
  lang: text(35).optional(),
  q: text(200).optional(),
  snoozed: z.enum(['no', 'all']).default('all'),
  limit,
  cursor: text(400).optional(),
})
export const CasesQuery = z.object({
  state: list(['open', 'acknowledged', 'answered', 'closed']),
  severity: list(['A', 'B', 'C', 'D', 'E']),
  kind: list(['complaint', 'opportunity', 'abuse', 'all']),
  owner: text(80).optional(),
  team: text(80).optional(),
  contact: text(80).optional(),
  tier: z.coerce.number().int().min(1).max(3).optional(),
  q: text(200).optional(),
  within: z.enum(['all', 'head']).default('all'),
  sort: z.enum(['next_breach', 'received_at', 'severity']).default('next_breach'),
  snoozed: z.enum(['no', 'only', 'all']).default('all'),
  limit,
  cursor: text(400).optional(),
})
export const NoticesQuery = z.object({
  state: list(['queued', 'sent', 'failed', 'unknown']),
  case_id: text(80).optional(),
  /** The way that it took, by the name that it was connected under. */
  channel: text(80).optional(),
  limit,
  cursor: text(400).optional(),
})

/** A POST without any body means what its defaults say. */
const bodyOr = <T extends z.ZodType>(shape: T) => z.preprocess((body) => body ?? {}, shape)

export const Acknowledgement = bodyOr(z.strictObject({ note: text(4_000).nullish(), notify_customer: z.boolean().default(true) }))
export const Assignment = z.strictObject({ owner: text(80).nullable(), team: text(80).nullish(), reason: text(1_000).nullish() })
export const Escalation = bodyOr(z.strictObject({ reason: text(1_000).default('handed up by hand'), to: text(80).nullish() }))
export const Reply = z.strictObject({
  text: text(100_000),
  final: z.boolean().default(false),
  public: z.boolean().default(false),
  last_seen_message_id: text(80).nullish(),
  files: z.array(text(80)).max(10).default([]),
  channel: text(40).nullish(),
  /** Answer although a colleague is writing to this customer just now. */
  anyway: z.boolean().default(false),
  /** With a final answer: add what the rule books ask it to say and it does not. */
  complete: z.boolean().default(false),
  /** Why it goes out although a rule book expects more of it. */
  confirm: text(2_000).nullish(),
})
export const Note = z.strictObject({ text: text(100_000) })
export const Closure = z.strictObject({
  outcome: z.enum(OUTCOMES),
  remedy: z.enum(REMEDIES),
  note: text(4_000).nullish(),
  /** The customer is content and accepts that it is resolved: within the days of a rule book, no letter is owed then. */
  satisfied: z.boolean().optional(),
})
export const Reopening = bodyOr(z.strictObject({ reason: text(1_000).default('reopened by hand') }))
export const TriageBody = z.strictObject({
  decision: z.enum(['complaint', 'duplicate', 'noise', 'opportunity', 'abuse']),
  case_id: text(80).nullish(),
})
export const CorrectionBody = z.strictObject({
  complaint: z.enum(['yes', 'no']).optional(),
  severity: z.enum(['A', 'B', 'C', 'D', 'E']).optional(),
  topic: text(80).optional(),
  intent: text(40).optional(),
  sentiment: text(40).optional(),
  urgency: z.enum(URGENCIES).optional(),
  emotion: z.enum(EMOTIONS).optional(),
  /** Further messages that are wrong in the same way. */
  also: z.array(text(80)).max(500).optional(),
})
/** `null` sleeps until the customer writes. */
export const SnoozeBody = z.strictObject({ until: zone.nullable() })
export const Resolution = z.strictObject({ as: z.enum(['sent', 'failed', 'retry']), channel: text(40).nullish() })
export const Advance = z.strictObject({
  advance: z
    .string()
    .regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, 'must be an ISO 8601 duration such as PT10M, PT4H or P3D'),
})
