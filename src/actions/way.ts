import { isVisitor } from '../domain/chat'
import { inWishedOrder, NO_WISHES, type Wished, wishedOf } from '../domain/wishes'
import { wayToCustomer } from './customer-notice'
import type { Directory, Needs, StoredCase, WayReads } from './needs'

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
  wished: Wished
}

/** Channels whose answers go out as e-mail when the person left an address. */
const BY_MAIL = new Set(['email', 'web_form'])

/**
 * The ways back to the person of a case, the best first, none where they left none: e-mail for what came by e-mail or web form, everything
 * else goes back through the channel that it came from, as a signed `message.outbound` to whoever connects that channel; e-mail is the other
 * way wherever we know an address. It begins at the last message of this very person: somebody else's message that was filed here by hand
 * must never draw the answer to somebody else. Each says whether the customer asked for it, or asked us not to use it; what they asked for is
 * among them wherever we know an address there.
 */
export async function waysTo(tx: WayReads, directory: Directory, it: StoredCase): Promise<Way[]> {
  const contact = it.contactId ? await tx.contact(it.contactId) : null
  const wishes = contact?.wishes ?? NO_WISHES
  const usual = await usualWays(tx, it, contact)
  const own = contact?.handles.find(({ kind }) => kind === wishes.channel)
  const more = own && usual[0] && !usual.some(({ channel }) => channel === own.kind) ? [besides(usual[0], own)] : []
  return [...usual, ...more].map((way) => {
    const connected = wayToCustomer(directory, { channel: way.channel, toAddress: way.address }) !== null
    return { ...way, wished: wishedOf(wishes, way, connected) }
  })
}
type Usual = Omit<Way, 'wished'>
type Known = Awaited<ReturnType<WayReads['contact']>>

const besides = ({ name }: Usual, { kind, value }: { kind: string; value: string }): Usual => ({
  ...{ channel: kind, address: value, name, inReplyTo: null, public: false, live: false },
})

async function usualWays(tx: WayReads, it: StoredCase, contact: Known): Promise<Usual[]> {
  const last = await tx.lastInbound(it.id, { contactId: it.contactId })
  const message = last ? await tx.message(last.id) : null
  if (!message) return []
  const handles = message.contact.handles.length ? message.contact.handles : (contact?.handles ?? [])
  const mail = [...handles, ...(contact?.handles ?? [])].find((h) => h.kind === 'email')
  const base = { name: message.contact.name ?? contact?.name ?? null, inReplyTo: message.externalId, public: message.public }
  const byMail = mail ? [{ ...base, channel: 'email', address: mail.value, public: false, live: false }] : []
  if (BY_MAIL.has(message.channel) || message.origin === 'import' || message.channel === 'manual') return byMail
  const visitor = message.channel === 'chat' ? handles.find(({ value }) => isVisitor(value)) : undefined
  if (visitor) return [{ ...base, channel: 'chat', address: visitor.value, live: true, mail: mail?.value ?? null }, ...byMail]
  return [{ ...base, channel: message.channel, address: handles[0]?.value ?? null, live: message.channel === 'chat' }, ...byMail]
}

/** The way for words that nobody wrote by hand: never one that the customer asked us not to use, and never a public wall. */
export async function freeWay(tx: WayReads, directory: Directory, it: StoredCase): Promise<Way | null> {
  const way = inWishedOrder(await waysTo(tx, directory, it))[0]
  return way && !way.public && way.wished !== 'unwanted' ? way : null
}

/** The language that the customer asked for, where we know. */
export const wishedLanguage = async (tx: WayReads, { contactId }: StoredCase) =>
  (contactId === null ? null : (await tx.contact(contactId))?.wishes.language) ?? null

/** The language of such words: the one that they asked for, where the catalogue has it, else the one in which they wrote. */
export async function languageTo(needs: Pick<Needs, 'noticeText'>, tx: WayReads, it: StoredCase): Promise<string> {
  const wished = (await wishedLanguage(tx, it))?.toLowerCase().split('-')[0]
  if (!wished) return it.lang
  return needs.noticeText('reply', wished, { company: '', reference: it.reference }).lang === wished ? wished : it.lang
}
