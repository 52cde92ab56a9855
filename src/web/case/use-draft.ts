import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { flushDrafts, keeperOf } from '../data/drafts'
import { draftsQuery } from '../data/queries'
import type { Mode } from '../data/types'

/** The words of one composer as they stand, wherever they were begun; and the keeper that changes them. */
export function useDraft(caseId: string, mode: Mode) {
  const keeper = keeperOf(caseId, mode)
  const words = useSyncExternalStore(keeper.subscribe, keeper.get)
  const { data, isFetching } = useQuery(draftsQuery(caseId))
  useEffect(() => {
    if (data && !isFetching) keeper.adopt(data.find((one) => one.mode === mode) ?? null)
  }, [keeper, mode, data, isFetching])
  useEffect(() => {
    addEventListener('pagehide', flushDrafts)
    return () => {
      removeEventListener('pagehide', flushDrafts)
      void keeper.flush()
    }
  }, [keeper])
  return { keeper, words }
}

const MODES: readonly Mode[] = ['private', 'public', 'note']

/** The composers of a case that hold something unsent, here or on the server. */
export function useHeld(caseId: string): ReadonlySet<Mode> {
  const { data = [] } = useQuery(draftsQuery(caseId))
  const here = MODES.filter((mode) => keeperOf(caseId, mode).holds())
  return new Set<Mode>([...here, ...data.map(({ mode }) => mode)])
}
