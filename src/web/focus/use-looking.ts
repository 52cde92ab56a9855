import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../data/queries'
import type { CaseRow } from '../data/types'
import type { Filters } from '../data/use-rows'
import { composing } from '../keys/press'
import { useKeys } from '../keys/use-keys'
import { toast } from '../parts/toasts'
import { nextInFocus } from './focus'

/** What a list offers beside opening a row: a look at it, and going through what it holds one at a time. */
export function useLooking(active: CaseRow | undefined, filters: Filters) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const may = useMay('cases:write')
  const [peeking, setPeeking] = useState(false)
  const start = async () => {
    const reference = await nextInFocus(me, filters, [])
    if (reference) await navigate({ to: '/cases/$ref', params: { ref: reference } })
    else toast(t('focus.none'))
  }
  useKeys('list', { ...(active ? { peek: () => setPeeking(!peeking) } : {}), ...(may ? { focus: () => void start() } : {}) })
  useEffect(() => {
    if (!peeking) return
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !composing(event)) setPeeking(false)
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [peeking])
  return peeking ? active : undefined
}
