import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post, stateOf } from '../data/client'
import { caseClocksQuery } from '../data/queries'
import type { CaseFull } from '../data/types'
import { type Moved, movedBetween } from './moved'

export type Telling = { path: 'facts' | 'happenings' | 'class'; body: Record<string, unknown> }

/** What came of it; null where it was told and the clocks could not be read again. */
export type Came = readonly Moved[] | null

/** Tells the case something that its rule books count by, and finds which of its clocks stand otherwise afterwards. */
export function useTelling(one: CaseFull, name: string, done: (came: Came) => void) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['case', name] })
  const telling = useMutation({
    mutationFn: async ({ path, body }: Telling): Promise<Came> => {
      const { data: before } = await client.fetchQuery({ ...caseClocksQuery(name), staleTime: 0 })
      await post(`/cases/${one.id}/${path}`, body)
      await refresh()
      return client.fetchQuery(caseClocksQuery(name)).then(
        ({ data: after }) => movedBetween(before, after),
        () => null,
      )
    },
    onSuccess: done,
    /** Somebody else may have said it meanwhile. */
    onError: refresh,
  })
  return { tell: (it: Telling) => telling.mutate(it), reset: telling.reset, ...stateOf(telling) }
}
