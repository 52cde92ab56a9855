import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post, stateOf } from '../data/client'
import { caseClocksQuery } from '../data/queries'
import type { CaseFull } from '../data/types'
import { type Moved, movedBetween } from './moved'

export type Telling = { path: 'facts' | 'happenings' | 'class'; body: Record<string, unknown> }

/** Tells the case something that its rule books count by, and finds which of its clocks stand otherwise afterwards. */
export function useTelling(one: CaseFull, name: string, done: (moved: Moved[]) => void) {
  const client = useQueryClient()
  const clocks = () => client.fetchQuery({ ...caseClocksQuery(name), staleTime: 0 })
  const telling = useMutation({
    mutationFn: async ({ path, body }: Telling) => {
      const { data: before } = await clocks()
      await post(`/cases/${one.id}/${path}`, body)
      const { data: after } = await clocks()
      return movedBetween(before, after)
    },
    onSuccess: done,
    /** Refused or not, somebody else may have said it meanwhile. */
    onSettled: () => client.invalidateQueries({ queryKey: ['case', name] }),
  })
  return { tell: (it: Telling) => telling.mutate(it), reset: telling.reset, ...stateOf(telling) }
}
