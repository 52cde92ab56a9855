import { post } from '../data/client'
import type { MessageRow, TriageDecision } from '../data/types'

export type Decision = { row: MessageRow; decision: TriageDecision; caseId: string | null }
type Waiting = { decision: Decision; send: () => void; timer: ReturnType<typeof setTimeout> }

/** How long a decision can be taken back. It is sent sooner when the next one is made, or the screen or the page is left. */
export const UNDO_MS = 6000
let waiting: Waiting | null = null

export const send = ({ row, decision, caseId }: Decision) =>
  post<MessageRow>(`/messages/${row.id}/triage`, caseId === null ? { decision } : { decision, case_id: caseId })

/**
 * Sends a decision unless it is taken back in time. The message stays in the queue on the server until then, so a lost page loses no
 * message: it only waits for a person again.
 */
export function later(decision: Decision, done: (outcome: Promise<MessageRow>) => void): () => void {
  flush()
  const entry: Waiting = {
    decision,
    send: () => {
      clearTimeout(entry.timer)
      if (waiting === entry) waiting = null
      done(send(decision))
    },
    timer: setTimeout(() => entry.send(), UNDO_MS),
  }
  waiting = entry
  return () => {
    clearTimeout(entry.timer)
    if (waiting === entry) waiting = null
  }
}

export const flush = () => waiting?.send()
