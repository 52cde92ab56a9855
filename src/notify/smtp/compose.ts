import { createHash } from 'node:crypto'
import { domainToASCII } from 'node:url'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Outgoing } from '../contract'
import { escapeHtml, isRightToLeft, linesOf, linkOf, oneLine } from '../text'
import { isMailAddress } from './address'

export type Mailbox = { name: string | null; address: string }
export type Mail = { from: string; to: string; messageId: string; raw: Buffer }

/** The whole mail as bytes, or the reason why it must not be sent. Nothing that came from outside can end a header line. */
export async function compose(notice: Outgoing, from: Mailbox): Promise<Mail | string> {
  const to = notice.to.address
  if (to === null || !isMailAddress(to)) return 'bad_address'
  if (!isMailAddress(from.address)) return 'bad_from'
  const { inReplyTo, references = [], replyTo } = notice.headers ?? {}
  if (replyTo !== undefined && !isMailAddress(replyTo)) return 'bad_reply_to'
  const threads = [...(inReplyTo ? [inReplyTo] : []), ...references]
  if (!threads.every((id) => /^<[^\s\p{Cc}<>]{1,900}>$/u.test(id))) return 'bad_thread'
  const messageId = messageIdOf(notice.id, domainOf(from.address))
  const mail = new MailComposer({
    from: mailbox(from),
    to: mailbox({ name: notice.to.name, address: to }),
    subject: oneLine(notice.subject),
    messageId,
    ...(notice.at === undefined ? {} : { date: new Date(notice.at) }),
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(threads.length > 0 ? { references: [...new Set([...references, ...(inReplyTo ? [inReplyTo] : [])])] } : {}),
    ...(replyTo ? { replyTo } : {}),
    headers: automatic(notice.kind),
    text: withLink(notice),
    html: htmlOf({ ...notice, body: withLink(notice) }),
    attachments: (notice.files ?? []).map(({ name, mediaType, bytes }) => ({
      filename: oneLine(name),
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { from: ascii(from.address), to: ascii(to), messageId, raw: await mail.compile().build() }
}

/** All buttons of a notice lead to one page, so a mail names it once. */
const withLink = ({ body, actions = [] }: Outgoing) => (actions[0] ? `${body}\n\n${actions[0].label}:\n${actions[0].url}` : body)

const mailbox = ({ name, address }: Mailbox) => ({ name: oneLine(name ?? ''), address })

/** The same notice has the same Message-ID on every attempt, so mailboxes that look for doubles can find them. */
export const messageIdOf = (id: string, domain: string) => `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${domain}>`

/** The domain as it travels: `xn--…` for one in another script. */
export function domainOf(address: string): string {
  const domain = address.split('@')[1] ?? ''
  return domainToASCII(domain) || domain
}
const ascii = (address: string) => `${address.split('@')[0]}@${domainOf(address)}`

/** RFC 3834: tells other machines not to answer. A person's own reply carries nothing of the kind. */
function automatic(kind: string): Record<string, string> {
  if (kind === 'reply') return {}
  const how = kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated'
  return { 'Auto-Submitted': how, 'X-Auto-Response-Suppress': 'All' }
}

/** Each paragraph finds its own direction, so that a Persian mail with an English quote in it reads right in both. */
function htmlOf({ body, lang }: Outgoing): string {
  const dir = isRightToLeft(lang) ? 'rtl' : 'ltr'
  const blocks = body.split(/(?:\r\n|\r|\n){2,}/).map((block) => `<p dir="auto">${linesOf(block).map(htmlLine).join('<br>\n')}</p>`)
  return `<!doctype html>\n<html lang="${escapeHtml(lang)}" dir="${dir}"><head><meta charset="utf-8"></head><body>\n${blocks.join('\n')}\n</body></html>\n`
}

function htmlLine(line: string) {
  const link = linkOf(line)
  return link ? `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>` : escapeHtml(line)
}
