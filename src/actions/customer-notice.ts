import { CHAT_WINDOW, isVisitor } from '../domain/chat'
import type { Moment } from '../domain/moment'
import { show } from '../domain/public-id'
import type { HeldFile } from './composing-needs'
import type { Directory, Needs, NoticeRow, StoredCase } from './needs'
import { about, unsent } from './notices'
import { timeFor } from './times'

export type ToCustomer = {
  kind: 'reply' | 'acknowledgement'
  id: string
  messageId: string
  /** Null lets the catalogue word it. */
  text: string | null
  way: { channel: string; address: string | null; name: string | null; inReplyTo: string | null }
  public: boolean
  final: boolean
  /** Leaves room to take it back. */
  sendAfter: Moment
  files: readonly HeldFile[]
  lang: string
}

/** Which notifier takes a message to a customer; null where nothing that could is connected. */
export function wayToCustomer({ notifiers }: Directory, { channel, toAddress }: Pick<NoticeRow, 'channel' | 'toAddress'>): string | null {
  if (channel === 'chat' && isVisitor(toAddress)) return CHAT_WINDOW
  const kind = channel === 'email' ? 'smtp' : 'webhook'
  return notifiers.find((n) => n.kind === kind)?.id ?? null
}

/** To a customer, through the way that the case's channel allows. Carries what a channel's own sender needs to put it in the right place. */
export function toCustomer(needs: Needs, directory: Directory, it: StoredCase, said: ToCustomer): NoticeRow {
  const company = directory.tenant.name
  const answerBy = it.breachAt === null ? null : timeFor(directory, said.lang, it.breachAt)
  const worded =
    said.kind === 'reply'
      ? needs.noticeText('reply', said.lang, { company, reference: it.reference })
      : needs.noticeText('acknowledgement', said.lang, { company, customer: said.way.name, reference: it.reference, answerBy })
  const body = said.text ?? worded.body
  const { channel, inReplyTo, name, address } = said.way
  const data = {
    case_id: show('case', it.id),
    reference: it.reference,
    message_id: show('msg', said.messageId),
    channel,
    in_reply_to: inReplyTo,
    to: { name, address },
    public: said.public,
    final: said.final,
    lang: said.lang,
    text: body,
    ...(said.files.length > 0 ? { attachments: filesOut(said.files, directory.tenant.baseUrl) } : {}),
  }
  return {
    ...about(it),
    ...unsent(needs.now()),
    ...(wayToCustomer(directory, { channel, toAddress: address }) === null ? { reason: 'nothing_connected' } : {}),
    id: said.id,
    kind: said.kind,
    dedupeKey: `${said.kind}:${it.id}:${said.messageId}:customer`,
    audience: 'customer',
    userId: null,
    toName: name,
    toAddress: address,
    channel,
    messageId: said.messageId,
    subject: worded.subject,
    body,
    lang: said.lang,
    data,
    sendAfter: said.sendAfter,
  }
}

/** How a receiver of `message.outbound` finds the files: by address, so that each fetch shows who fetched. */
const filesOut = (files: readonly HeldFile[], baseUrl: string) =>
  files.map(({ id, name, mediaType, size }) => ({
    id: show('att', id),
    name,
    media_type: mediaType,
    size,
    href: `${baseUrl}/api/v1/attachments/${show('att', id)}`,
  }))

/** How long somebody has to read our answer in the chat window before it also goes to the e-mail that they left. */
export const READ_WITHIN = 5 * 60_000

/** The same words once more by e-mail, later; reading them in the window takes this back. */
export function copyByMail(needs: Needs, directory: Directory, it: StoredCase, said: NoticeRow, mail: string): NoticeRow {
  const facts = { company: directory.tenant.name, reference: it.reference }
  const { subject, body } = needs.noticeText('chat_copy', it.lang, facts)
  return {
    ...said,
    id: needs.newId(),
    kind: 'chat_copy',
    dedupeKey: `chat_copy:${said.dedupeKey}`,
    toAddress: mail,
    channel: 'email',
    messageId: null,
    subject,
    body: `${said.body}\n\n${body}`,
    data: { ...said.data, channel: 'email', to: { name: said.toName, address: mail } },
    sendAfter: said.sendAfter + READ_WITHIN,
  }
}

/** A mail to a customer that is no turn of the conversation. */
export const byMail = (
  needs: Needs,
  it: StoredCase,
  kind: 'survey',
  to: { name: string | null; address: string },
  { subject, body, lang }: { subject: string; body: string; lang: string },
): Omit<NoticeRow, 'dedupeKey' | 'sendAfter'> => ({
  ...about(it),
  ...unsent(needs.now()),
  ...{
    id: needs.newId(),
    kind,
    audience: 'customer',
    userId: null,
    toName: to.name,
    toAddress: to.address,
    channel: 'email',
    messageId: null,
  },
  ...{ subject, body, lang, data: { case_id: show('case', it.id), reference: it.reference } },
})
