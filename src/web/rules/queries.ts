import { queryOptions } from '@tanstack/react-query'
import type { TellableFact, TellableHappening } from '../../domain/case/tellable'
import type { FactType, FactValue } from '../../domain/regimes/facts'
import { get } from '../data/client'

export type AskedBy = { milestone: string | null; kind: string | null; reference: string | null }
type Asked = { fact: string; asks: string; asked_by: AskedBy[] }
export type CaseBook = {
  regime: string
  version: string
  title: string
  applies: boolean
  class: string | null
  chosen_class: string | null
  classes: { id: string; title: string }[]
  questions: Asked[]
  milestones: { waiting_for: string | null; actor: string }[]
  tellable: { facts: TellableFact[]; happenings: TellableHappening[]; pauses: string[] }
}
/** An answer that somebody gave; `by` is null where it came in with the first message. */
export type Said = {
  fact: string
  asks: string
  type: FactType
  value: FactValue
  at: string | null
  by: { id: string; name: string | null } | null
}
export type CaseFacts = { answers: Said[]; happenings: { name: string; at: string }[]; regimes: CaseBook[] }

/** Under the case's own key, so that whatever renews the case renews it. */
export const caseFactsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'facts'],
    queryFn: ({ signal }) => get<CaseFacts>(`/cases/${id}/facts`, signal),
    staleTime: 5_000,
  })
