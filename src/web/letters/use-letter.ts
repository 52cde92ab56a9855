import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnseen } from '../case/use-unseen'
import { channelOf, unwantedWay } from '../case/wishes'
import { post, problemOf } from '../data/client'
import { caseClocksQuery } from '../data/queries'
import type { CaseFull, CaseMessage, SentReply } from '../data/types'
import { toast } from '../parts/toasts'
import { letterOf } from './letter-draft'
import { type LetterPreview, owedKind, wishOf } from './letters'

type Wish = ReturnType<typeof wishOf>
const QUIET_MS = 300

/** The value once it has stood still for a moment. */
function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The draft of a letter and how it would read; what changes on the case renews it, because it is kept under the case's own key. */
export function useLetter(one: CaseFull, name: string) {
  const draft = letterOf(one.id)
  const { words } = useSyncExternalStore(draft.subscribe, draft.get)
  const { data: clocks = [] } = useQuery(caseClocksQuery(name))
  const kind = words.kind ?? owedKind(clocks, one.answered_at !== null)
  const [seen, setSeen] = useState<{ kind: string; of: LetterPreview }>()
  const wish = JSON.stringify(wishOf(kind, words, seen?.kind === kind ? seen.of : undefined))
  const settled = useSettled(wish)
  const preview = useQuery({
    queryKey: ['case', name, 'letter', settled],
    queryFn: () => post<LetterPreview>(`/cases/${one.id}/letters/preview`, JSON.parse(settled)),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    gcTime: 60_000,
  })
  const shown = preview.data
  const shownFor = preview.isPlaceholderData ? null : (JSON.parse(settled) as Wish).kind
  useEffect(() => {
    if (shown && shownFor) setSeen({ kind: shownFor, of: shown })
  }, [shown, shownFor])
  return {
    ...{ draft, words, kind, wish, shown },
    /** Whether what is shown is what is written. */
    fresh: wish === settled && !preview.isPlaceholderData && !preview.isError,
    problem: preview.error ? problemOf(preview.error) : null,
    retry: () => void preview.refetch(),
  }
}

/** Sends it the way of replies: into the outbox, or aside for approval; held back where the customer wrote since its writer last looked. */
export function useSendLetter(one: CaseFull, wish: string, messages: readonly CaseMessage[], done: () => Promise<unknown>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const draft = letterOf(one.id)
  const { last, unseen, look } = useUnseen(messages)
  const sending = useMutation({
    mutationFn: ({ anyway }: { anyway: boolean }) => {
      const body = {
        ...(JSON.parse(wish) as Wish),
        ...(unwantedWay(one, 'private') ? { channel: channelOf(one, 'private') } : {}),
        ...(last ? { last_seen_message_id: last } : {}),
        ...(anyway ? { anyway } : {}),
      }
      return post<SentReply>(`/cases/${one.id}/letters`, body, draft.get().key)
    },
    onSuccess: async (answer) => {
      draft.done(answer.notice_id)
      void client.invalidateQueries({ queryKey: ['pending-replies'] })
      await done()
      toast(t(answer.state === 'approval' ? 'approvals.handedIn' : 'composer.sending'))
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void client.invalidateQueries({ queryKey: ['case'] })
    },
  })
  const problem = sending.error ? problemOf(sending.error) : null
  return {
    submit: (anyway = false) => sending.mutate({ anyway }),
    pending: sending.isPending,
    problem,
    newer: unseen || problem?.code === 'newer_message',
    accept: () => {
      look()
      sending.reset()
    },
  }
}
