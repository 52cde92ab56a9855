import { isOver } from '../domain/regimes/settle'
import type { Book } from './book'
import type { Directory, Needs, TenantTx } from './needs'
import { runClocks, startLadder, takeUp } from './open-case'
import { peopleAt } from './people-at'

type Room = { needs: Needs; directory: Directory; tx: TenantTx; book: Book; now: number }

/** It was closed and a final answer is owed all the same: who takes it up goes on with the first receipt and its dates. */
export const answerOwed = (book: Book, caseId: string) =>
  book.case(caseId).closedAt !== null &&
  [...book.clocksOf(caseId)].some(
    (clock) => clock.kind === 'final_response' && clock.obligation === 'must' && clock.metAt === null && !isOver(clock),
  )

/** A case that a person reopened runs again: clocks from now on unless it goes on with those it has, and an escalation that tells its owner. */
export async function restartLadderAndClocks(room: Room, caseId: string, goesOn: boolean) {
  if (goesOn) return takeUp({ ...room, people: peopleAt(room.directory, room.now) }, caseId)
  const last = await room.tx.lastInbound(caseId)
  const message = last ? await room.tx.message(last.id) : null
  const desk = { ...room, people: peopleAt(room.directory, room.now) }
  if (message) runClocks(desk, caseId, message, { receivedAt: room.now, openedAt: room.now, imported: false })
  startLadder(desk, caseId)
}
