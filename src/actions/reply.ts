import * as command from '../domain/case/commands'
import { ALL_BYTES } from '../domain/files'
import type { HeldFile, Mode } from './composing-needs'
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
}

/** One answer of a person: said, put into the outbox with its files, and no longer a draft; all in one transaction. */
export async function answerCustomer(room: Room, input: ReplyInput, undoMs: number) {
  const { needs, it, now } = room
  const [noticeId, messageId] = [needs.newId(), needs.newId()]
  const [ways, newest] = [await waysTo(room.tx, it), await room.tx.lastInbound(input.caseId)]
  const way = (input.channel ? ways.find(({ channel }) => channel === input.channel) : ways[0]) ?? null
  const files = await heldBy(room, input)
  const answer = command.reply(it, {
    by: input.by,
    at: now,
    text: input.text,
    noticeId,
    messageId,
    channel: way?.channel ?? null,
    final: input.final,
    public: input.public,
    newestMessageId: newest?.id ?? null,
    ...(input.lastSeen === undefined ? {} : { lastSeenMessageId: input.lastSeen }),
    files: files.map(({ name }) => name),
    filesGone: files.length < (input.files?.length ?? 0),
    filesLarge: files.reduce((sum, { size }) => sum + size, 0) > ALL_BYTES,
    writing: input.writing ?? null,
    anyway: input.anyway ?? false,
  })
  const sendAfter = now + (way?.live ? 0 : undoMs)
  if (answer.done && way) {
    applyTo(room, answer)
    speak(room, way, {
      kind: 'reply',
      noticeId,
      messageId,
      text: input.text,
      public: input.public,
      final: input.final,
      sendAfter,
      by: input.by,
      files,
    })
    sent(room, input, input.public ? 'public' : 'private', files, messageId)
  }
  const value = () => ({
    noticeId,
    messageId,
    channel: way?.channel ?? '',
    to: way?.address ?? way?.name ?? null,
    state: 'queued' as const,
    sendAfter,
  })
  return { answer, value }
}

const person = /^[0-9a-f-]{36}$/

const heldBy = async ({ tx }: Room, { by, caseId, files = [] }: ReplyInput): Promise<HeldFile[]> =>
  files.length > 0 && person.test(by) ? tx.heldFiles(files, { userId: by, caseId }) : []

/** The words have left the composer: their draft goes, and their files are the message's. */
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
