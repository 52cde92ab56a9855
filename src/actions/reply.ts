import * as command from '../domain/case/commands'
import { ALL_BYTES } from '../domain/files'
import { wayFor } from '../domain/wishes'
import type { HeldFile, Mode } from './composing-needs'
import { asFinal, type LetterWords } from './final-gate'
import { hold, reasonsToHold } from './hold'
import { type LetterOut, speakLetter } from './letter-out'
import { applyTo, type Room, speak } from './speak'
import { waysTo } from './way'

export type ReplyInput = {
  caseId: string
  by: string
  text: string
  final: boolean
  public: boolean
  lastSeen?: string | null
  /** Ids of files that this person holds ready. */
  files?: readonly string[]
  /** Whoever is writing to this customer just now, and whether that is known and accepted. */
  writing?: string | null
  anyway?: boolean
  /** Another way than the one that the case's channel asks for. */
  channel?: string | null
  letter?: LetterOut
  /** Adds what a final answer lacks, in the customer's language. */
  complete?: boolean
  /** Why it goes out although a rule book expects more of it; a duty cannot be waived so. */
  confirmed?: string | null
}

/** Where an answer went: into the outbox, or, where the firm's rules want another pair of eyes on it, aside until they have seen it. */
export type Replied = { channel: string; to: string | null } & (
  | { state: 'queued'; noticeId: string; messageId: string; sendAfter: number }
  | { state: 'approval'; noticeId: null; messageId: null; sendAfter: null; approvalId: string; dueAt: number }
)
type Answered = { answer: command.Answer; value: () => Replied }
export type Saying = { undoMs: number; words: LetterWords }

/**
 * One answer of a person: said, put into the outbox with its files, and no longer a draft; all in one transaction. Every answer to a customer
 * passes here and is held where a rule says so; `approved` is one that somebody else has let go.
 */
export async function answerCustomer(room: Room, given: ReplyInput, { undoMs, words }: Saying, approved = false): Promise<Answered> {
  const { needs, it, now } = room
  const { input, refused } = await asFinal(room, given, words, approved)
  const { by, text, final, public: open, letter } = input
  const [noticeId, messageId] = [needs.newId(), needs.newId()]
  const [ways, newest] = [await waysTo(room.tx, room.directory, it), await room.tx.lastInbound(input.caseId)]
  const way = wayFor(ways, { channel: input.channel ?? null, public: open })
  const files = await heldBy(room, input)
  const asked = command.reply(it, {
    ...{ by, at: now, text, noticeId, messageId, final, public: open },
    channel: way?.channel ?? null,
    ...(way && way.wished !== 'usual' ? { wished: way.wished } : {}),
    named: approved || (input.channel ?? null) !== null,
    newestMessageId: newest?.id ?? null,
    ...(input.lastSeen === undefined ? {} : { lastSeenMessageId: input.lastSeen }),
    files: files.map(({ name }) => name),
    filesGone: files.length < (input.files?.length ?? 0),
    filesLarge: files.reduce((sum, { size }) => sum + size, 0) > ALL_BYTES,
    writing: input.writing ?? null,
    anyway: input.anyway ?? false,
  })
  const answer: command.Answer = asked.done && refused ? { done: false, refused } : asked
  const where = { channel: way?.channel ?? '', to: way?.address ?? way?.name ?? null }
  const reasons = answer.done && way && !approved ? await reasonsToHold(room, input) : []
  if (answer.done && way && reasons.length > 0) {
    const held = await hold(room, { ...input, way, seen: newest?.id ?? null, reasons })
    if (held.answer.done && !letter) sent(room, input, open ? 'public' : 'private', [], messageId)
    return { answer: held.answer, value: () => ({ ...where, ...NOWHERE, approvalId: held.id, dueAt: held.dueAt }) }
  }
  const sendAfter = now + (way?.live ? 0 : undoMs)
  if (answer.done && way) {
    applyTo(room, answer)
    const said = { noticeId, messageId, text, final, sendAfter, by, files }
    if (letter) speakLetter(room, way, said, letter)
    else speak(room, way, { ...said, kind: 'reply', public: open })
    if (!letter) sent(room, input, open ? 'public' : 'private', files, messageId)
  }
  return { answer, value: () => ({ ...where, state: 'queued', noticeId, messageId, sendAfter }) }
}
const NOWHERE = { state: 'approval', noticeId: null, messageId: null, sendAfter: null } as const

const person = /^[0-9a-f-]{36}$/

const heldBy = async ({ tx }: Room, { by, caseId, files = [] }: ReplyInput): Promise<HeldFile[]> =>
  files.length > 0 && person.test(by) ? tx.heldFiles(files, { userId: by, caseId }) : []

/** The words have left the composer: their draft goes, and their files are the message's. A letter was never in it. */
export function sent(
  room: Room,
  { by, caseId }: { by: string; caseId: string },
  mode: Mode,
  files: readonly HeldFile[],
  messageId: string,
) {
  if (!person.test(by)) return
  room.composing = {
    draftsDone: [{ userId: by, caseId, mode }],
    attached: files.map(({ id }) => ({ id, messageId })),
  }
}
