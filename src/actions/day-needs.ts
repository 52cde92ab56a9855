import type { DayPart, FeedbackKind } from '../domain/day'
import type { Moment } from '../domain/moment'

/** One thing to do, always about a case. `at` is what it is sorted by: when it is due, wakes, was said or was written. */
export type DayItem = {
  caseId: string
  reference: string
  number: number
  severity: string
  summary: string
  lang: string
  at: Moment
  /** The alert or the approval. */
  id: string | null
  clock: { kind: string; milestone: string; dueAt: Moment; warnAt: Moment | null; state: string } | null
  /** Which composer a draft lies in. */
  mode: string | null
}
export type Day = {
  /** All that there are, and the first few of them. */
  parts: Record<DayPart, { count: number; items: DayItem[] }>
  /** My next clock after this day. */
  next: DayItem | null
  /** My open cases. */
  open: number
}
export type Feedback = {
  kind: FeedbackKind
  at: Moment
  /** Who decided; null where it was no person. */
  by: string | null
  /** Why an answer came back, as a code, and what was said to it. */
  reason: string | null
  words: string | null
  reference: string | null
  messageId: string | null
}
export type DayWish = {
  userId: string
  now: Moment
  /** The end of the day where the firm is. */
  until: Moment
  /** The beginning of yesterday there. */
  since: Moment
  /** Whether answers of others wait for this person too. */
  approves: boolean
}
