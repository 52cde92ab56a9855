import { useEffect, useState } from 'react'
import type { CaseRow } from '../data/types'
import type { Filters } from '../data/use-rows'
import { meantForDialog } from '../keys/dispatch'
import { composing } from '../keys/press'
import { useKeys } from '../keys/use-keys'
import { useOneAtATime } from './use-one-at-a-time'

/** What a list offers beside opening a row: a look at it, and going through what it holds one at a time. */
export function useLooking(active: CaseRow | undefined, filters: Filters) {
  const [peeking, setPeeking] = useState(false)
  useOneAtATime(filters)
  useKeys('list', active ? { peek: () => setPeeking(!peeking) } : {})
  useEffect(() => {
    if (!peeking) return
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !composing(event) && !meantForDialog()) setPeeking(false)
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [peeking])
  return peeking ? active : undefined
}
