import { queryOptions } from '@tanstack/react-query'
import type { DayPart, FeedbackKind } from '../../domain/day'
import type { Severity } from '../../domain/finding'
import { get } from '../data/client'
import type { ClockBadge, Mode } from '../data/types'

export type DayItem = {
  case_id: string
  reference: string
  number: string
  severity: Severity
  summary: string
  lang: string | null
  at: string
  alert_id: string | null
  approval_id: string | null
  mode: Mode | null
  clock: ClockBadge | null
}
export type Feedback = {
  kind: FeedbackKind
  at: string
  by: string | null
  reason: string | null
  words: string | null
  reference: string | null
  message_id: string | null
}
export type MyDay = {
  now: string
  until: string
  parts: { part: DayPart; count: number; data: DayItem[] }[]
  next: DayItem | null
  feedback: Feedback[]
  open: number
  capacity: number | null
}

/** Renewed by what changes, and every half minute for what merely comes nearer. */
export const dayQuery = queryOptions({
  queryKey: ['day'],
  queryFn: ({ signal }) => get<MyDay>('/day', signal),
  staleTime: 5_000,
  refetchInterval: 30_000,
})
