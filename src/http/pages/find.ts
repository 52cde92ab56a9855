import type { Directory, StoredClock } from '../../actions/needs'
import type { CaseView, MessageView, Reads, TurnView } from '../../actions/reads'
import type { CaseState } from '../../domain/case/events'
import type { Moment } from '../../domain/moment'
import { sameContact } from './answers'
import { CHANNEL } from './hand-in'

/** What a customer may see of their complaint, and nothing else: no severity, no tier, no note, no name of anybody who works on it. */
export type Story = { firm: Directory; reference: string; state: CaseState; promises: StoredClock[]; turns: Turn[] }
export type Turn = { ours: boolean; text: string; at: Moment; photos: number }

/** The complaint with this reference, where the address is one of the person whose it is; null for every other pair. */
export async function find(reads: Reads, firm: Directory, reference: string, address: string): Promise<Story | null> {
  const tenant = firm.tenant.id
  const message = await reads.messageBySource(tenant, CHANNEL, reference)
  const it = await reads.case(tenant, message?.found?.caseId ? { id: message.found.caseId } : { reference })
  const ownCase = it !== null && isTheirs(it.contact.handles, address)
  const ownMessage = message !== null && isTheirs(message.contact.handles, address)
  if (!ownCase && !ownMessage) return null
  const turns = it ? await turnsOf(reads, tenant, it, address, ownCase) : message ? [firstTurn(message)] : []
  const shown = it && ownCase ? it.reference : reference
  return { firm, reference: shown, state: it?.state ?? 'open', promises: it ? await reads.clocks(tenant, it.id) : [], turns }
}

/** The complaint of whoever holds a link that went to their own address. */
export async function findOwn(reads: Reads, firm: Directory, caseId: string): Promise<Story | null> {
  const it = await reads.case(firm.tenant.id, { id: caseId })
  const own = it?.contact.handles.find(({ kind }) => REACHED_AT[kind] !== undefined)
  return it && own ? find(reads, firm, it.reference, own.value) : null
}

const REACHED_AT: Record<string, 'email' | 'phone'> = { email: 'email', phone: 'phone', sms: 'phone', whatsapp: 'phone' }
const isTheirs = (handles: readonly { kind: string; value: string }[], address: string) =>
  handles.some(({ kind, value }) => REACHED_AT[kind] !== undefined && sameContact(REACHED_AT[kind], value, address))

/** Of the conversation, what they wrote and what reached them. A person of ours may have joined another customer's message to the case. */
async function turnsOf(reads: Reads, tenant: string, it: CaseView, address: string, ownCase: boolean): Promise<Turn[]> {
  const turns = await reads.conversation(tenant, it.id)
  return turns
    .filter((turn) => (turn.direction === 'in' ? wroteIt(turn, it, address) : ownCase && turn.notice?.state === 'sent'))
    .map(toTurn)
}
const wroteIt = ({ contact, finding }: TurnView, it: CaseView, address: string) =>
  contact?.handles.length ? isTheirs(contact.handles, address) : it.contactId !== null && finding?.contactId === it.contactId

const toTurn = (turn: TurnView): Turn => ({
  ours: turn.direction === 'out',
  text: turn.text,
  at: turn.direction === 'out' ? (turn.notice?.sentAt ?? turn.at) : turn.at,
  photos: turn.attachments.length,
})
const firstTurn = (message: MessageView): Turn => ({ ours: false, text: message.text, at: message.sentAt ?? message.receivedAt, photos: 0 })
