import { isVisitor } from '../domain/chat'
import type { StoredCase, WayReads } from './needs'

/** How a customer can be answered: in the channel that they came through, at the address that it knows them by. */
export type Way = {
  channel: string
  address: string | null
  name: string | null
  /** What our answer is an answer to, in the source's own ids. */
  inReplyTo: string | null
  public: boolean
  /** Conversations that run while people watch have no time for taking back. */
  live: boolean
  /** Where a copy goes when they have left the chat window before they read our answer; they gave it themselves. */
  mail?: string | null
}

/** Channels whose answers go out as e-mail when the person left an address. */
const BY_MAIL = new Set(['email', 'web_form'])

/**
 * The ways back to the person of a case, the best first, none where they left none: e-mail for what came by e-mail or web form, everything
 * else goes back through the channel that it came from, as a signed `message.outbound` to whoever connects that channel; e-mail is the other
 * way wherever we know an address. It begins at the last message of this very person: somebody else's message that was filed here by hand
 * must never draw the answer to somebody else.
 */
export async function waysTo(tx: WayReads, it: StoredCase): Promise<Way[]> {
  const last = await tx.lastInbound(it.id, { contactId: it.contactId })
  const message = last ? await tx.message(last.id) : null
  if (!message) return []
  const contact = it.contactId ? await tx.contact(it.contactId) : null
  const handles = message.contact.handles.length ? message.contact.handles : (contact?.handles ?? [])
  const mail = [...handles, ...(contact?.handles ?? [])].find((h) => h.kind === 'email')
  const base = { name: message.contact.name ?? contact?.name ?? null, inReplyTo: message.externalId, public: message.public }
  const byMail = mail ? [{ ...base, channel: 'email', address: mail.value, public: false, live: false }] : []
  if (BY_MAIL.has(message.channel) || message.origin === 'import' || message.channel === 'manual') return byMail
  const visitor = message.channel === 'chat' ? handles.find(({ value }) => isVisitor(value)) : undefined
  if (visitor) return [{ ...base, channel: 'chat', address: visitor.value, live: true, mail: mail?.value ?? null }, ...byMail]
  return [{ ...base, channel: message.channel, address: handles[0]?.value ?? null, live: message.channel === 'chat' }, ...byMail]
}

export const wayTo = async (tx: WayReads, it: StoredCase): Promise<Way | null> => (await waysTo(tx, it))[0] ?? null
