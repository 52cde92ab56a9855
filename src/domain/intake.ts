import { CHANNELS, isChannel } from './channels'
import type { Message } from './message'
import type { Moment } from './moment'

export type Problem = { pointer: string; code: string; detail: string }

const MINUTE = 60_000
/** A source whose clock runs ahead by more than this is told so: a deadline must not start in the future. */
export const CLOCK_TOLERANCE = 10 * MINUTE

/** What keeps a message from being taken in, in sentences that say what to do; an empty list means that it can be stored as it is. */
export function problemsOf(m: Message, now: Moment): Problem[] {
  const found: Problem[] = []
  if (!m.text.trim() && m.attachments.length === 0) {
    found.push({ pointer: '/text', code: 'text_required', detail: 'Send a text or at least one attachment.' })
  }
  if (!isChannel(m.channel)) {
    found.push({
      pointer: '/channel',
      code: 'unknown_channel',
      detail: `"${m.channel.slice(0, 40)}" is not a channel. Use one of: ${CHANNELS.join(', ')}.`,
    })
  }
  if (m.sentAt !== null && m.sentAt > now + CLOCK_TOLERANCE) {
    found.push({
      pointer: '/sent_at',
      code: 'sent_at_in_future',
      detail: 'The time lies in the future. Check the clock and the time zone of the source.',
    })
  }
  if (deeperThan(m.meta, DEEPEST)) {
    found.push({ pointer: '/meta', code: 'too_deep', detail: `Holds more than ${DEEPEST} levels one inside the other. Send it flatter.` })
    return found
  }
  for (const [pointer, text] of texts(m)) if (!storable(text)) found.push({ pointer, code: 'text_not_storable', detail: UNSTORABLE })
  return found
}
const UNSTORABLE = 'Holds a NUL character or half of a surrogate pair. Send well-formed Unicode without U+0000.'

const DEEPEST = 64
/** Looks no further down than `levels`, so that nobody's brackets can exhaust the stack. */
export const deeperThan = (value: unknown, levels: number): boolean =>
  value !== null && typeof value === 'object' && (levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1)))

/** A time slightly ahead of ours is taken as now, so that no clock starts later than its message was here. */
export const clampSentAt = (sentAt: Moment | null, now: Moment) => (sentAt === null ? null : Math.min(sentAt, now))

export const storable = (text: string) => !text.includes('\u0000') && text.isWellFormed()

function texts(m: Message): [string, string][] {
  const list: [string, string | null][] = [
    ['/text', m.text],
    ['/external_id', m.externalId],
    ['/in_reply_to', m.inReplyTo],
    ['/product', m.product],
    ['/order', m.order],
    ['/contact/name', m.contact.name],
    ['/contact/bio', m.contact.bio],
    ['/contact/language', m.contact.language],
    ['/lang', m.lang],
    ...m.contact.handles.flatMap((h, i): [string, string][] => [
      [`/contact/handles/${i}/kind`, h.kind],
      [`/contact/handles/${i}/value`, h.value],
    ]),
    ...m.attachments.flatMap((a, i): [string, string][] => [
      [`/attachments/${i}/name`, a.name],
      [`/attachments/${i}/media_type`, a.mediaType],
    ]),
    ...(Object.keys(m.meta).length ? strings(m.meta, '/meta') : []),
  ]
  return list.filter((pair): pair is [string, string] => pair[1] !== null)
}

function strings(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => [[pointer, key] as [string, string], ...strings(inner, `${pointer}/${key}`)])
}
