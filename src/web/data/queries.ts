import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { RIGHTS, type Scope } from '../../domain/rights'
import type { Approval } from '../approvals/types'
import type { Wall } from '../wall/types'
import { get } from './client'
import type {
  CaseFull,
  CaseMessage,
  Clock,
  Counts,
  Me,
  MessageFull,
  PendingReply,
  Person,
  ServerDraft,
  SimilarCase,
  TimelineEntry,
} from './types'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get<Me>('/me', signal),
  staleTime: Number.POSITIVE_INFINITY,
})
export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: ({ signal }) => get<Counts>('/counts', signal),
  staleTime: 30_000,
})
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get<{ data: Person[] }>('/users', signal),
  select: ({ data }) => data,
  staleTime: 60_000,
})
/** Renewed by what changes, and every quarter of a minute for what merely comes nearer. */
export const wallQuery = queryOptions({
  queryKey: ['wall'],
  queryFn: ({ signal }) => get<Wall>('/wall', signal),
  staleTime: 5_000,
  refetchInterval: 15_000,
})
export const messageQuery = (id: string) =>
  queryOptions({ queryKey: ['message', id], queryFn: ({ signal }) => get<MessageFull>(`/messages/${id}`, signal), staleTime: 15_000 })

/** `id` may be `case_…`, `C-12` or the customer's reference; what changes by id is heard under the id that the case itself carries. */
export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => get<CaseFull>(`/cases/${id}`, signal),
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  })
const part = <T>(id: string, name: string) =>
  queryOptions({
    queryKey: ['case', id, name],
    queryFn: ({ signal }) => get<{ data: T[] }>(`/cases/${id}/${name}`, signal),
    select: ({ data }) => data,
    staleTime: 5_000,
  })
export const caseMessagesQuery = (id: string) => part<CaseMessage>(id, 'messages')
export const caseClocksQuery = (id: string) => part<Clock>(id, 'clocks')
export const caseTimelineQuery = (id: string) => part<TimelineEntry>(id, 'timeline')

/** What I have begun to write on a case, in whichever browser. */
export const draftsQuery = (id: string) =>
  queryOptions({
    queryKey: ['drafts', id],
    queryFn: ({ signal }) => get<{ data: ServerDraft[] }>(`/cases/${id}/drafts`, signal),
    select: ({ data }) => data,
    staleTime: 0,
  })
export const similarQuery = (id: string) =>
  queryOptions({
    queryKey: ['similar', id],
    queryFn: ({ signal }) => get<{ data: SimilarCase[] }>(`/cases/${id}/similar`, signal),
    select: ({ data }) => data,
    staleTime: 300_000,
  })
export const pendingQuery = queryOptions({
  queryKey: ['pending-replies'],
  queryFn: ({ signal }) => get<{ data: PendingReply[] }>('/pending-replies', signal),
  select: ({ data }) => data,
  staleTime: 2_000,
})

/** Under the case's own key, so that whatever renews the case renews them. */
export const caseApprovalsQuery = (id: string) => part<Approval>(id, 'approvals')
export const approvalQuery = (id: string) =>
  queryOptions({ queryKey: ['approval', id], queryFn: ({ signal }) => get<Approval>(`/approvals/${id}`, signal), staleTime: 5_000 })

export const useMe = () => useQuery(meQuery).data
/** Whether this person may do a thing; what they may not is not offered. The server decides again. */
export const useMay = (scope: Scope) => useRights().includes(scope)
export function useRights(): readonly Scope[] {
  const me = useMe()
  return me?.rights ?? (me?.user ? RIGHTS[me.user.role] : [])
}
export const useTimeZone = () => useMe()?.tenant.time_zone ?? 'UTC'
