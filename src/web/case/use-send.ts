import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey, post, problemOf } from '../data/client'
import type { CaseFull, CaseMessage, SentReply } from '../data/types'
import { toast } from '../parts/toasts'
import type { Mode } from './composer'

type Needs = { one: CaseFull; mode: Mode; messages: readonly CaseMessage[]; done: () => Promise<unknown> }

/** The newest thing that the customer said; a reply that has not seen it is held back. */
const lastHeard = (messages: readonly CaseMessage[]) => messages.findLast(({ direction }) => direction === 'in')?.id ?? null

/**
 * Sends what the composer holds. A reply names the last message that its writer saw when they began (or said they had read since); the
 * server refuses one that is stale, and so does the button. A repeat after a lost answer carries the same key, so it is said once.
 */
export function useSend({ one, mode, messages, done }: Needs) {
  const { t } = useTranslation()
  const heard = lastHeard(messages)
  const [seen, setSeen] = useState(heard)
  const key = useRef(newKey())
  const sending = useMutation({
    mutationFn: ({ text, final }: { text: string; final: boolean }): Promise<{ seq: number } | SentReply> =>
      mode === 'note'
        ? post<{ seq: number }>(`/cases/${one.id}/notes`, { text }, key.current)
        : post<SentReply>(
            `/cases/${one.id}/replies`,
            { text, final, public: mode === 'public', ...((seen ?? heard) ? { last_seen_message_id: seen ?? heard } : {}) },
            key.current,
          ),
    onSuccess: async () => {
      await done()
      toast(t(mode === 'note' ? 'composer.noted' : 'composer.sending'))
    },
    onError: (error) => {
      if (problemOf(error).status > 0) key.current = newKey()
    },
  })
  const problem = sending.error ? problemOf(sending.error) : null
  const newer = mode !== 'note' && ((seen !== null && heard !== seen) || problem?.code === 'newer_message')
  return {
    submit: (text: string, final: boolean) => {
      if (!newer) sending.mutate({ text, final })
    },
    pending: sending.isPending,
    problem,
    newer,
    blocked: newer,
    accept: () => {
      setSeen(heard)
      sending.reset()
    },
  }
}
