import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../data/queries'
import type { Filters } from '../data/use-rows'
import { useKeys } from '../keys/use-keys'
import { toast } from '../parts/toasts'
import { nextInFocus } from './focus'

export const OPEN_STATES = 'open,acknowledged,answered'
/** All that is open and awake, for lists that are not of cases. */
export const ALL_OPEN: Filters = { state: OPEN_STATES, snoozed: 'no' }

/** `P` in a list: cases one at a time, the one that breaks next first; afterwards its reader is back in this list. */
export function useOneAtATime(filters: Filters) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const may = useMay('cases:write')
  const start = async () => {
    const from = `${location.pathname}${location.search}`
    const reference = await nextInFocus(me, { filters, from, seen: [] })
    if (reference) await navigate({ to: '/cases/$ref', params: { ref: reference } })
    else toast(t('focus.none'))
  }
  useKeys('list', may ? { focus: () => void start() } : {})
}
