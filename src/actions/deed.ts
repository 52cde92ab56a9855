import type { CaseEvent } from '../domain/case/events'
import type { Alert } from '../domain/escalation/alert'
import type { Moment } from '../domain/moment'
import type { Book } from './book'
import type { FindingRow, Needs, StoredCase, StoredClock, StoredEscalation } from './needs'

/** A case with all that hangs on it, as it was when a transaction read it. */
export type CaseState = { it: StoredCase; clocks: StoredClock[]; escalations: StoredEscalation[]; alerts: Alert[] }
/** How a case was before a deed. `events` is how many it had after: with more, something else has happened since. */
export type CaseImage = CaseState & { of: CaseEvent['kind']; events: number; notices: string[] }
/** How a message was judged before a deed, and as what it was judged then. */
export type MessageImage = Pick<FindingRow, 'messageId' | 'disposition' | 'decidedBy' | 'reason'> & { judged: FindingRow['disposition'] }

export type Before = { cases?: CaseImage[]; messages?: MessageImage[]; corrections?: string[] }
/** What somebody did and may take back until then, as long as nothing else has happened to the same things. */
export type Deed = { id: string; by: string; at: Moment; until: Moment; kind: string; before: Before; undoneAt: Moment | null }

/** One thing at a time can be taken back for the rest of the hour; what was done to many at once, for as long as its offer stands. */
export const ONE_MS = 3_600_000
export const MANY_MS = 30_000

export const newDeed = (needs: Pick<Needs, 'newId' | 'now'>, by: string, kind: string, before: Before, forMs: number): Deed => ({
  id: needs.newId(),
  ...{ by, kind, before, undoneAt: null },
  at: needs.now(),
  until: needs.now() + forMs,
})

const REVERSIBLE: readonly CaseEvent['kind'][] = ['assigned', 'closed', 'labelled', 'regraded', 'snoozed', 'woken']

/** The image of a case after the transaction has thought, or null where what was done cannot be taken back: words have left, others were told. */
export function imageOf(book: Book, before: CaseState, of: CaseEvent['kind']): CaseImage | null {
  if (!REVERSIBLE.includes(of)) return null
  const { id } = before.it
  const notices = book.notices.filter(({ caseId, audience }) => caseId === id && audience === 'staff').map(({ dedupeKey }) => dedupeKey)
  return { ...before, of, events: book.case(id).events, notices }
}
