import { createHash } from 'node:crypto'
import PostalMime, { type Address, type Email } from 'postal-mime'
import type { Attachment, Contact, Message } from '../../domain/message'
import { nobody } from '../../domain/message'
import { mailDate } from './date'
import { cleanText, cut, htmlToText } from './text'

/** What one mail says; the receiver adds when it came in. */
export type MailMessage = Omit<Message, 'receivedAt'>

export const LIMITS = {
  /** UTF-16 units of text that are kept; the raw mail keeps the rest. */
  text: 200_000,
  attachment: 10 * 1024 * 1024,
  attachments: 20 * 1024 * 1024,
  count: 50,
  /** Longer ids do not fit a unique index, so their hash stands in. */
  id: 512,
}
const PARSER = { maxNestingDepth: 64, maxHeadersSize: 2 * 1024 * 1024, maxRfc822NestingDepth: 3 }

/**
 * Raw bytes of one mail → our message. It never throws: a mail that the parser refuses (nested too deep, headers without end) comes back
 * with the headers that could be read, its body as plain text and the reason in `meta.email_problem`. `externalId` is null where there
 * is no Message-ID. Attachments beyond `LIMITS` and calendar entries are named in `meta.attachments_left_out`.
 */
export async function parseMail(raw: Uint8Array): Promise<MailMessage> {
  try {
    return fromEmail(await PostalMime.parse(raw, PARSER))
  } catch (error) {
    return fromWreck(raw, error instanceof Error ? error.message : String(error))
  }
}

async function fromWreck(raw: Uint8Array, reason: string): Promise<MailMessage> {
  const { headers, body } = splitHeaders(raw)
  const email = await PostalMime.parse(headers, PARSER).catch(() => null)
  const text = cleanText(new TextDecoder().decode(body.subarray(0, LIMITS.text)))
  const message = fromEmail(email ?? { headers: [], headerLines: [], attachments: [] })
  return { ...message, text: joined(message.meta.subject, text), meta: { ...message.meta, email_problem: cut(reason, 200) } }
}

/** The header block at its first empty line, at most 64 KiB of it without the content type that would send the parser into the body. */
function splitHeaders(raw: Uint8Array) {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const end = [text.indexOf('\n\n'), text.indexOf('\r\n\r\n')].filter((at) => at >= 0)
  const at = end.length > 0 ? Math.min(...end) : 0
  const lines = text
    .subarray(0, Math.min(at, 65_536))
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
  const headers = lines.filter((line) => !/^content-/i.test(line)).join('\n')
  return { headers: Buffer.from(`${headers}\n\n`, 'latin1'), body: text.subarray(at) }
}

function fromEmail(email: Email): MailMessage {
  const { kept, leftOut } = sortAttachments(email.attachments)
  const subject = oneLine(email.subject)
  const written = email.text?.trim() ? email.text : email.html ? htmlToText(email.html) : ''
  const whole = joined(subject, cleanText(written).trim())
  const date = email.headers.find((header) => header.key === 'date')?.value
  const sentAt = date === undefined ? null : mailDate(date)
  return {
    channel: 'email',
    externalId: shortId(messageIds(email.messageId)[0] ?? null),
    text: cut(whole, LIMITS.text),
    sentAt,
    public: false,
    lang: null,
    inReplyTo: shortId(messageIds(email.inReplyTo)[0] ?? null),
    contact: contactOf(email),
    attachments: kept,
    product: null,
    order: null,
    meta: {
      ...(subject && { subject }),
      ...notedHeaders(email),
      ...(date !== undefined && sentAt === null && { date: oneLine(date) ?? '' }),
      ...(leftOut.length > 0 && { attachments_left_out: leftOut }),
      ...(whole.length > LIMITS.text && { text_length: whole.length }),
    },
  }
}

/** Subject and body as one text, the subject only where the body does not say it already. */
function joined(subject: unknown, body: string) {
  if (typeof subject !== 'string') return body
  const bare = subject.replace(/^(?:\s*(?:re|fw|fwd|aw|sv|tr|回复|答复|转发|ตอบ|پاسخ)\s*(?:\[\d+\])?\s*[:：])+/i, '').trim()
  const said = bare === '' || body.toLowerCase().replace(/\s+/g, ' ').includes(bare.toLowerCase())
  return said ? body : body === '' ? bare : `${bare}\n\n${body}`
}

