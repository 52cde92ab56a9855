import type { Answer } from '../domain/case/commands'
import type { StoredApproval } from './approval-needs'
import type { Book } from './book'
import type { ComposingEffects, HeldFile } from './composing-needs'
import { copyByMail, toCustomer } from './customer-notice'
import type { Effects } from './effects'
import type { Directory, Needs, OutboundMessage, StoredCase, TenantTx } from './needs'
import { freeWay, languageTo, type Way } from './way'

export type Room = {
  needs: Needs
  directory: Directory
  tx: TenantTx
  book: Book
  it: StoredCase
  now: number
  outbound: OutboundMessage[]
  links: { caseId: string; messageId: string }[]
  /** What becomes of drafts and files. */
  composing?: Partial<ComposingEffects>
  /** What the detector is taught by the way. */
  corrections?: Effects['corrections']
  /** Answers that wait, where this act moves one. */
  approvals?: StoredApproval[]
}

/** The domain said yes: its events happen to the case. */
export const applyTo = ({ book, it }: Room, answer: Answer & { done: true }) => {
  for (const event of answer.events) book.happen(it.id, event)
}

/** Takes the case, and tells the customer so in the catalogue's words, as they wish to be told, where a way is free for that. */
export async function acknowledgeIn(room: Room, answer: Answer & { done: true }, { by, notify }: { by: string; notify: boolean }) {
  const way = notify ? await freeWay(room.tx, room.directory, room.it) : undefined
  const told = way === undefined ? {} : { told: way?.channel ?? null, ...(way?.wished === 'wished' ? { wished: way.wished } : {}) }
  applyTo(room, { ...answer, events: answer.events.map((event) => (event.kind === 'acknowledged' ? { ...event, ...told } : event)) })
  if (way) await acknowledgeToCustomer(room, way, by)
}

async function acknowledgeToCustomer(room: Room, way: Way, by: string) {
  const { needs, now } = room
  speak(room, way, {
    kind: 'acknowledgement',
    noticeId: needs.newId(),
    messageId: needs.newId(),
    text: null,
    public: false,
    final: false,
    sendAfter: now,
    by,
    lang: await languageTo(needs, room.tx, room.it),
  })
}

/** Puts our words on the case and their notice in the outbox, in one transaction: what the conversation shows is what will be sent. */
export function speak(
  room: Room,
  way: Way,
  said: {
    kind: 'reply' | 'acknowledgement'
    noticeId: string
    messageId: string
    text: string | null
    public: boolean
    final: boolean
    sendAfter: number
    by: string
    files?: readonly HeldFile[]
    /** Else that of the case. */
    lang?: string
  },
) {
  const { needs, directory, book, now } = room
  const it = book.case(room.it.id)
  const notice = toCustomer(needs, directory, it, {
    kind: said.kind,
    id: said.noticeId,
    messageId: said.messageId,
    text: said.text,
    way,
    public: said.public,
    final: said.final,
    sendAfter: said.sendAfter,
    files: said.files ?? [],
    lang: said.lang ?? it.lang,
  })
  book.notices.push(notice)
  if (way.mail) book.notices.push(copyByMail(needs, directory, it, notice, way.mail))
  const author = /^[0-9a-f-]{36}$/.test(said.by) ? said.by : 'engine'
  room.outbound.push({
    id: said.messageId,
    channel: way.channel,
    text: notice.body,
    public: said.public,
    lang: notice.lang,
    at: now,
    author,
    inReplyTo: way.inReplyTo,
    demo: it.demo,
  })
  room.links.push({ caseId: it.id, messageId: said.messageId })
  book.change(it.id, { messages: it.messages + 1 })
}
