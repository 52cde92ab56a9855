import type { LetterKind } from '../domain/letters/letter'
import type { HeldFile } from './composing-needs'
import { type Room, speak } from './speak'
import type { Way } from './way'

export type LetterOut = { kind: LetterKind; subject: string; happenings: readonly string[] }

/** A letter into the outbox, with its subject and with what the rule books call it once it has arrived. */
export function speakLetter(
  room: Room,
  way: Way,
  said: { noticeId: string; messageId: string; text: string; final: boolean; sendAfter: number; by: string; files: readonly HeldFile[] },
  { kind, subject, happenings }: LetterOut,
) {
  speak(room, way, { ...said, kind: 'reply', public: false })
  if (kind === 'deadlock')
    room.book.happen(room.it.id, {
      kind: 'happened',
      name: 'deadlock_reached',
      happenedAt: room.now,
      reason: null,
      by: said.by,
      at: room.now,
    })
  const notice = room.book.notices.pop()!
  room.book.notices.push({ ...notice, subject, data: { ...notice.data, letter: kind, happenings } })
}