function contactOf(email: Email): Contact {
  const from = firstMailbox(email.from) ?? firstMailbox(email.sender)
  const replyTo = email.replyTo?.map(firstMailbox).find((box) => box !== null)
  const address = oneLine(from?.address || replyTo?.address)?.toLowerCase()
  const name = oneLine(from?.name)
  return {
    ...nobody,
    name: name ? cut(name, 200) : null,
    handles: address?.includes('@') ? [{ kind: 'email', value: cut(address, 320) }] : [],
  }
}

function firstMailbox(address: Address | undefined): { name: string; address: string } | null {
  if (!address) return null
  const box = address.group ? address.group[0] : address
  return box ? { name: box.name, address: box.address ?? '' } : null
}

/** What tells a person's mail from a machine's, and the thread it belongs to. */
function notedHeaders(email: Email) {
  const value = (key: string) => oneLine(email.headers.find((header) => header.key === key)?.value)
  const references = messageIds(email.references)
    .slice(-50)
    .map((id) => shortId(id))
  const noted: Record<string, unknown> = {
    auto_submitted: value('auto-submitted'),
    precedence: value('precedence'),
    list_id: value('list-id'),
    reply_to: oneLine(email.replyTo?.map((box) => box.address).find((address) => address !== undefined)),
    to: email.to
      ?.slice(0, 20)
      .map((box) => oneLine(box.address))
      .filter((address) => address !== null),
    references: references.length > 0 ? references : null,
  }
  return Object.fromEntries(Object.entries(noted).filter(([, said]) => said !== null && said !== undefined))
}

type LeftOut = { name: string; media_type: string; bytes: number; reason: 'too_large' | 'too_many' | 'calendar' }

function sortAttachments(parts: Email['attachments']) {
  const kept: Attachment[] = []
  const leftOut: LeftOut[] = []
  let total = 0
  for (const part of parts) {
    const bytes = typeof part.content === 'string' ? Buffer.from(part.content) : new Uint8Array(part.content)
    const name = cut(oneLine(part.filename) ?? `part-${kept.length + leftOut.length + 1}`, 200)
    const reason = whyNot(part.mimeType, bytes.length, total, kept.length)
    if (reason === null) kept.push({ name, mediaType: cut(oneLine(part.mimeType) ?? 'application/octet-stream', 100), bytes })
    else if (leftOut.length < 100) leftOut.push({ name, media_type: part.mimeType, bytes: bytes.length, reason })
    if (reason === null) total += bytes.length
  }
  return { kept, leftOut }
}

function whyNot(mediaType: string, bytes: number, total: number, count: number): LeftOut['reason'] | null {
  if (/^(text\/calendar|application\/ics)$/i.test(mediaType)) return 'calendar'
  if (bytes > LIMITS.attachment || total + bytes > LIMITS.attachments) return 'too_large'
  return count >= LIMITS.count ? 'too_many' : null
}

function oneLine(value: string | null | undefined): string | null {
  if (typeof value !== 'string') return null
  const line = cleanText(cut(value, 2_000)).replace(/\s+/g, ' ').trim()
  return line === '' ? null : line
}

/** Every `<…>` of an id header, or the bare word where the angle brackets were forgotten. */
function messageIds(value: string | undefined): string[] {
  const text = cleanText(cut(value ?? '', 100_000)).trim()
  const bracketed = [...text.matchAll(/<([^<>\s]+)>/g)].map((found) => found[1]!)
  return bracketed.length > 0
    ? bracketed
    : text
        .split(/[\s<>]+/)
        .filter((word) => word !== '')
        .slice(0, 1)
}

/** An id that fits a unique index: of a longer one the hash. */
export const shortId = (id: string | null) =>
  id !== null && id.length > LIMITS.id ? `sha256:${createHash('sha256').update(id).digest('hex')}` : id
