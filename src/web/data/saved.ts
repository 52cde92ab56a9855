import { queryOptions, useQuery } from '@tanstack/react-query'
import type { SavedReply } from '../../domain/saved-replies'
import { get } from './client'

export type Saved = SavedReply & { may_change: boolean }

const savedQuery = queryOptions({
  queryKey: ['saved-replies'],
  queryFn: ({ signal }) => get<{ data: Saved[] }>('/saved-replies', signal),
  select: ({ data }) => data,
  staleTime: 60_000,
})
export const useSaved = () => useQuery(savedQuery)
