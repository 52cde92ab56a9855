import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SavedReply } from '../../domain/saved-replies'
import { get } from './client'

export type Saved = SavedReply & { may_change: boolean }

const savedQuery = queryOptions({
  queryKey: ['saved-replies'],
  queryFn: ({ signal }) => get<{ data: Saved[] }>('/saved-replies', signal),
  staleTime: 60_000,
})
/** Each by its name in the reader's language, where it has one. */
export function useSaved() {
  const { i18n } = useTranslation()
  const inTongue = ({ data }: { data: Saved[] }) => data.map((one) => ({ ...one, title: one.titles?.[i18n.language] ?? one.title }))
  return useQuery({ ...savedQuery, select: inTongue })
}
