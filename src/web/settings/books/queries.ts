import { queryOptions } from '@tanstack/react-query'
import type { UnknownDays } from '../../../domain/regimes/alarms'
import type { RuleValues } from '../../../domain/regimes/why-values'
import { get } from '../../data/client'

export type Book = {
  id: string
  version: string
  title: string
  evidence: string
  to_be_confirmed: boolean
  checked: string
  effective: { from: string | null; to: string | null }
  in_use: boolean
  own: boolean
  classes: { id: string; title: string; when: string }[]
  external_bodies: { id: string; name: string; web: string | null }[]
  duties: { says: string; reference: string }[]
  milestones: { id: string; title: string; rule_values: RuleValues | null; reference: string; to_be_confirmed: boolean }[]
}
/** Whose days are counted, and the years whose holidays are known to be complete. */
export type CalendarView = {
  id: string
  version: string
  time_zone: string
  holidays: number
  known: { from: number | null; to: number | null }
}
/** One date of a case received now, before and after a change. */
export type DateChange = { regime: string; milestone: string; was: string | null; would_be: string | null }
export type OwnVersion = { kind: string; id: string; seq: number; version: string | null; withdrawn: boolean; problems: string[] }
export type Simulated = {
  title: string
  time_zone: string
  calendar: string
  calendar_assumed: boolean
  applies: boolean
  questions: { fact: string; asks: string; field: string }[]
  warnings: string[]
  milestones: {
    id: string
    kind: string
    title: string
    due: string | null
    rule_values: RuleValues | null
    reference: string
    to_be_confirmed: boolean
    applies: boolean | null
    waiting_for: string | readonly string[] | null
    skipped: { date: string; why: string }[]
    note: string | null
  }[]
}

export const regimesQuery = queryOptions({
  queryKey: ['regimes'],
  queryFn: ({ signal }) =>
    get<{ data: Book[]; calendars: CalendarView[]; alarms: string[]; unknown_days: UnknownDays[] }>('/regimes', signal),
  staleTime: 60_000,
})
