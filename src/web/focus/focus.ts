import { useSyncExternalStore } from 'react'
import { get, query } from '../data/client'
import { hereNow } from '../data/presence'
import type { CaseRow, Me, Page } from '../data/types'
import type { Filters } from '../data/use-rows'

/** One thing at a time: which cases it goes through, from which list, what lies before one now, and what was dealt with or passed over. */
type Focus = { filters: Filters; from: string; reference: string; seen: readonly string[] }
let focus: Focus | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
function set(next: Focus | null) {
  focus = next
  for (const listener of listeners) listener()
}

/** The focus, where this case is the one that lies before its reader. */
export const useFocus = (reference: string) => useSyncExternalStore(subscribe, () => (focus?.reference === reference ? focus : null))

export const leaveFocus = () => set(null)

/**
 * The case that breaks next of those that a person may take: nobody else's, nobody else on it just now, none that they had already.
 * Null where nothing is left; the focus ends then.
 */
export async function nextInFocus(me: Me | undefined, { filters, from, seen }: Omit<Focus, 'reference'>): Promise<string | null> {
  const rows = await get<Page<CaseRow>>(query('/cases', { ...filters, sort: 'next_breach', limit: 50 }))
  const mine = me?.user?.id ?? null
  const free = ({ id, owner_id }: CaseRow) =>
    !seen.includes(id) && (owner_id === null || owner_id === mine) && !hereNow(id).some((one) => one.id !== mine)
  const next = rows.data.find(free)
  set(next ? { filters, from, reference: next.reference, seen: [...seen, next.id] } : null)
  return next?.reference ?? null
}
