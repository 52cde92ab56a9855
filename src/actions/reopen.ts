import type { Book } from './book'
import type { Directory, Needs, TenantTx } from './needs'
import { runClocks, startLadder } from './open-case'
import { peopleAt } from './people-at'

/** A case that a person reopened runs again: clocks from now on, and an escalation that tells its owner. */
export async function restartLadderAndClocks(
  room: { needs: Needs; directory: Directory; tx: TenantTx; book: Book; now: number },
  caseId: string,
) {
  const last = await room.tx.lastInbound(caseId)
  const message = last ? await room.tx.message(last.id) : null
  const desk = { ...room, people: peopleAt(room.directory, room.now) }
  if (message) runClocks(desk, caseId, message, { receivedAt: room.now, openedAt: room.now, imported: false })
  startLadder(desk, caseId)
}
