import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { InlineTrouble, Skeleton, Trouble } from '../parts/states'

type Props<T> = { query: UseQueryResult<T>; title: string; children: (data: T) => ReactNode }
/** A chart that is coming, that failed, or whose last numbers stay while new ones fail. */
export function LoadedChart<T>({ query, title, children }: Props<T>) {
  const { t } = useTranslation()
  if (query.data === undefined)
    return query.error ? (
      <Trouble what={title} problem={problemOf(query.error)} retry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={4} height={52} />
    )
  return (
    <>
      {query.error && <InlineTrouble problem={problemOf(query.error)} safe={t('run.old')} />}
      {children(query.data)}
    </>
  )
}
